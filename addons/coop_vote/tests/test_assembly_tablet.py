"""The check-in on a tablet that is opened by a link."""

from lxml import html

from odoo import http
from odoo.tests import HttpCase, tagged

from odoo.addons.coop_membership.controllers.asking import too_many
from odoo.addons.coop_membership.tests.common import forget_askers

from ..controllers import tablet
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
        # As if the language of that day was switched off since.
        query = "UPDATE coop_assembly SET tablet_lang = 'xx_XX' WHERE id = %s"
        self.env.cr.execute(query, [self.meeting.id])
        self.meeting.invalidate_recordset()
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


@tagged("post_install", "-at_install")
class TestAskedTooOften(VoteBuilders, HttpCase):
    """Whoever has the link lets people in, but does not read the list of members with it."""

    def setUp(self):
        super().setUp()
        forget_askers()
        self.addCleanup(forget_askers)
        self.card = "0420000000013"
        self.other = self.make_member("Marguerite Yourcenar", card=self.card)
        for name in ("Simone Weil", "Simone Veil"):
            self.make_member(name)
        self.meeting = self.make_assembly()
        self.meeting.with_user(self.assembly).action_tablet_link()
        self.authenticate(None, None)
        self.url_open(self.meeting.tablet_url)

    def post(self, **fields):
        token = http.Request.csrf_token(self)
        return self.url_open(f"{PLACE}/check-in", data={"csrf_token": token, **fields})

    def test_names_are_not_listed_without_end(self):
        self.patch(tablet, "LOOKS_AN_HOUR", 3)
        looked = [self.post(typed=typed) for typed in ("Sim", "Simone", "Nobody", "Simo", "Nob")]
        self.assertEqual([page.status_code for page in looked], [200, 200, 200, 429, 429])
        for page in looked[3:]:
            self.assertIn("no names are listed for now", page.text)
            for told in ("Weil", "Veil", "Nobody with a vote"):
                self.assertNotIn(told, page.text)

    def test_going_through_the_numbers_tells_no_names_either(self):
        """One asks who leaves, by number: nobody is here, so it would leave no trace."""
        self.patch(tablet, "LOOKS_AN_HOUR", 1)
        first, second = (self.post(typed=self.other.number, mode="left") for _n in range(2))
        self.assertIn("Yourcenar", first.text)
        self.assertNotIn("Yourcenar", second.text)

    def test_the_door_goes_on_letting_people_in_and_out(self):
        self.patch(tablet, "LOOKS_AN_HOUR", 1)
        self.post(typed="Simone")
        self.assertEqual(self.post(typed="Simone").status_code, 429)
        for typed in (self.card, "Simone Weil", self.member.number):
            self.assertIn("Welcome", self.post(typed=typed).text, typed)
        self.assertIn("Goodbye", self.post(typed=self.card, mode="left").text)
        self.assertIn("Welcome back", self.post(typed=self.card).text)
        self.assertEqual(self.meeting.present_count, 3)

    def test_whoever_comes_is_no_look(self):
        """A queue with cards leaves as many names to look for as before."""
        self.patch(tablet, "LOOKS_AN_HOUR", 1)
        for member in self.other, self.member:
            self.assertIn("Welcome", self.post(typed=member.number).text)
        self.assertIn("Simone Veil", self.post(typed="Simone").text)

    def test_a_rush_waits_some_seconds_and_loses_nothing(self):
        self.patch(tablet, "PASSAGES_A_MINUTE", 1)
        self.post(typed="Nobody")
        page = self.post(typed=self.card, mode="remote")
        self.assertEqual(page.status_code, 429)
        self.assertIn("please wait a few seconds", page.text)
        form = html.fromstring(page.text).xpath("//form[.//button[text()='Try again']]")[0]
        self.assertFalse(self.meeting.presence_ids)
        forget_askers()
        self.assertIn("Welcome", self.post(**dict(form.form_values())).text)
        self.assertEqual(self.meeting.presence_ids.state, "remote")

    def test_one_address_does_not_shut_the_door_of_another(self):
        self.patch(tablet, "LOOKS_AN_HOUR", 1)
        key = "looks", self.env.cr.dbname, self.meeting.id, "203.0.113.9"
        self.assertEqual([too_many(key, 1) for _n in range(2)], [False, True])
        self.assertIn("Simone Weil", self.post(typed="Simone").text)

    def test_before_the_session_the_link_finds_nobody(self):
        early = self.make_assembly("convened")
        early.with_user(self.assembly).action_tablet_link()
        self.url_open(early.tablet_url)
        for typed, mode in (("Simone", ""), (self.card, ""), (self.card, "left")):
            page = self.post(typed=typed, mode=mode).text
            self.assertIn("The check-in opens with the session", page)
            for name in ("Weil", "Veil", "Yourcenar"):
                self.assertNotIn(name, page)

    def test_the_office_signed_in_is_not_counted(self):
        self.patch(tablet, "LOOKS_AN_HOUR", 1)
        self.authenticate("coop.assembly", "coop.assemblycoop.assembly")
        token = http.Request.csrf_token(self)
        for _n in range(3):
            page = self.url_open(
                f"/coop/assembly/{self.meeting.id}/check-in",
                data={"csrf_token": token, "typed": "Simone"},
            )
            self.assertIn("Simone Weil", page.text)
