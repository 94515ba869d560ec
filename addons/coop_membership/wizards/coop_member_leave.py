import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopMemberLeave(models.TransientModel):
    """A member leaves: the membership ends on a day, and the shares are refunded or kept."""

    _name = "coop.member.leave"
    _description = "Leave the co-op"

    member_id = fields.Many2one("coop.member", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="member_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    last_day = fields.Date(
        "Last day as a member", required=True, default=lambda self: self.env.company._coop_today()
    )
    reason = fields.Selection(
        [("left", "Left"), ("excluded", "Excluded by the assembly"), ("died", "Died")],
        required=True,
        default="left",
    )
    refund = fields.Boolean("Refund the shares", default=True)
    loss_per_share = fields.Monetary(
        compute="_compute_loss_per_share", store=True, readonly=False, precompute=True
    )
    share_count = fields.Integer(related="member_id.share_count")
    amount = fields.Monetary("To be refunded", compute="_compute_amount")
    key = fields.Char(default=lambda self: str(uuid.uuid4()))

    @api.depends("company_id")
    def _compute_loss_per_share(self):
        for wizard in self:
            wizard.loss_per_share = wizard.company_id.coop_share_loss

    @api.depends("member_id", "refund", "loss_per_share")
    def _compute_amount(self):
        for wizard in self:
            nominal = sum(amount for _type, _count, amount in wizard.member_id._coop_holdings())
            loss = wizard.loss_per_share * wizard.share_count
            wizard.amount = wizard.refund and nominal - loss

    def action_leave(self):
        """End the membership after its last day; write the refund in the register and the books.

        :raise UserError: when the loss is below zero or above the value of a share, or a
            subscription is still open
        """
        self.ensure_one()
        self.member_id._coop_lock()
        self._check_nothing_open()
        first_day_without = fields.Date.add(self.last_day, days=1)
        refunded = self.refund and self.share_count
        if refunded:
            self._refund()
        self.member_id._coop_leave(first_day_without, self.reason)
        if refunded:
            return self.member_id.action_paybacks()
        return {"type": "ir.actions.act_window_close"}

    def _check_nothing_open(self):
        if self.member_id._coop_open_subscriptions():
            raise UserError(
                self.env._("Finish or cancel the open subscription of this member first.")
            )

    def _refund(self):
        holdings = self.member_id._coop_holdings()
        lowest = min(share_type.value for share_type, _count, _amount in holdings)
        if not 0 <= self.loss_per_share <= lowest:
            raise UserError(self.env._("The loss is between zero and the value of one share."))
        nominal = sum(amount for _type, _count, amount in holdings)
        # sudo: lends the manager the writing of this one refund in the Capital journal.
        register = self.env["coop.share.entry"].sudo()
        move = register._coop_post_refund(
            self.company_id,
            self.company_id._coop_today(),
            self.member_id.partner_id,
            nominal,
            self.currency_id.round(self.loss_per_share * self.share_count),
        )
        register.create([self._prepare_entry(*held, move) for held in holdings])

    def _prepare_entry(self, share_type, quantity, amount, move):
        return {
            "member_id": self.member_id.id,
            "type_id": share_type.id,
            "date": self.company_id._coop_today(),
            "quantity": -quantity,
            "amount": -amount,
            "kind": "refund",
            "key": f"refund:{self.key}:{share_type.id}",
            "move_id": move.id,
            "reason": dict(self._fields["reason"]._description_selection(self.env))[self.reason],
        }
