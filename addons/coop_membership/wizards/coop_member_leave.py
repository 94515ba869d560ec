import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopMemberLeave(models.TransientModel):
    """A member leaves: the membership ends on a day, and the shares are refunded or kept.

    Where the bylaws have a notice, shares, vote and duty last until its last day; what is owed is
    refunded from the day after, by this same form (RULES.md, "Notice and end").
    """

    _name = "coop.member.leave"
    _description = "Leave the co-op"

    member_id = fields.Many2one("coop.member", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="member_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    last_day = fields.Date(
        "Last day as a member",
        required=True,
        compute="_compute_last_day",
        store=True,
        readonly=False,
        precompute=True,
    )
    has_left = fields.Boolean(compute="_compute_has_left")
    is_later = fields.Boolean(compute="_compute_is_later")
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

    @api.depends("member_id", "reason")
    def _compute_last_day(self):
        for wizard in self:
            company, member = wizard.company_id, wizard.member_id
            notice = company.coop_leave_notice if wizard.reason == "left" else 0
            day = fields.Date.add(company._coop_today(), days=notice)
            wizard.last_day = (
                fields.Date.subtract(member.left_on, days=1) if member.left_on else day
            )

    @api.depends("member_id")
    def _compute_has_left(self):
        """Over, or over tonight with the shares given back already."""
        for wizard in self:
            member = wizard.member_id
            wizard.has_left = member.left_on and not (member.is_member and member.share_count)

    @api.depends("last_day")
    def _compute_is_later(self):
        for wizard in self:
            today = wizard.company_id._coop_today()
            wizard.is_later = bool(wizard.last_day and wizard.last_day > today)

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
        """End the membership after its last day; refund what is owed once that day is over.

        Opened for somebody who has left and still owns shares, it refunds them and changes
        nothing else.

        :raise UserError: when there is nothing to end or to refund, the day is not one on which
            this member may leave, the loss is below zero or above the value of a share, or a
            subscription is still open
        """
        self.ensure_one()
        self.member_id._coop_lock()
        self.env.invalidate_all()
        self._check_nothing_open()
        runs_on = self.is_later and not self.has_left
        if not self.has_left:
            self._check_last_day()
            self.member_id._coop_leave(fields.Date.add(self.last_day, days=1), self.reason)
        elif not (self.refund and self.share_count):
            raise UserError(
                self.env._("%s has left already, and owns no shares.", self.member_id.name)
            )
        if self.refund and self.share_count and not runs_on:
            self._refund()
            return self.member_id.action_paybacks()
        return {"type": "ir.actions.act_window_close"}

    def _check_last_day(self):
        member = self.member_id
        if not member.is_member:
            raise UserError(self.env._("%s is not a member.", member.name))
        if self.last_day < member.joined_on:
            raise UserError(self.env._("Nobody leaves before joining. Please check the day."))
        if member.left_on and self.last_day >= member.left_on:
            raise UserError(
                self.env._(
                    "%(member)s has given notice already: the membership ends on %(day)s.",
                    member=member.name,
                    day=fields.Date.subtract(member.left_on, days=1),
                )
            )
        notice = self.company_id.coop_leave_notice
        if self.is_later and not (notice and self.reason == "left"):
            raise UserError(
                self.env._(
                    "The co-op's bylaws have no notice for this, so a membership ends on the day "
                    "itself. Please record it then. A notice is set in the co-op's settings."
                )
            )

    def _check_nothing_open(self):
        if self.member_id._coop_open_subscriptions():
            raise UserError(
                self.env._("Finish or cancel the open subscription of this member first.")
            )

    def _refund(self):
        holdings = self.member_id._coop_holdings()
        lowest = min(amount / count for _type, count, amount in holdings)
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
