from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CoopPaybackPay(models.TransientModel):
    """Money goes back to a leaver or a subscriber: how much, how, and on which day."""

    _name = "coop.payback.pay"
    _inherit = ["coop.money.moved"]
    _description = "Pay back"

    line_id = fields.Many2one(
        "account.move.line", "Journal item", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", "Person", compute="_compute_due")
    company_id = fields.Many2one("res.company", compute="_compute_due")
    due = fields.Monetary("To be paid back", compute="_compute_due")
    journal_id = fields.Many2one(required=True)
    amount = fields.Monetary(
        required=True, compute="_compute_amount", store=True, readonly=False, precompute=True
    )

    @api.depends("line_id")
    def _compute_due(self):
        rows = self._rows().grouped(lambda row: row.line_id.id)
        for wizard in self:
            row = rows.get(wizard.line_id.id, self.env["coop.payback"])
            # The company first: the amount is written in its currency.
            wizard.company_id = row.company_id
            wizard.partner_id, wizard.due = row.partner_id, row.amount

    @api.depends("line_id")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.due

    def _rows(self):
        # The list is read with the user's own right: nothing else can be paid back here.
        return self.env["coop.payback"].search(
            [("line_id", "in", self.line_id.ids), ("state", "=", "due")]
        )

    def action_pay(self):
        """Record an outgoing payment that settles the debt, whole or in part.

        :raise UserError: when less than that is owed (by then), or the amount is not positive
        """
        self.ensure_one()
        self.env.execute_query(
            SQL("SELECT 1 FROM account_move_line WHERE id = %s FOR NO KEY UPDATE", self.line_id.id)
        )
        self.env.invalidate_all()
        row = self._rows()
        too_much = not row or row.currency_id.compare_amounts(self.amount, row.amount) > 0
        if self.amount <= 0 or too_much:
            raise UserError(
                self.env._("The amount is above zero, and not above what is still to be paid back.")
            )
        # sudo: lends the manager the settling of this one debt, found in the list above.
        line = self.line_id.sudo()
        payments = self._coop_register(line, self.amount, line.move_id.name)
        # sudo: lends the manager the mark that this payment settles the debt.
        payments.sudo().coop_payback_line_id = line
        return {"type": "ir.actions.act_window_close"}
