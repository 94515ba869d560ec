from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopSubscriptionPay(models.TransientModel):
    """Cash, cheque or transfer received for a subscription, whole or an instalment."""

    _name = "coop.subscription.pay"
    _inherit = ["coop.money.moved"]
    _description = "Record a payment of shares"

    subscription_id = fields.Many2one("coop.subscription", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="subscription_id.company_id")
    journal_id = fields.Many2one(required=True)
    recorded = fields.Boolean(readonly=True)
    amount = fields.Monetary(
        required=True, compute="_compute_amount", store=True, readonly=False, precompute=True
    )

    @api.depends("subscription_id")
    def _compute_amount(self):
        for wizard in self:
            # sudo: lends the office the next amount due on the call for payment.
            invoice = wizard.subscription_id.invoice_id.sudo()
            wizard.amount = (
                invoice and invoice._get_invoice_next_payment_values()["next_amount_to_pay"]
            )

    def action_pay(self):
        """Record the payment; the shares it pays for enter the register. Again records nothing.

        :raise UserError: when nothing is due, the amount is not positive, or its day is to come
        """
        self.ensure_one()
        self.subscription_id._coop_lock()
        self.invalidate_recordset(["recorded"])
        if self.recorded:
            return {"type": "ir.actions.act_window_close"}
        if self.date > self.company_id._coop_today():
            raise UserError(
                self.env._("Write the day on which the money came: it is not over yet.")
            )
        if self.subscription_id.state != "confirmed":
            raise UserError(self.env._("Nothing is due on this subscription."))
        if self.amount <= 0:
            raise UserError(self.env._("Write the amount received, above zero."))
        # sudo: lends the office the recording of a payment on this one call for capital.
        invoice = self.subscription_id.invoice_id.sudo()
        self._coop_register(invoice, self.amount, invoice.name)
        self.recorded = True
        return {"type": "ir.actions.act_window_close"}
