import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import CoopBuilders
from .common_capital import CapitalBuilders


class JoinCase(CapitalBuilders, CoopBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        public = cls.env.ref("base.public_user")
        public.company_ids |= cls.company
        public.company_id = cls.company
        cls.type_b.on_join_page = False
        cls.charter = cls.env["coop.charter"].create(
            {"name": "1", "date": "2020-01-01", "text": "<p>We share the work.</p>"}
        )

    def setUp(self):
        super().setUp()
        self.subscriptions = self.env["coop.subscription"].sudo()
        self.before = self.subscriptions.search([])

    def token_of(self, page):
        return re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)

    def post(self, url, data, page=None):
        page = page or self.url_open(url).text
        return self.url_open(url, {"csrf_token": self.token_of(page), **data})

    def start(self, name="Nadia Fontaine", email="nadia@coop.example", **more):
        response = self.post("/join", {"name": name, "email": email, **more})
        return response, self.subscriptions.search([]) - self.before

    def walk_to_payment(self, **person):
        _response, draft = self.start(**person)
        url = f"/join/{draft.access_token}"
        self.post(f"{url}/shares", {"type_id": self.type_a.id, "quantity": "10"})
        sign = {"accept": "1", "signed_name": "N. Fontaine", "charter_id": self.charter.id}
        response = self.post(f"{url}/charter", sign)
        return draft, url, response


