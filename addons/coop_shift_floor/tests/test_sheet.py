"""The sheet on paper, for when the phone is dead."""

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import FloorBuilders, FloorCase


@tagged("post_install", "-at_install")
class TestSheet(FloorCase):
    def sheet(self):
        report = self.env["ir.actions.report"].with_user(self.office)
        report = report.with_context(lang=self.office.lang)
        html, _kind = report._render_qweb_html("coop_shift_floor.report_sheet", self.shift.ids)
        return html.decode()

    def test_names_boxes_and_code(self):
        self.ana.write({"state": "late", "note": "secret"})
        sheet = self.sheet()
        for text in ("Ana Ribeiro", "Bob Okafor", "Till", self.shift.sheet_code, "data:image"):
            self.assertIn(text, sheet)
        self.assertEqual(sheet.count("☐"), 9)
        self.assertEqual(sheet.count("☒"), 1)
        self.assertNotIn("secret", sheet)

    def test_a_leave_is_not_told(self):
        self.ana.write({"state": "waiting"})
        self.assertIn("Does not come today", self.sheet())
        self.assertNotIn("leave", self.sheet())

    def test_the_code_opens_the_fast_entry_screen(self):
        wizards = self.env["coop.sheet.wizard"].with_user(self.office)
        for code in (self.shift.sheet_code, f" {self.shift.sheet_code.lower()} "):
            action = wizards.create({"code": code}).action_open()
            self.assertEqual(action["params"]["shift_id"], self.shift.id)
        for code in ("S1", "hello", self.shift.sheet_code + "1", "S99999999-2"):
            with self.subTest(code=code), self.assertRaises(UserError):
                wizards.create({"code": code}).action_open()

    def test_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        module = self.env["ir.module.module"].search([("name", "=", "coop_shift_floor")])
        module._update_translations(["fr_FR"])
        self.office.lang = "fr_FR"
        self.assertIn("Venus en rattrapage", self.sheet())


@tagged("post_install", "-at_install")
class TestSheetOnThePhone(FloorBuilders, HttpCase):
    def test_the_coordinator_prints(self):
        self.authenticate("coop.member", "coop.membercoop.member")
        sheet = self.url_open(f"/my/shift/{self.shift.id}/sheet", timeout=60)
        self.assertEqual(sheet.status_code, 200)
        # Odoo prints no PDF in tests, unless it is told to.
        self.assertIn(self.shift.sheet_code, sheet.text)

    def test_pdf(self):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        if report.get_wkhtmltopdf_state() in ("install", "broken"):
            self.skipTest("wkhtmltopdf is not installed")
        pdf, kind = report._render_qweb_pdf("coop_shift_floor.report_sheet", self.shift.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(pdf.startswith(b"%PDF"))
