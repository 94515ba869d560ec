from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _compute_account_id(self):
        """What subscribers owe is called capital, not a customer's debt (4562 in France)."""
        result = super()._compute_account_id()
        for line in self.filtered(lambda line: line.display_type == "payment_term"):
            move = line.move_id
            subscription = move.coop_subscription_id or move.reversed_entry_id.coop_subscription_id
            if subscription:
                line.account_id = subscription.company_id.coop_receivable_account_id
        return result
