from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import PosCheckCase


@tagged("post_install", "-at_install")
class TestProof(PosCheckCase):
    """To whom did we sell, and for how long names are kept."""

    def sell(self, person, code="ok", **vals):
        row = self.make_row(person, code, **vals)
        order = self.make_sale(row["partner_id"] and person.partner_id, row)
        self.till.coop_record_checks([{**row, "order_uuid": order["uuid"]}])
        return self.sync(order)

    def proof(self, **vals):
        today = self.company._coop_today()
        values = {"company_id": self.company.id, "date_from": today, "date_to": today, **vals}
        return self.env["coop.sale.proof"].with_user(self.office).create(values)

    def setUp(self):
        super().setUp()
        self.good = self.sell(self.up_to_date)
        self.bad = self.sell(self.stopped)
        self.cashier.group_ids |= self.env.ref("coop_membership.group_office")
        self.lifted = self.sell(
            self.late, "unpaid", outcome="override", override_name="Cleo", override_reason="Agreed"
        )

    def test_totals_by_verdict(self):
        summary = {title: line for title, *line in self.proof()._summary()}
        amount = self.good.amount_total
        self.assertEqual(summary["Up to date"], [True, 1, amount])
        self.assertEqual(summary["Please see the office"], [False, 1, amount])
        self.assertEqual(sum(line[1] for line in summary.values()), 3)

    def test_exceptions_are_flagged_or_lifted(self):
        exceptions = self.proof()._exceptions()
        self.assertEqual(exceptions.order_id, self.bad | self.lifted)
        lifted = exceptions.filtered(lambda row: row.outcome == "override")
        self.assertEqual((lifted.override_name, lifted.override_reason), ("Cleo", "Agreed"))

    def test_period_is_of_local_days(self):
        yesterday = self.days(-1)
        self.assertFalse(self.proof(date_from=yesterday, date_to=yesterday)._sales())
        self.assertEqual(len(self.proof()._sales()), 3)
        with self.assertRaises(ValidationError):
            self.proof(date_to=yesterday)

    def test_paper_names_everybody(self):
        proof = self.proof()
        report = self.env["ir.actions.report"].with_user(self.office)
        html, _type = report._render_qweb_html("coop_pos_check.report_sale_proof", proof.ids)
        for words in ("Zoé Àjour", "910001", "Refused, yet sold", "Agreed", "Every sale"):
            self.assertTrue(words in html.decode(), words)

    def test_spreadsheet(self):
        """The list of the period, exported as Odoo exports any list."""
        action = self.proof().action_show()
        sales = self.env["coop.sale.report"].with_user(self.manager).search(action["domain"])
        columns = ["partner_id", "number", "code", "outcome", "override_reason", "amount", "title"]
        rows = sales.export_data(columns)["datas"]
        self.assertEqual(len(rows), 3)
        by_name = {row[0]: row[1:] for row in rows}
        self.assertEqual(by_name["Zoé Àjour"][:3], [910001, "Up to date", "Allowed"])
        self.assertEqual(by_name["Anne-Lise Dupont-Retard"][2:4], ["Refusal lifted", "Agreed"])

    def test_printed(self):
        """A PDF with a page, where the program that prints is there; the HTML is tested above."""
        report = self.env["ir.actions.report"].with_user(self.office)
        if report.get_wkhtmltopdf_state() not in ("ok", "upgrade"):
            self.skipTest("wkhtmltopdf is not installed")
        name = "coop_pos_check.report_sale_proof"
        printed, kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            name, self.proof().ids
        )
        self.assertEqual((kind, printed[:5]), ("pdf", b"%PDF-"))

    def test_cashier_sees_no_report(self):
        plain = self.make_user("coop.plain", "point_of_sale.group_pos_user")
        with self.assertRaises(AccessError):
            self.env["coop.sale.report"].with_user(plain).search([])

    def test_names_are_forgotten_by_age(self):
        checks = (self.good | self.bad | self.lifted).coop_check_id
        self.env["coop.check"]._forget_persons()
        self.assertEqual(len(checks.mapped("partner_id")), 3)
        self.company.coop_till_months = 12
        self.freeze(f"{self.days(366)} 12:00:00")
        self.env["coop.check"]._forget_persons()
        self.assertFalse(checks.partner_id)
        self.assertFalse(any(checks.mapped("override_reason")))
        self.assertEqual(checks[0].code, "ok")
        self.assertTrue(checks[0].at < fields.Datetime.now() - timedelta(days=300))
        # The sale keeps its customer: that is the shop's accounting, not the log.
        self.assertTrue(self.good.partner_id)
