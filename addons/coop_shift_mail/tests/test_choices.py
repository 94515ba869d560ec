"""Members choose which mails they get: on the portal, or from the link in a mail."""

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import MailBuilders, MailCase


@tagged("post_install", "-at_install")
class TestOptOut(MailCase):
    def test_what_is_not_wanted_is_not_sent(self):
        self.freeze("2026-11-23 12:00:00")
        self.enroll(self.ana, self.make_template())
        self.env["coop.mail.opt.out"]._choose(self.ana, {"make_ups"})
        self.assign(self.ana, "2026-11-24")
        self.assign(self.ana, "2026-11-23").action_absent()
        self.run_job()
        self.assertEqual(self.log("reminder").state, "opted_out")
        self.assertEqual(self.log("alert").state, "sent")

    def test_choosing_twice_and_back(self):
        choices = self.env["coop.mail.opt.out"]
        for _time in range(2):
            choices._choose(self.ana, set())
        self.assertEqual([wanted for *_kind, wanted in choices._choices(self.ana)], [False, False])
        choices._choose(self.ana, {"reminder", "make_ups"})
        self.assertEqual([wanted for *_kind, wanted in choices._choices(self.ana)], [True, True])


@tagged("post_install", "-at_install")
class TestPages(MailBuilders, HttpCase):
    def setUp(self):
        super().setUp()
        self.me = self.env["coop.member"].search(
            [
                ("partner_id", "=", self.portal_member.partner_id.id),
                ("company_id", "=", self.company.id),
            ]
        )
        self.link = f"/coop/mails/{self.ana.id}/{self.ana._coop_mail_token()}"

    def wanted(self, member):
        self.env.invalidate_all()
        rows = self.env["coop.mail.opt.out"]._choices(member)
        return {kind for kind, _name, wanted in rows if wanted}

    def post(self, url, *wanted):
        data = {"csrf_token": http.Request.csrf_token(self), "wanted": list(wanted)}
        return self.url_open(url, data=data)

    def test_my_choice_is_mine_alone(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        self.assertIn("Mails about my shifts", self.url_open("/my/shifts/mails").text)
        answer = self.post("/my/shifts/mails", "reminder")
        self.assertIn("Your choice is kept.", answer.text)
        self.assertEqual(self.wanted(self.me), {"reminder"})
        self.assertEqual(self.wanted(self.ana), {"reminder", "make_ups"})

    def test_the_link_of_a_mail_opens_the_choice_and_changes_nothing_by_itself(self):
        self.authenticate(None, None)
        self.assertEqual(self.url_open(self.link).status_code, 200)
        self.assertEqual(self.wanted(self.ana), {"reminder", "make_ups"})
        self.assertIn("Your choice is kept.", self.post(self.link).text)
        self.assertEqual(self.wanted(self.ana), set())

    @mute_logger("odoo.http")
    def test_links_that_are_not_true(self):
        self.authenticate(None, None)
        other = self.ana._coop_mail_token()
        for url in (
            f"/coop/mails/{self.me.id}/{other}",
            f"/coop/mails/{self.ana.id}/{other[:-1]}",
            f"/coop/mails/999999999/{other}",
        ):
            self.assertEqual(self.url_open(url).status_code, 404, url)
            self.assertEqual(self.post(url).status_code, 404, url)
        self.assertEqual(self.wanted(self.me), {"reminder", "make_ups"})

    @mute_logger("odoo.http")
    def test_a_form_without_token_is_refused(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        answer = self.url_open("/my/shifts/mails", data={"wanted": "reminder"})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.wanted(self.me), {"reminder", "make_ups"})

    def test_the_public_is_sent_to_the_login(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/my/shifts/mails").url)
