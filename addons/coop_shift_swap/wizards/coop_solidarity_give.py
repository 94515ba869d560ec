from odoo import fields, models


class CoopSolidarityGive(models.TransientModel):
    """The office gives a shift of the pool to a member."""

    _name = "coop.solidarity.give"
    _description = "Give a shift of the solidarity pool"

    member_id = fields.Many2one(
        "coop.member", required=True, help="At most so often a year as the co-op's rules say."
    )

    def action_give(self):
        self.member_id.check_access("read")
        # sudo: lends the members' office the one write that gives a shift of the pool; bounded
        # to the member chosen and to what the rules allow.
        self.env["coop.solidarity.gift"].sudo()._take(self.member_id.sudo(), by_office=True)
        return {"type": "ir.actions.act_window_close"}
