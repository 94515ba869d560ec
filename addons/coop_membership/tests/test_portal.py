from odoo.tests import HttpCase, tagged

from .common import CoopBuilders


@tagged("post_install", "-at_install")
class TestMyCoop(CoopBuilders, HttpCase):
    """/my/coop shows one's own membership, and only that."""

    def open(self, login="coop.member"):
        if login:
            self.authenticate(login, login + login)
        return self.url_open("/my/coop")

    def test_public_is_sent_to_the_login(self):
        self.assertIn("/web/login", self.open(login=None).url)

    def test_member_sees_standing_card_shares_and_household(self):
        self.make_card(self.portal_member.partner_id, "0420000000013")
        self.make_card(self.portal_member.partner_id, "LOST", revoked_on="2021-01-01")
        self.make_household(self.member, "Lodger Lou")
        self.make_household(self.member, "Gone Gil", date_to="2021-01-01")
        page = self.open().text
        for shown in (
            "Inès Portail",
            "Up to date",
            "0420000000013",
            "Lodger Lou",
            str(self.member.number),
        ):
            self.assertIn(shown, page)
        for hidden in ("LOST", "Gone Gil"):
            self.assertNotIn(hidden, page)

    def test_end_of_a_standing_is_announced_with_its_last_day(self):
        today = self.company._coop_today()
        self.make_block(self.member.partner_id, today, self.days(3))
        page = self.open().text
        self.assertIn("Please see the office", page)
        self.assertIn(self.days(3).strftime("%m/%d/%Y"), page)
        self.assertIn("Up to date", page, "what comes after it is said too")

    def test_nothing_of_another_member_is_on_the_page(self):
        other = self.make_member("Secret Sam", card="OTHERCARD")
        self.make_household(other, "Secret Sue")
        self.assertNotRegex(self.open().text, "Secret|OTHERCARD")

    def test_household_person_sees_the_verdict_and_own_card(self):
        user = self.make_user("coop.lodger", "base.group_portal")
        self.env["coop.household.person"].create(
            {
                "member_id": self.member.id,
                "partner_id": user.partner_id.id,
                "date_from": "2020-01-01",
            }
        )
        self.make_card(user.partner_id, "LODGER")
        page = self.open("coop.lodger").text
        self.assertIn("Up to date", page)
        self.assertIn("LODGER", page)

    def test_stranger_with_an_account_is_told_how_to_join(self):
        self.make_user("coop.stranger", "base.group_portal")
        self.assertIn("Not a member", self.open("coop.stranger").text)

    def test_own_data_and_only_ones_own(self):
        self.make_card(self.portal_member.partner_id, "MYCARD")
        self.make_member("Secret Sam", card="OTHERCARD")
        self.open()
        data = self.url_open("/my/coop/data").json()
        self.assertEqual(data["person"]["name"], "Inès Portail")
        self.assertEqual(data["cards"][0]["code"], "MYCARD")
        self.assertEqual(data["shares"][0]["quantity"], 10)
        self.assertNotIn("Secret", str(data))
        self.make_user("coop.stranger", "base.group_portal")
        self.authenticate("coop.stranger", "coop.strangercoop.stranger")
        self.assertEqual(self.url_open("/my/coop/data").status_code, 404)

    def test_home_page_leads_there(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        self.assertIn('href="/my/coop"', self.url_open("/my").text)


@tagged("post_install", "-at_install")
class TestFormer(CoopBuilders, HttpCase):
    """/my/coop of somebody who has left: what was, and nothing that is refused now."""

    def setUp(self):
        super().setUp()
        self.make_card(self.portal_member.partner_id, "0420000000013")
        self.member.left_on = self.today = self.company._coop_today()

    def page(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        return " ".join(self.url_open("/my/coop").text.split())

    def test_the_last_day_is_said_and_no_card_is_shown(self):
        self.make_entry(self.member, -10, date=str(self.today), kind="refund")
        page, last = self.page(), self.days(-1)
        self.assertRegex(page, f"its last day was <span[^>]*>{last.day} {last:%B %Y}")
        self.assertRegex(page, f"to <span[^>]*>{last:%m/%d/%Y}")
        self.assertIn("You own no shares any more.", page)
        for false in ("0420000000013", "Show this card", "no shares yet", "Member since"):
            self.assertNotIn(false, page)
        self.assertNotIn("o_coop_standing", page, "said once")

    def test_the_money_of_shares_that_are_still_owned_is_a_question_for_the_office(self):
        self.assertIn("about the money of these shares", self.page())

    def test_who_shops_in_another_household_keeps_the_card(self):
        friend = self.make_member("Friend Fay")
        self.env["coop.household.person"].create(
            {
                "member_id": friend.id,
                "partner_id": self.member.partner_id.id,
                "date_from": str(self.today),
            }
        )
        page = self.page()
        self.assertIn("its last day was", page)
        self.assertIn("0420000000013", page)
        self.assertIn("Show this card", page)

    def test_the_last_day_under_notice_is_a_day_like_any_other(self):
        self.member.left_on = self.days(1)
        page = self.page()
        self.assertIn("Show this card", page)
        self.assertNotIn("o_coop_over", page)
