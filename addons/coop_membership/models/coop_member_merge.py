from odoo import fields, models


class CoopMember(models.Model):
    """A person who was registered twice keeps one file; the other one is closed, not erased."""

    _inherit = "coop.member"

    merged_into_id = fields.Many2one(
        "coop.member", "Merged into", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    leave_reason = fields.Selection(selection_add=[("merged", "Registered twice")])

    def _coop_merge_into(self, kept):
        """Bring what this duplicate has to the file that is kept. Addons add what they store.

        Shares go as entries of the register, so that its past stays as it was.
        """
        self.ensure_one()
        (self | kept)._coop_lock()
        self._merge_shares(kept)
        self._merge_people(kept)
        first = min(filter(None, (self.joined_on, kept.joined_on)), default=False)
        if first and kept.joined_on != first:
            # sudo: lends the manager who merges two files the earlier first day, of both.
            kept.sudo().joined_on = first
        closed = {"merged_into_id": kept.id}
        if self.is_member:
            today = self.company_id._coop_today()
            closed |= {"left_on": max(today, self.joined_on), "leave_reason": "merged"}
        # sudo: lends the manager who merges two files the closing of the duplicate.
        self.sudo().write(closed)
        self.partner_id.active = False

    def _merge_shares(self, kept):
        today = self.company_id._coop_today()
        vals_list = []
        for share_type, quantity, amount in self._coop_holdings():
            for member, sign, side in ((self, -1, "from"), (kept, 1, "to")):
                vals_list.append(
                    {
                        "member_id": member.id,
                        "type_id": share_type.id,
                        "date": today,
                        "quantity": sign * quantity,
                        "amount": sign * amount,
                        "kind": "transfer",
                        "key": f"merge:{self.id}:{share_type.id}:{side}",
                        "reason": self.env._("Registered twice"),
                    }
                )
        # sudo: lends the manager who merges two files the moving of the duplicate's shares.
        self.env["coop.share.entry"].sudo().create(vals_list)

    def _merge_people(self, kept):
        """Cards and blocks go to the person who stays, the household to that person's file."""
        # sudo: lends the manager who merges two files the passing on of the duplicate's cards.
        self.coop_card_ids.sudo().partner_id = kept.partner_id
        self.coop_block_ids.partner_id = kept.partner_id
        theirs = kept.household_ids.partner_id
        self.household_ids.filtered(lambda row: row.partner_id not in theirs).member_id = kept
