from odoo import fields, models
from odoo.exceptions import UserError


class CoopMemberMerge(models.TransientModel):
    """One person was registered twice: everything goes to the file that stays."""

    _name = "coop.member.merge"
    _description = "Merge a duplicate member"

    member_id = fields.Many2one("coop.member", "Duplicate", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="member_id.company_id")
    into_id = fields.Many2one(
        "coop.member",
        required=True,
        ondelete="cascade",
        domain="[('id', '!=', member_id), ('company_id', '=', company_id)]",
    )

    def action_merge(self):
        """:raise UserError: when the two files are one, or something is still open on the first"""
        self.ensure_one()
        self._check()
        self.member_id._coop_merge_into(self.into_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "coop.member",
            "res_id": self.into_id.id,
            "view_mode": "form",
        }

    def _check(self):
        duplicate = self.member_id
        if duplicate.merged_into_id or self.into_id.merged_into_id:
            raise UserError(self.env._("One of these files was merged already. Choose another."))
        if duplicate == self.into_id or duplicate.company_id != self.into_id.company_id:
            raise UserError(self.env._("Choose another member of the same co-op."))
        if duplicate._coop_open_subscriptions(("draft", "confirmed")):
            raise UserError(
                self.env._("Finish or cancel the open subscription of the duplicate first.")
            )
        if duplicate.to_pay_back:
            raise UserError(self.env._("Pay back what the duplicate is owed first."))
        if duplicate.partner_id.user_ids:
            raise UserError(self.env._("Archive the portal account of the duplicate first."))