@tagged("post_install", "-at_install")
class TestJoin(JoinCase):
    """A stranger joins, step by step, on the public page."""

    def test_four_steps_then_an_invoice(self):
        draft, url, response = self.walk_to_payment(phone="0601", city="Paris")
        self.assertTrue(response.url.endswith("/payment"))
        self.assertFalse(draft.partner_id, "a stranger is no contact before the last step")
        response = self.post(f"{url}/payment", {})
        self.assertTrue(response.url.endswith(url))
        self.assertIn(draft.name, response.text)
        self.assertEqual(draft.state, "confirmed")
        self.assertEqual(draft.partner_id.name, "Nadia Fontaine")
        self.assertEqual(draft.partner_id.city, "Paris")
        signature = self.charter.signature_ids
        self.assertEqual(
            (signature.partner_id, signature.signed_name), (draft.partner_id, "N. Fontaine")
        )
        self.pay(draft)
        self.assertIn(str(draft.member_id.number), self.url_open(url).text)

    def test_the_mailed_link_comes_back_to_the_step_reached(self):
        _response, draft = self.start()
        url = f"/join/{draft.access_token}"
        mail = self.env["mail.mail"].search(
            [("model", "=", "coop.subscription"), ("res_id", "=", draft.id)]
        )
        self.assertEqual(mail.email_to, "nadia@coop.example")
        self.assertIn(url, mail.body_html)
        self.assertTrue(self.url_open(url).url.endswith("/shares"))
        self.post(f"{url}/shares", {"type_id": self.type_a.id, "quantity": "12"})
        self.assertTrue(self.url_open(url).url.endswith("/charter"))
        self.assertIn('value="12"', self.url_open(f"{url}/shares").text)

    def test_a_new_charter_meanwhile_is_asked_again(self):
        _draft, url, _response = self.walk_to_payment()
        self.env["coop.charter"].create({"name": "2", "date": "2021-01-01", "text": "<p>New</p>"})
        self.assertTrue(self.url_open(url).url.endswith("/charter"))

    def test_lowered_minimum(self):
        _response, draft = self.start()
        url = f"/join/{draft.access_token}/shares"
        data = {"type_id": self.type_a.id, "quantity": "1"}
        self.assertIn("The minimum is 10 shares", self.post(url, data).text)
        self.post(url, {**data, "reduced": "1"})
        self.assertEqual((draft.line_ids.quantity, draft.reduced), (1, True))

    def test_a_user_with_an_account_subscribes_for_themselves(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        _response, draft = self.start(name="Whatever", email="x@coop.example")
        self.assertEqual(draft.partner_id, self.portal_member.partner_id)

    # -------------------------------------------------------------- bad input

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self):
        page = self.post("/join", {"name": "Nadia", "email": "not an address", "city": "Lyon"}).text
        for shown in (
            "Please write an e-mail address",
            'value="Nadia"',
            'value="Lyon"',
            'aria-invalid="true"',
        ):
            self.assertIn(shown, page)
        self.assertEqual(self.subscriptions.search([]), self.before)

    def test_strange_shares(self):
        _response, draft = self.start()
        url = f"/join/{draft.access_token}/shares"
        for data in (
            {},
            {"type_id": "x", "quantity": "10"},
            {"type_id": self.type_b.id, "quantity": "10"},
            {"type_id": self.type_a.id, "quantity": "ten"},
            {"type_id": self.type_a.id, "quantity": "-10"},
            {"type_id": self.type_a.id, "quantity": "²"},
            {"type_id": self.type_a.id, "quantity": "99999999"},
        ):
            with self.subTest(data):
                self.assertIn('role="alert"', self.post(url, data).text)
        self.assertFalse(draft.line_ids)

    def test_charter_needs_the_box_and_a_name(self):
        _response, draft = self.start()
        url = f"/join/{draft.access_token}/charter"
        good = {"accept": "1", "signed_name": "N", "charter_id": self.charter.id}
        for missing in good:
            with self.subTest(missing):
                self.post(url, {**good, missing: ""})
                self.assertFalse(draft.charter_id)

    def test_steps_are_not_skipped(self):
        _response, draft = self.start()
        url = f"/join/{draft.access_token}"
        page = self.url_open("/join").text
        response = self.post(f"{url}/payment", {}, page)
        self.assertTrue(response.url.endswith("/shares"))
        self.assertEqual(draft.state, "draft")

    def test_closed_until_the_accounts_are_chosen(self):
        self.company.coop_paid_account_id = False
        self.assertIn("Subscriptions open soon", self.url_open("/join").text)

    # -------------------------------------------------------------- strangers and robots

    def test_forged_and_replayed_links(self):
        draft, url, _response = self.walk_to_payment()
        page = self.url_open(f"{url}/payment").text
        for forged in ("x", "0" * 36, str(draft.id)):
            for step in ("", "/shares", "/charter", "/payment"):
                self.assertEqual(self.url_open(f"/join/{forged}{step}").status_code, 404)
        self.post(f"{url}/payment", {}, page)
        invoice = draft.invoice_id
        self.assertEqual(self.post(f"{url}/payment", {}, page).status_code, 404)
        self.assertEqual(self.post(f"{url}/shares", {}, page).status_code, 404)
        self.assertEqual(draft.invoice_id, invoice)

    def test_without_a_csrf_token_nothing_happens(self):
        response = self.url_open("/join", {"name": "Robot", "email": "r@coop.example"})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.subscriptions.search([]), self.before)

    def test_the_captcha_of_odoo_is_asked(self):
        page = self.url_open("/join").text
        self.assertIn('data-captcha="coop_join"', page)
        asked = []

        def verify(_self, action):
            asked.append(action)

        http = self.env.registry["ir.http"]
        with patch.object(http, "_verify_request_recaptcha_token", verify):
            self.start()
        self.assertEqual(asked, ["coop_join"])

    def test_a_robot_is_stopped(self):
        limit = "odoo.addons.coop_membership.models.coop_subscription_join.PER_ADDRESS"
        with patch(limit, 2):
            for number in range(3):
                response, _drafts = self.start(email=f"robot{number}@coop.example")
        self.assertIn("try again in an hour", response.text)
        self.assertEqual(len(self.subscriptions.search([]) - self.before), 2)

    def test_nobody_is_flooded_with_mails(self):
        for _time in range(5):
            self.start(email="victim@coop.example")
        mails = self.env["mail.mail"].search([("email_to", "=", "victim@coop.example")])
        self.assertEqual(len(mails), 3)

    def test_the_page_does_not_tell_who_is_a_member(self):
        self.member.email = "ines@coop.example"
        pages = {}
        for email in ("ines@coop.example", "stranger@coop.example"):
            response, drafts = self.start(name="Same Name", email=email)
            newest = drafts.sorted("id")[-1]
            text = response.text.replace(newest.access_token, "TOKEN")
            pages[email] = re.sub(r'(csrf_token["\': ]+(value=")?)[^"\']+', r"\1", text)
        first, second = pages.values()
        self.assertEqual(first, second)
        mail = self.env["mail.mail"].search([("email_to", "=", "ines@coop.example")])
        self.assertIn("already", mail.subject)
        twin = self.subscriptions.search([("applicant_email", "=", "ines@coop.example")])
        self.assertEqual(twin.duplicate_ids, self.member.partner_id, "the office sees it")

    def test_unfinished_requests_are_forgotten(self):
        _response, draft = self.start()
        self.env.flush_all()
        old = fields.Datetime.now() - timedelta(days=91)
        self.env.cr.execute(
            "UPDATE coop_subscription SET write_date = %s WHERE id = %s", [old, draft.id]
        )
        self.env.invalidate_all()
        self.subscriptions._gc_drafts()
        self.assertFalse(draft.exists())
