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
        """Record the payment; the shares it pays for enter the register.

        :raise UserError: when nothing is due, or the amount is not positive
        """
        self.ensure_one()
        if self.subscription_id.state != "confirmed":
            raise UserError(self.env._("Nothing is due on this subscription."))
        if self.amount <= 0:
            raise UserError(self.env._("Write the amount received, above zero."))
        # sudo: lends the office the recording of a payment on this one call for capital.
        invoice = self.subscription_id.invoice_id.sudo()
        self._coop_register(invoice, self.amount, invoice.name)
        return {"type": "ir.actions.act_window_close"}
