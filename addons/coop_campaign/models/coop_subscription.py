from odoo import fields, models


class CoopSubscription(models.Model):
    _inherit = "coop.subscription"

    join_request_ids = fields.One2many("coop.join.request", "subscription_id", string="Application")

    def _coop_open_member(self):
        """A newcomer remembers who invited them."""
        member = super()._coop_open_member()
        # sudo: lends the payment, whoever records it, the reading of the payer's application.
        inviter = self.sudo().join_request_ids.invited_by_id[:1]
        if inviter and inviter != member:
            member.invited_by_id = inviter
        return member
