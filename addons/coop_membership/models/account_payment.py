from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            # A payment whose method has no outstanding account makes no journal entry, hence no
            # reconciliation that would tell: its state does.
            # sudo: lends whoever records a payment the following of the subscription it pays.
            self.sudo().invoice_ids.coop_subscription_id._coop_follow_payments()
        return result
