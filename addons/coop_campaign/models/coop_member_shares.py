from odoo import models
from odoo.exceptions import UserError

from ..rules import joining


class CoopMember(models.Model):
    """More shares, taken by the member on the portal."""

    _inherit = "coop.member"

    def _coop_take_shares(self, shares):
        """A subscription of this member, called for payment; the one that waits when sent twice.

        :param shares: ``{id of a share type open to newcomers: quantity}``
        :raise UserError: when there are none or too many, or the membership is over
        """
        self.ensure_one()
        if self._coop_former():
            raise UserError(
                self.env._("Your membership has ended. To come back, ask the members' office.")
            )
        # Any number does for a member.
        fault = joining.shares_fault([(number, 1) for number in shares.values()])
        if fault:
            raise UserError(self.env["coop.join.request"]._coop_fault_text(fault, {}))
        self._coop_lock()
        # sudo: lends a member one subscription of their own, made of checked numbers only.
        subscriptions = self.env["coop.subscription"].sudo()
        # sudo: as above, to see what of their own is still open.
        waiting = self.sudo()._coop_open_subscriptions()[:1]
        if waiting:
            return waiting
        subscription = subscriptions.create(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "origin": "portal",
                "line_ids": self.env["coop.join.request"]._coop_lines(shares)[1:],
            }
        )
        subscription.action_confirm()
        return subscription
