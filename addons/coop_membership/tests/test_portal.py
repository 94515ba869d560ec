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
