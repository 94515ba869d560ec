"""Somebody who has left, or is about to: nothing false is said, nothing refused is offered."""

from html import unescape

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PortalCase, PortalHttpCase

PAGES = ("book", "leave", "waiting", "team", "settings")


@tagged("post_install", "-at_install")
class TestFormer(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.make_open_shift(self.days(3))
        self.coming = self.assign(self.flyer, self.days(5), "booking")
        self.login(self.flyer_user)

    def leave(self, days=0):
        self.flyer.left_on = self.days(days)

    def page(self, path=""):
        return " ".join(unescape(self.url_open(f"/my/shifts{path}").text).split())

    def test_my_shifts_keeps_what_was_and_promises_nothing(self):
        self.enroll(self.member, self.make_template())
        self.assign(self.member, self.days(-3)).action_absent()
        self.member.left_on = self.days(0)
        self.login(self.portal_member)
        page = self.page()
        self.assertIn("its last day was", page)
        self.assertIn("o_coop_story", page)
        self.assertIn("absent", page)
        for false in ("You are not enrolled", "What to do now", "o_coop_shifts_nav", "/mails"):
            self.assertNotIn(false, page)

    def test_the_pages_for_members_offer_nothing(self):
        self.leave()
        for name in PAGES:
            with self.subTest(name):
                page = self.page(f"/{name}")
                self.assertIn("its last day was", page)
                for offered in ("<form", "fixed place", f'href="/my/shifts/{name}"'):
                    self.assertNotIn(offered, page.partition('id="wrap"')[2])

    def test_the_link_of_the_calendar_can_still_be_stopped(self):
        self.flyer.env["coop.calendar.link"]._coop_renew(self.flyer)
        self.leave()
        self.assertIn("/my/shifts/calendar/revoke", self.page("/settings"))
        self.assertIn("does not work any more", self.post("/my/shifts/calendar/revoke").text)
        self.assertNotIn("/my/shifts/calendar/revoke", self.page("/settings"))

    def test_what_ended_with_the_membership_is_not_cancelled_again(self):
        self.leave()
        self.assertEqual(self.coming.state, "cancelled")
        answer = unescape(self.post(f"/my/shifts/{self.coming.id}/cancel").text)
        self.assertIn("was cancelled already, with the end of your membership", answer)
        self.assertNotIn("free for someone else", answer)

    def test_under_notice_all_is_as_before(self):
        self.leave(30)
        self.assertNotIn("o_coop_over", self.page())
        self.assertIn("o_coop_book", self.page("/book"))


@tagged("post_install", "-at_install")
class TestNotice(PortalCase):
    """A leave that goes on after the last day."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template())
        self.member.left_on = "2027-01-11"

    def refusals(self, first, last=False, lang="en_US"):
        vals = {
            "member_id": self.member.id,
            "type_id": self.env["coop.leave.type"].search([("code", "=", "temporary")]).id,
            "date_from": fields.Date.to_date(first),
            "date_to": last and fields.Date.to_date(last),
            "asked_on": self.company._coop_today(),
        }
        leaves = self.env["coop.leave"].with_context(lang=lang)
        said = "\n".join(leaves._coop_preview(vals)[0])
        if said:
            with self.assertRaises(UserError) as refused:
                leaves._coop_ask(vals)
            self.assertEqual(refused.exception.args[0], said, "before and after the click")
        return said

    def test_it_ends_by_the_last_day(self):
        for span in (("2026-12-01", "2027-01-11"), ("2026-12-01",), ("2027-02-01", "2027-03-01")):
            with self.subTest(span):
                self.assertIn("its last day is 01/10/2027", self.refusals(*span))
        self.assertNotIn("membership", self.refusals("2026-12-01", "2027-01-10"))

    def test_the_day_is_written_as_the_reader_writes_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self.refusals("2026-12-01", "2027-02-28", "fr_FR")
        self.assertIn("10/01/2027", french)
        words = self.member.with_context(lang="fr_FR")._coop_ended_words()
        self.assertIn("11/01/2027", words)
