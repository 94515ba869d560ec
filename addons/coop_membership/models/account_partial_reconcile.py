from odoo import api, models


class AccountPartialReconcile(models.Model):
    """Money that is matched with a call for capital, or no longer is, moves shares."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        for partial in partials:
            partial._coop_subscriptions()._coop_follow_payments(partial.max_date)
        return partials

    def unlink(self):
        subscriptions = self._coop_subscriptions()
        result = super().unlink()
        subscriptions._coop_follow_payments()
        return result

    def _coop_subscriptions(self):
        # sudo: lends whoever records a payment the following of the subscription it pays.
        return self.debit_move_id.move_id.sudo().coop_subscription_id
