"""Every route tried by its coordinator, another member, the public, and with forged ids."""

import json

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import FloorBuilders


@tagged("post_install", "-at_install")
class TestRoutes(FloorBuilders, HttpCase):
    def setUp(self):
        super().setUp()
        self.make_user("coop.nobody", "base.group_portal")
        self.other = self.make_user("coop.other", "base.group_portal")
        self.make_member("Autre", partner_id=self.other.partner_id.id)
        self.far = self.make_shift(self.days(0))
        self.far_row = self.assign(self.make_member("Loin"), self.far)

    def enter(self, login):
        self.authenticate(login, login + login) if login else self.authenticate(None, None)

    def ask(self, what, shift=None, **params):
        return self.url_open(
            f"/my/shift/{(shift or self.shift).id}/{what}",
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()

    def taps(self, *taps, shift=None, user=None):
        user_id = (user or self.coordinator).id
        return self.ask("taps", shift, user_id=user_id, taps=list(taps), device="phone")

    def pages(self, shift=None):
        shift_id = (shift or self.shift).id
        row_id = (shift or self.shift).assignment_ids[:1].id
        return [
            f"/my/shift/{shift_id}",
            f"/my/shift/{shift_id}/photo/{row_id}",
            f"/my/shift/{shift_id}/sheet",
        ]

    def test_the_coordinator(self):
        self.enter("coop.member")
        page = self.url_open("/my/shift/now")
        self.assertEqual(page.status_code, 200)
        self.assertIn("coop_floor", page.text)
        self.assertNotIn("Ribeiro", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        board = self.ask("board")["result"]
        self.assertEqual([p["name"] for p in board["people"]], ["Ana Ribeiro", "Bob Okafor"])
        answer = self.taps(self.tap(row=self.ana, state="late"))["result"]
        self.assertEqual(answer["board"]["people"][0]["state"], "late")
        photo = self.url_open(f"/my/shift/{self.shift.id}/photo/{self.ana.id}")
        self.assertEqual(photo.status_code, 200)
        self.assertTrue(photo.headers["Content-Type"].startswith("image/"))

    def test_the_page_brings_its_words(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        module = self.env["ir.module.module"].search([("name", "=", "coop_shift_floor")])
        module._update_translations(["fr_FR"])
        self.coordinator.lang = "fr_FR"
        self.enter("coop.member")
        page = self.url_open("/my/shift/now").text
        self.assertIn("Mon service maintenant", page)
        self.assertIn("Tout est envoy", page)

    @mute_logger("odoo.http")
    def test_other_members_and_forged_ids(self):
        for login in ("coop.other", "coop.nobody"):
            self.enter(login)
            user = self.env["res.users"].search([("login", "=", login)])
            for path in self.pages():
                with self.subTest(login=login, path=path):
                    self.assertEqual(self.url_open(path).status_code, 404)
            self.assertEqual(self.ask("board")["error"]["code"], 404)
            answer = self.taps(self.tap(row=self.ana, state="absent"), user=user)
            self.assertEqual(answer["error"]["code"], 404)
            self.assertIn("No shift of yours", self.url_open("/my/shift/now").text)
        self.assertEqual(self.ana.state, "expected")
        self.assertFalse(self.shift.tap_ids)

    @mute_logger("odoo.http")
    def test_somebody_elses_shift_and_none_are_the_same(self):
        self.enter("coop.member")
        for path in [*self.pages(self.far), "/my/shift/999999999", "/my/shift/0"]:
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
        answer = self.taps(self.tap(row=self.far_row, state="absent"), shift=self.far)
        self.assertEqual(answer["error"]["code"], 404)
        mine = self.taps(self.tap(row=self.far_row, state="absent"))["result"]
        self.assertEqual([r["result"] for r in mine["results"].values()], ["refused"])
        photo = f"/my/shift/{self.shift.id}/photo/{self.far_row.id}"
        self.assertEqual(self.url_open(photo).status_code, 404)
        self.assertEqual(self.far_row.state, "expected")

    @mute_logger("odoo.http")
    def test_the_public(self):
        self.enter(None)
        for path in ["/my/shift/now", *self.pages()]:
            answer = self.url_open(path, allow_redirects=False)
            with self.subTest(path=path):
                self.assertEqual(answer.status_code, 303)
                self.assertIn("/web/login", answer.headers["Location"])
        for what in ("board", "taps"):
            self.assertEqual(self.ask(what)["error"]["code"], 100)
        self.assertEqual(self.url_open("/my/shift/worker.js").status_code, 200)

    def test_nobody_writes_in_the_name_of_another(self):
        self.shift.substitute_ids |= self.env["coop.member"].search(
            [("partner_id", "=", self.other.partner_id.id)]
        )
        self.enter("coop.other")
        answer = self.taps(self.tap(row=self.ana, state="absent"))
        self.assertEqual(answer["result"], {"other_user": True})
        self.assertEqual(self.ana.state, "expected")

    @mute_logger("odoo.http")
    def test_a_form_of_another_site_writes_nothing(self):
        self.enter("coop.member")
        path = f"/my/shift/{self.shift.id}/taps"
        taps = json.dumps([self.tap(row=self.ana, state="absent")])
        forged = {"user_id": self.coordinator.id, "taps": taps}
        for data in (forged, json.dumps({"params": forged})):
            answer = self.url_open(path, data=data, headers={"Origin": "https://evil.example"})
            self.assertGreaterEqual(answer.status_code, 400)
        self.assertGreaterEqual(self.url_open(path).status_code, 400)
        self.assertEqual(self.ana.state, "expected")

    @mute_logger("odoo.http")
    def test_a_right_that_is_withdrawn(self):
        self.enter("coop.member")
        self.assertIn("result", self.ask("board"))
        self.member.coordinator_line_ids.date_to = self.days(-1)
        self.assertEqual(self.ask("board")["error"]["code"], 404)
        answer = self.taps(self.tap(row=self.ana, state="absent"))
        self.assertEqual(answer["error"]["code"], 404)
        self.assertEqual(self.ana.state, "expected")

    @mute_logger("odoo.http")
    def test_nonsense(self):
        self.enter("coop.member")
        for taps in (None, {}, "x", [None], [[]], [{"key": 5}], [{}] * 201):
            with self.subTest(taps=str(taps)[:20]):
                answer = self.ask("taps", user_id=self.coordinator.id, taps=taps)
                self.assertIn("error" if not isinstance(taps, list) or len(taps) > 200
                              else "result", answer)  # fmt: skip
        self.assertFalse(self.shift.tap_ids)

    @mute_logger("odoo.http")
    def test_the_models_are_closed_to_the_coordinator(self):
        self.enter("coop.member")
        for model, method in (
            ("coop.shift", "floor_board"),
            ("coop.shift", "floor_take"),
            ("coop.assignment", "action_late"),
            ("coop.floor.tap", "read"),
        ):
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/{method}",
                json={
                    "jsonrpc": "2.0",
                    "params": {"model": model, "method": method, "kwargs": {},
                               "args": [[1], []] if method == "floor_take" else [[1]]},
                },
            ).json()  # fmt: skip
            with self.subTest(method=method):
                self.assertIn("AccessError", answer["error"]["data"]["name"])

    def test_links_for_coordinators_only(self):
        self.enter("coop.member")
        self.assertIn("/my/shift/now", self.url_open("/my/shifts").text)
        self.assertIn("/my/shift/now", self.url_open("/my/coop").text)
        self.enter("coop.other")
        self.assertNotIn("/my/shift/now", self.url_open("/my/shifts").text)
        self.assertNotIn("/my/shift/now", self.url_open("/my/coop").text)
