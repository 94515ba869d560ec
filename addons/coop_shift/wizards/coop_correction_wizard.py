from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopCorrectionWizard(models.TransientModel):
    """A correction of a counter, with its reason."""

    _name = "coop.correction.wizard"
    _description = "Correct a counter"

    member_id = fields.Many2one("coop.member", required=True)
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    counter = fields.Selection(
        "_selection_counter", required=True, default=lambda self: self._selection_counter()[0][0]
    )
    balance = fields.Float("Balance now", compute="_compute_balance")
    amount = fields.Float(required=True, help="Added to the counter; negative: taken from it.")
    reason = fields.Char(required=True)

    @api.model
    def _selection_counter(self):
        return self.env["coop.work.policy"]._counters(self.env.company)

    @api.depends("member_id", "counter")
    def _compute_balance(self):
        balances = self.env["coop.work.entry"]._balances(self.member_id.ids)
        for wizard in self:
            wizard.balance = balances.get(wizard.member_id.id, {}).get(wizard.counter, 0)

    def action_correct(self):
        """:raise UserError: a correction without amount or reason"""
        self.ensure_one()
        if not self.amount or not (self.reason or "").strip():
            raise UserError(self.env._("Write the amount of the correction and its reason."))
        self.env["coop.work.correction"].create(
            {
                "member_id": self.member_id.id,
                "date": self.date,
                "counter": self.counter,
                "amount": self.amount,
                "reason": self.reason,
            }
        )
        return {"type": "ir.actions.act_window_close"}
