from odoo import fields, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    coop_payback_line_id = fields.Many2one(
        "account.move.line",
        "Pays back",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            # A payment whose method has no outstanding account makes no journal entry, hence no
            # reconciliation that would tell: its state does.
            # sudo: lends whoever records a payment the following of the subscription it pays.
            self.sudo().invoice_ids.coop_subscription_id._coop_follow_payments()
        return result
