from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError


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

    def action_show(self):
        """The sales of the period as a list, which Odoo exports as a spreadsheet."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "coop_pos_check.coop_sale_report_action"
        )
        return {**action, "domain": self._domain(), "context": {}}

    def _moment(self, day):
        """The UTC moment at which a day begins at the co-op."""
        zone = pytz.timezone(self.company_id.coop_tz)
        begin = zone.localize(datetime.combine(day, time.min))
        return begin.astimezone(pytz.utc).replace(tzinfo=None)

    def _domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", self._moment(self.date_from)),
            ("date", "<", self._moment(self.date_to + timedelta(days=1))),
        ]

    def _summary(self):
        """``[(verdict in words, allowed, number of sales, amount)]``, the most sales first."""
        rows = self.env["coop.sale.report"]._read_group(
            self._domain(), ["code"], ["__count", "amount:sum"], order="__count DESC"
        )
        verdict = self.env["coop.verdict"]
        texts = verdict._texts()
        allowed = {reason.code for reason in verdict._reasons() if reason.allowed}
        return [
            (texts.get(code, (code,))[0], code in allowed, count, amount)
            for code, count, amount in rows
        ]

    def _sales(self):
        return self.env["coop.sale.report"].search(self._domain(), order="date, id")

    def _exceptions(self):
        """Sales to look at: flagged, or lifted by somebody."""
        domain = [*self._domain(), "|", ("flags", ">", 0), ("outcome", "=", "override")]
        return self.env["coop.sale.report"].search(domain, order="date, id")
