"""Every printed paper of the suite, made as a PDF file from the demo co-op."""

import io
from datetime import timedelta

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

    def test_every_report_is_a_pdf_that_is_not_blank(self):
        self.assertGreater(len(self.reports), 8)
        for report in self.reports:
            for language in ("en_US", "fr_FR"):
                with self.subTest(report=report.report_name, language=language):
                    pages = self._pages(report, self._record(report), language)
                    self.assertGreater(len(pages[0].get_contents().get_data()), 1000)

    def test_a_certificate_names_its_member(self):
        report = self.env.ref("coop_membership.report_certificate")
        paid = self.env["coop.subscription"].search([("state", "=", "paid")], limit=1)
        words, _kind = report.with_context(lang="fr_FR")._render_qweb_html(report, paid.ids)
        self.assertIn(paid.partner_id.name, words.decode())
        self.assertEqual(len(self._pages(report, paid, "fr_FR")), 1)

    def _pages(self, report, record, language):
        """The pages of the report's PDF for one record of the demo co-op."""
        asked = report.with_context(force_report_rendering=True, lang=language)
        content, kind = asked._render_qweb_pdf(report, record.ids)
        self.assertEqual((kind, content[:5]), ("pdf", b"%PDF-"))
        return PdfReader(io.BytesIO(content)).pages

    def _record(self, report):
        """Something to print: the first there is, or a fresh one of a wizard."""
        model = self.env[report.model]
        found = model.search([], limit=1)
        if not found and model.is_transient():
            found = model.create({})
            if report.model == "coop.office.print":
                # There is a shift in every week, and not on every day.
                found.date_to = found.date_from + timedelta(days=6)
        self.assertTrue(found, f"the demo co-op has nothing to print {report.report_name} from")
        return found
