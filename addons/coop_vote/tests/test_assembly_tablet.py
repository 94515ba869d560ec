"""The check-in on a tablet that is opened by a link."""

from odoo import http
from odoo.tests import HttpCase, tagged

from .common import VoteBuilders

PLACE = "/coop/assembly/tablet"
COOKIE = "coop_assembly_tablet"


@tagged("post_install", "-at_install")
class TestAssemblyTablet(VoteBuilders, HttpCase):
    def setUp(self):
        super().setUp()
        self.other = self.make_member("Marguerite Yourcenar", card="0420000000013")
        self.meeting = self.make_assembly()
        self.meeting.with_user(self.assembly).action_tablet_link()
        self.link = self.meeting.tablet_url
        self.authenticate(None, None)

    def post(self, **fields):
        token = http.Request.csrf_token(self)
        return self.url_open(f"{PLACE}/check-in", data={"csrf_token": token, **fields})

    def test_a_member_is_let_in_and_out_by_a_tablet_that_nobody_is_signed_in_at(self):
        page = self.url_open(self.link)
        self.assertTrue(page.url.endswith(PLACE), "no key in the address of the page")
        self.assertIn("Scan a card", page.text)
        self.assertIn("Welcome", self.post(typed="0420000000013").text)
        self.assertEqual(self.meeting.presence_ids.member_id, self.other)
        self.assertIn("Goodbye", self.post(typed="Yourcenar", mode="left").text)
        self.assertEqual(self.meeting.presence_ids.state, "left")

    def test_the_page_speaks_the_language_of_whoever_made_the_link(self):
        french = self.env.ref("base.lang_fr")
        self.env["base.language.install"].create({"lang_ids": french.ids}).lang_install()
        self.meeting.with_context(lang="fr_FR").action_tablet_link()
        self.assertIn("Scannez une carte", self.url_open(self.meeting.tablet_url).text)

    def test_a_revoked_link_opens_nothing_from_then_on(self):
        self.url_open(self.link)
        for revoke in ("action_tablet_link", "action_tablet_revoke"):
            getattr(self.meeting, revoke)()
            for answer in (self.url_open(PLACE), self.post(typed="4711"), self.url_open(self.link)):
                self.assertEqual(answer.status_code, 404)
                self.assertIn("does not open a check-in", answer.text)
        self.assertFalse(self.meeting.presence_ids)

    def test_a_link_ends_with_the_session(self):
        self.url_open(self.link)
        self.meeting.action_end()
        self.assertEqual(self.url_open(PLACE).status_code, 404)
        self.assertEqual(self.post(typed="0420000000013").status_code, 404)
        self.assertFalse(self.meeting.presence_ids)

    def test_a_key_opens_one_assembly_and_no_other_page(self):
        elsewhere = self.make_assembly(name="Another")
        self.url_open(self.link)
        self.post(typed="0420000000013", assembly_id=elsewhere.id)
        self.assertFalse(elsewhere.presence_ids)
        for path in ("", "/screen"):
            page = self.url_open(f"/coop/assembly/{self.meeting.id}{path}")
            self.assertIn("/web/login", page.url)

    def test_wrong_keys(self):
        for key in ("", "x" * 43, "0", "x" * 42 + "\x00"):
            self.opener.cookies.set(COOKIE, key)
            self.assertEqual(self.url_open(PLACE).status_code, 404, key)

    def test_the_address_of_the_form_opened_by_a_reload_is_the_page(self):
        self.url_open(self.link)
        self.assertIn("Scan a card", self.url_open(f"{PLACE}/check-in").text)

    def test_odd_words_find_nobody(self):
        self.url_open(self.link)
        for typed in ("²", "%", "_", "Z\x00z", "9" * 5000):
            page = self.post(typed=typed)
            self.assertEqual(page.status_code, 200)
            self.assertIn("Nobody with a vote was found", page.text, typed)
        self.assertFalse(self.meeting.presence_ids)

    def test_a_language_that_was_switched_off_is_no_hindrance(self):
        self.meeting.tablet_lang = "xx_XX"
        self.assertIn("Scan a card", self.url_open(self.link).text)

    def test_a_form_without_its_token_changes_nothing(self):
        self.url_open(self.link)
        answer = self.url_open(f"{PLACE}/check-in", data={"typed": "0420000000013"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.meeting.presence_ids)

    def test_the_key_is_the_assembly_office_s(self):
        for login in ("coop.member", "coop.office"):
            user = self.env["res.users"].search([("login", "=", login)])
            seen = self.meeting.with_user(user)
            with self.assertRaises(Exception) as caught:
                seen.read(["tablet_key", "tablet_url"])
            self.assertEqual(type(caught.exception).__name__, "AccessError", login)
        self.assertFalse(self.meeting.copy().tablet_key)
