import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopShareTransfer(models.TransientModel):
    """Shares pass from a member to another person, who becomes a member when they suffice."""

    _name = "coop.share.transfer"
    _description = "Transfer shares"

    member_id = fields.Many2one("coop.member", "Shares of", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="member_id.company_id")
    partner_id = fields.Many2one("res.partner", "Received by", required=True, ondelete="cascade")
    type_id = fields.Many2one(
        "coop.share.type",
        required=True,
        compute="_compute_type_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('company_id', '=', company_id)]",
    )
    quantity = fields.Integer("Shares", required=True, default=1)
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    reduced = fields.Boolean("Lowered minimum")
    reason = fields.Char(required=True, help="For example: gift, inheritance.")
    key = fields.Char(default=lambda self: str(uuid.uuid4()))

    @api.depends("member_id")
    def _compute_type_id(self):
        for wizard in self:
            wizard.type_id = wizard.type_id or next(
                iter(wizard.member_id._coop_shares_by_type()), False
            )

    def action_transfer(self):
        """Two entries of the register; the capital stays the same, so the accounts do too.

        :raise UserError: when the shares are too many or too few, or would leave a member below
            the minimum
        """
        self.ensure_one()
        self._check_shares()
        receiver = self._receiver()
        (self.member_id | receiver)._coop_lock()
        paid = self.member_id._coop_paid_for(self.type_id, self.quantity)
        # sudo: lends the office the two entries of this one transfer, checked above.
        self.env["coop.share.entry"].sudo().create(
            [
                self._prepare_entry(self.member_id, -self.quantity, -paid, "from"),
                self._prepare_entry(receiver, self.quantity, paid, "to"),
            ]
        )
        receiver._coop_update_membership(self.date, reduced=self.reduced)
        self.member_id._coop_update_membership(self.date, may_leave=True)
        return {"type": "ir.actions.act_window_close"}

    def _check_shares(self):
        owned = self.member_id._coop_shares_by_type()
        left = owned.get(self.type_id, 0) - self.quantity
        if self.quantity <= 0 or left < 0:
            raise UserError(
                self.env._(
                    "%(member)s owns %(count)s shares of this type.",
                    member=self.member_id.name,
                    count=owned.get(self.type_id, 0),
                )
            )
        then = self.member_id.share_entry_ids.filtered(
            lambda entry: entry.type_id == self.type_id and entry.date <= self.date
        )
        if sum(then.mapped("quantity")) < self.quantity:
            raise UserError(
                self.env._("%s did not own these shares yet on that day.", self.member_id.name)
            )
        if self.member_id.partner_id == self.partner_id:
            raise UserError(self.env._("Choose another person to receive the shares."))
        if self.date > self.company_id._coop_today():
            raise UserError(
                self.env._("A transfer is recorded on its day or later, never before it.")
            )
        others = {t: count for t, count in owned.items() if t != self.type_id}
        lowest = self.type_id.minimum_reduced
        if 0 < left < lowest and not others:
            raise UserError(
                self.env._("A member keeps at least %s shares, or transfers them all.", lowest)
            )

    def _receiver(self):
        members = self.env["coop.member"]
        key = {"partner_id": self.partner_id.id, "company_id": self.company_id.id}
        domain = [(name, "=", value) for name, value in key.items()]
        return members.search(domain) or members.create(key)

    def _prepare_entry(self, member, quantity, amount, side):
        return {
            "member_id": member.id,
            "type_id": self.type_id.id,
            "date": self.date,
            "quantity": quantity,
            "amount": amount,
            "kind": "transfer",
            # A form sent twice carries the same key: the second one is refused by the database.
            "key": f"transfer:{self.key}:{side}",
            "reason": self.reason,
        }
