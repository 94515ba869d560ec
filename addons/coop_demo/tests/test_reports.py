"""Every printed paper of the suite, made as a PDF file from the demo co-op."""

import io

from odoo.tests import HttpCase, tagged

try:
    from pypdf import PdfReader
except ImportError:
    from PyPDF2 import PdfReader


@tagged("post_install", "-at_install")
class TestReports(HttpCase):
    def setUp(self):
        super().setUp()
        self.reports = self.env["ir.actions.report"].search(
            [("report_name", "=like", "coop_%"), ("report_type", "=", "qweb-pdf")]
        )
        if self.reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("PDF files need the program wkhtmltopdf")
        self.env["ir.config_parameter"].set_param("report.url", self.base_url())

    def test_every_report_is_a_pdf_with_words_on_it(self):
        self.assertGreater(len(self.reports), 8)
        for report in self.reports:
            with self.subTest(report=report.report_name):
                for language in ("en_US", "fr_FR"):
                    self.assertGreater(len(self._words(report, language)), 40)

    def test_a_certificate_names_its_member(self):
        report = self.env.ref("coop_membership.report_certificate")
        paid = self.env["coop.subscription"].search([("state", "=", "paid")], limit=1)
        words = self._words(report, "fr_FR", paid)
        self.assertIn(paid.partner_id.name, words)
        self.assertIn(paid.member_id.number, words)

    def _words(self, report, language, record=None):
        """The text of the report's PDF for one record of the demo co-op."""
        record = record or self._record(report)
        content, kind = report.with_context(
            force_report_rendering=True, lang=language
        )._render_qweb_pdf(report, record.ids)
        self.assertEqual(kind, "pdf")
        self.assertEqual(content[:5], b"%PDF-")
        pages = PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages)

    def _record(self, report):
        model = self.env[report.model]
        found = model.search([], limit=1)
        if not found and model.is_transient():
            found = model.create({})
        self.assertTrue(found, f"the demo co-op has nothing to print {report.report_name} from")
        return found
