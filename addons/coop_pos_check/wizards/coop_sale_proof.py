from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..report.sale_proof_xlsx import MOST_ROWS, write_book

#: Sales that a table on paper lists; more of them are for the spreadsheet.
MOST_ON_PAPER = 1500
#: Rows of the report that are no sales that were judged.
NOT_JUDGED = ("return", "unchecked")


class CoopSaleProof(models.TransientModel):
    """The proof that a co-op sells to its members only, over a period, to print or to send."""

    _name = "coop.sale.proof"
    _description = "To whom did we sell, over a period"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._coop_today().replace(day=1),
    )
    date_to = fields.Date("To", required=True, default=lambda self: self.env.company._coop_today())
    with_sales = fields.Boolean("List every sale", default=True)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for proof in self:
            if proof.date_to < proof.date_from:
                raise ValidationError(
                    self.env._("The period ends before it begins. Please swap its dates.")
                )

    def action_print(self):
        return self.env.ref("coop_pos_check.action_report_sale_proof").report_action(self)

    def _check_may_export(self):
        """:raise AccessError: for whoever may not export"""
        self.check_access("read")
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(self.env._("Spreadsheets are for the co-op's managers."))

    def action_spreadsheet(self):
        self._check_may_export()
        self._check_fits_a_sheet()
        url = f"/coop/sale_proof/{self.id}.xlsx"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def action_show(self):
        """The sales of the period as a list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "coop_pos_check.coop_sale_report_action"
        )
        return {**action, "domain": self._domain(), "context": {}}

    def _domain(self):
        midnight = self.company_id._coop_midnight
        return [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", midnight(self.date_from)),
            ("date", "<", midnight(self.date_to + timedelta(days=1))),
        ]

    def _exceptions_domain(self):
        """Sales to look at: flagged, or lifted by somebody."""
        return [*self._domain(), "|", ("flags", ">", 0), ("outcome", "=", "override")]

    # ------------------------------------------------------------------ totals

    def _summary(self):
        """``[(verdict in words, may shop, number of sales, amount)]``, the most sales first.

        Whether the person may shop is ``None`` for what was not judged; these come last.
        """
        report = self.env["coop.sale.report"]
        rows = report._read_group(
            self._domain(), ["code"], ["__count", "amount:sum"], order="__count DESC"
        )
        rows.sort(key=lambda row: row[0] in NOT_JUDGED)
        titles = dict(report._code_words())
        reasons = self.env["coop.verdict"]._reasons()
        allowed = {reason.code for reason in reasons if reason.allowed}
        return [
            (
                titles.get(code, code),
                None if code in NOT_JUDGED else code in allowed,
                count,
                amount,
            )
            for code, count, amount in rows
        ]

    def _figures(self):
        """What an auditor asks first: ``[(words, number of sales, amount)]``."""
        reasons = self.env["coop.verdict"]._reasons()
        judged = ("code", "not in", NOT_JUDGED)
        unchecked, returned = ("code", "=", "unchecked"), ("code", "=", "return")
        may = ("code", "in", [reason.code for reason in reasons if reason.allowed])
        may_not = ("code", "not in", may[2])
        lifted = ("outcome", "in", ("override", "warned"))
        parts = {
            self.env._("Sales judged"): [judged],
            self.env._("… to persons who might shop"): [may],
            self.env._("… to others, the refusal lifted or warned of"): [judged, may_not, lifted],
            self.env._("… to others, or to nobody in particular"): [judged, may_not, "!", lifted],
            self.env._("Sales that were not checked"): [unchecked],
            self.env._("Returns"): [returned],
            self.env._("Total of the tills"): [],
        }
        return [(words, *self._count(more)) for words, more in parts.items()]

    def _count(self, more):
        """The number and the amount of those sales of the period for which ``more`` holds."""
        report = self.env["coop.sale.report"]
        domain = [*self._domain(), *more]
        [(count, amount)] = report._read_group(domain, [], ["__count", "amount:sum"])
        return count, amount or 0.0

    def _kinds(self):
        """Why sales are among the exceptions: ``[(words, number of sales)]``."""
        flags = self.env["coop.order.flag"]
        words = dict(flags._fields["kind"]._description_selection(self.env))
        domain = [term for term in self._domain() if term[0] in ("company_id", "date")]
        return [
            (words[kind], count)
            for kind, count in flags._read_group(
                domain, ["kind"], ["__count"], order="__count DESC, kind"
            )
        ]

    # ------------------------------------------------------------------ each sale

    def _on_paper(self, domain):
        """The sales of a table on paper, and how many there are in all."""
        report = self.env["coop.sale.report"]
        count = report.search_count(domain)
        if count > MOST_ON_PAPER:
            return report.browse(), count
        return report.search(domain, order="date, id"), count

    def _check_fits_a_sheet(self):
        if self.env["coop.sale.report"].search_count(self._domain()) > MOST_ROWS:
            raise UserError(
                self.env._("No spreadsheet holds so many sales. Please choose a shorter period.")
            )

    def _rows(self, domain):
        """The sales of a domain in words, as the spreadsheet tells them."""
        report = self.env["coop.sale.report"]
        verdicts = dict(report._code_words())
        outcomes = dict(report._fields["outcome"]._description_selection(self.env))
        kinds = dict(self.env["coop.order.flag"]._fields["kind"]._description_selection(self.env))
        for row in report._local_rows(domain, self.company_id.coop_tz):
            moment, receipt, till, person, number, code, outcome, lifter, why, flags, amount = row
            yield (
                moment,
                receipt,
                till,
                person or self.env._("Nobody in particular"),
                number,
                verdicts.get(code, code),
                outcomes.get(outcome, outcome),
                lifter,
                why,
                ", ".join(kinds.get(flag, flag) for flag in flags or ()),
                amount,
            )

    def _heads(self):
        _ = self.env._
        names = ["date", "receipt", "config_id", "partner_id", "number"]
        titles = self.env["coop.sale.report"].fields_get(names, ["string"])
        return [
            *(titles[name]["string"] for name in names),
            _("Verdict then"),
            _("The till said"),
            _("Lifted by"),
            _("Why it was lifted"),
            _("To look at"),
            self._total_head(),
        ]

    def _total_head(self):
        return self.env._("Total (%s)", self.company_id.currency_id.name)

    def _about(self):
        _ = self.env._
        return [
            (_("To whom did we sell"),),
            (self.company_id.name,),
            (_("From"), self.date_from, _("To"), self.date_to),
            (_("Time zone"), self.company_id.coop_tz),
            (_("Printed on"), self.company_id._coop_today(), _("by"), self.env.user.name),
        ]

    def _total_tables(self):
        _ = self.env._
        sales, total = _("Sales"), self._total_head()
        yes_no = {True: _("yes"), False: _("no"), None: ""}
        summary = [(title, yes_no[may], n, amount) for title, may, n, amount in self._summary()]
        verdict = _("Verdict at the time of the sale")
        return [
            ((_("In short"), sales, total), self._figures()),
            ((verdict, _("May shop"), sales, total), summary),
            ((_("To look at"), sales), self._kinds()),
        ]

    def _spreadsheet(self):
        """The three sheets as the bytes of an xlsx file, in a constant number of queries."""
        self._check_fits_a_sheet()
        heads = self._heads()
        return write_book(
            (self.env._("Totals"), self._about(), self._total_tables()),
            (self.env._("Exceptions"), heads, self._rows(self._exceptions_domain())),
            (self.env._("Every sale"), heads, self._rows(self._domain())),
        )
