from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopSubscriptionPay(models.TransientModel):
    """Cash, cheque or transfer received for a subscription, whole or an instalment."""

    _name = "coop.subscription.pay"
    _description = "Record a payment of shares"

    subscription_id = fields.Many2one("coop.subscription", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="subscription_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    journal_id = fields.Many2one(
        "account.journal",
        "Paid by",
        required=True,
        domain="[('type', 'in', ('bank', 'cash')), ('company_id', '=', company_id)]",
        compute="_compute_journal_id",
        precompute=True,
        store=True,
        readonly=False,
    )
    amount = fields.Monetary(
        required=True, compute="_compute_amount", store=True, readonly=False, precompute=True
    )
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    memo = fields.Char("Cheque number or note")

    @api.depends("company_id")
    def _compute_journal_id(self):
        for wizard in self:
            # sudo: lends the office the names of the co-op's bank and cash journals.
            journals = self.env["account.journal"].sudo()
            wizard.journal_id = journals.search(
                [("type", "in", ("bank", "cash")), ("company_id", "=", wizard.company_id.id)],
                limit=1,
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
        register = (
            self.env["account.payment.register"]
            .sudo()
            .with_context(active_model="account.move", active_ids=invoice.ids)
        )
        register.create(self._prepare_payment_vals(invoice))._create_payments()
        return {"type": "ir.actions.act_window_close"}

    def _prepare_payment_vals(self, invoice):
        return {
            "journal_id": self.journal_id.id,
            "amount": self.amount,
            "payment_date": self.date,
            "communication": " ".join(filter(None, [invoice.name, self.memo])),
            "installments_mode": "full",
        }
