from io import BytesIO
from itertools import product

from freezegun import freeze_time
from openpyxl import load_workbook
from pytz import timezone, utc

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..models import coop_check as check_log
from ..wizards import coop_sale_proof as proof_wizard
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

    def on_paper(self, proof, exceptions=False):
        """The sales that the paper lists, all of them or those to look at."""
        domain = proof._exceptions_domain() if exceptions else proof._domain()
        return proof._on_paper(domain)[0]

    def test_totals_by_verdict(self):
        summary = {title: line for title, *line in self.proof()._summary()}
        amount = self.good.amount_total
        self.assertEqual(summary["Up to date"], [True, 1, amount])
        self.assertEqual(summary["Please see the office"], [False, 1, amount])
        self.assertEqual(sum(line[1] for line in summary.values()), 3)

    def test_exceptions_are_flagged_or_lifted(self):
        exceptions = self.on_paper(self.proof(), exceptions=True)
        self.assertEqual(exceptions.order_id, self.bad | self.lifted)
        lifted = exceptions.filtered(lambda row: row.outcome == "override")
        self.assertEqual((lifted.override_name, lifted.override_reason), ("Cleo", "Agreed"))

    def test_the_list_says_what_to_look_at(self):
        sales = self.on_paper(self.proof())
        [wrong] = [row for row in sales if row.number == 910002]
        self.assertEqual(
            wrong.flag_titles, "The till said something else, Sold to somebody who might not shop"
        )
        self.assertFalse(next(row for row in sales if row.number == 910001).flag_titles)

    def test_period_is_of_local_days(self):
        yesterday = self.days(-1)
        self.assertFalse(self.on_paper(self.proof(date_from=yesterday, date_to=yesterday)))
        self.assertEqual(len(self.on_paper(self.proof())), 3)
        with self.assertRaises(ValidationError):
            self.proof(date_to=yesterday)

    def test_paper_names_everybody(self):
        proof = self.proof()
        report = self.env["ir.actions.report"].with_user(self.office)
        html, _type = report._render_qweb_html("coop_pos_check.report_sale_proof", proof.ids)
        wrong = "Sold to somebody who might not shop"
        for words in ("Zoé Àjour", "910001", wrong, "Agreed", "Every sale", "The till said"):
            self.assertTrue(words in html.decode(), words)

    def read_book(self, proof):
        book = load_workbook(BytesIO(proof._spreadsheet()))
        return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]

    def test_spreadsheet_of_the_period(self):
        """Totals, exceptions and every sale, with local times and names that are no formulas."""
        self.up_to_date.partner_id.name = "=1+1"
        totals, exceptions, sales = self.read_book(self.proof())
        figures = {row[0]: row[1:3] for row in totals}
        amount = self.good.amount_total
        self.assertEqual(figures["Sales judged"], (3, 3 * amount))
        self.assertEqual(figures["… to persons who might shop"], (1, amount))
        self.assertEqual(figures["Total of the tills"], (3, 3 * amount))
        self.assertEqual(figures["Sold to somebody who might not shop"][0], 1)
        self.assertEqual(len(exceptions), 3)
        by_number = {row[4]: row for row in sales[1:]}
        good = by_number[910001]
        self.assertEqual((good[3], good[5], good[6]), ("=1+1", "Up to date", "Allowed"))
        local = utc.localize(self.good.date_order).astimezone(timezone(self.company.coop_tz))
        self.assertEqual(good[0], local.replace(tzinfo=None, microsecond=0))
        self.assertEqual(by_number[910003][6:9], ("Refusal lifted", "Cleo", "Agreed"))
        self.assertEqual(
            by_number[910002][9],
            "The till said something else, Sold to somebody who might not shop",
        )

    def test_spreadsheet_is_for_managers(self):
        with self.assertRaises(AccessError):
            self.proof().action_spreadsheet()
        values = {"company_id": self.company.id}
        mine = self.env["coop.sale.proof"].with_user(self.manager).create(values)
        action = mine.action_spreadsheet()
        self.assertRegex(action["url"], r"^/coop/sale_proof/[0-9]+\.xlsx$")

    def test_totals_are_those_of_the_tills(self):
        """Returns, and what was sold while the check was off, are told apart, not left out."""
        self.sync(self.make_sale(self.stopped.partner_id, quantity=-1))
        self.config.coop_check_mode = "off"
        self.sync(self.make_sale(self.stopped.partner_id), self.make_sale(False))
        self.config.coop_check_mode = "refuse"
        self.sync(self.make_sale(False))
        amount = self.good.amount_total
        summary = {title: line for title, *line in self.proof()._summary()}
        self.assertEqual(summary["Return"], [None, 1, -amount])
        self.assertEqual(summary["Not checked"], [None, 2, 2 * amount])
        self.assertEqual(summary["Nobody chosen"], [False, 1, amount])
        figures = {words: line for words, *line in self.proof()._figures()}
        self.assertEqual(figures["Sales judged"], [4, 4 * amount])
        self.assertEqual(figures["… to others, or to nobody in particular"], [2, 2 * amount])
        self.assertEqual(figures["Total of the tills"], [7, 5 * amount])
        orders = self.config.current_session_id.order_ids
        self.assertAlmostEqual(sum(orders.mapped("amount_total")), 5 * amount)

    def test_another_currency_is_told_in_the_co_ops(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE pos_order SET currency_rate = 2 WHERE id = %s", [self.good.id])
        summary = {title: line for title, *line in self.proof()._summary()}
        self.assertEqual(summary["Up to date"][2], round(self.good.amount_total / 2, 2))

    def test_another_co_op_shows_nothing(self):
        other = self.env["res.company"].create({"name": "Other co-op"})
        self.assertFalse(self.proof(company_id=other.id)._summary())

    def test_the_day_ends_at_the_co_ops_midnight(self):
        """A sale at 23:30 UTC belongs to the next day in Paris, to the same one in New York."""
        self.env.flush_all()
        day = self.days(-20)
        moment = f"{day} 23:30:00"
        self.env.cr.execute(
            "UPDATE pos_order SET date_order = %s WHERE id = %s", [moment, self.good.id]
        )
        for zone, found in (("Europe/Paris", False), ("America/New_York", True)):
            self.company.coop_tz = zone
            proof = self.proof(date_from=day, date_to=day)
            self.assertEqual(bool(self.on_paper(proof)), found, zone)

    def test_big_periods_are_for_the_spreadsheet(self):
        """Paper says how many there are; neither loads the sales one by one."""
        self.patch(proof_wizard, "MOST_ON_PAPER", 2)
        proof = self.proof()
        report = self.env["ir.actions.report"].with_user(self.office)
        html, _type = report._render_qweb_html("coop_pos_check.report_sale_proof", proof.ids)
        self.assertIn("too many for paper", html.decode())
        self.assertNotIn("Zoé Àjour", html.decode())
        proof._spreadsheet()
        self.env.flush_all()
        with self.assertQueryCount(13):
            proof._spreadsheet()
        self.sync(*(self.make_sale(self.stopped.partner_id) for _n in range(20)))
        self.env.flush_all()
        with self.assertQueryCount(13):
            proof._spreadsheet()

    def test_what_is_shown_after_the_names_are_gone(self):
        """The log forgets; the sale keeps its customer, its verdict and who lifted it."""
        self.company.coop_till_months = 1
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE coop_check DISABLE TRIGGER USER")
        self.env.cr.execute("UPDATE coop_check SET at = at - interval '2 months'")
        self.env.cr.execute("ALTER TABLE coop_check ENABLE TRIGGER USER")
        self.forget()
        _totals, _exceptions, sales = self.read_book(self.proof())
        lifted = {row[4]: row for row in sales[1:]}[910003]
        self.assertEqual(lifted[3], "Anne-Lise Dupont-Retard")
        self.assertEqual(lifted[6:9], ("Refusal lifted", "Cleo", None))

    def test_export_of_the_list(self):
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

    def forget(self):
        """The job, in the transaction of the test."""
        self.patch(self.env.registry["ir.cron"], "_commit_progress", lambda *_args: 0)
        self.env["coop.check"]._forget_persons()

    def test_names_are_forgotten_by_age(self):
        """By each channel's own limit, all that is due however late the job, and in batches."""
        self.company.write({"coop_till_months": 12, "coop_door_months": 3})
        self.patch(check_log, "FORGET_BATCH", 2)
        log = self.env["coop.check"]
        uuids = {}
        for channel, months in product(("till", "door"), (1, 4, 13, 40, 60)):
            with freeze_time(fields.Datetime.subtract(fields.Datetime.now(), months=months)):
                row = self.make_row(self.stopped, "blocked", "override")
                row["override_reason"] = "Agreed"
                log._record({"channel": channel, "company_id": self.company.id}, [row])
            uuids[row["uuid"]] = (channel, months)
        self.forget()
        checks = log.search([("uuid", "in", list(uuids))])
        kept = {uuids[check.uuid] for check in checks if check.partner_id}
        self.assertEqual(kept, {("till", 1), ("till", 4), ("door", 1)})
        gone = checks.filtered(lambda check: not check.partner_id)
        self.assertFalse(any(gone.mapped("override_reason")))
        self.assertEqual(set(checks.mapped("code")), {"blocked"})
        self.assertEqual(len(checks), 10)
