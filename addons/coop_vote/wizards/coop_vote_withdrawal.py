from odoo import fields, models


class CoopVoteWithdrawal(models.TransientModel):
    """The assembly office withdraws a vote, and tells the members why."""

    _name = "coop.vote.withdrawal"
    _description = "Withdraw a vote"

    vote_id = fields.Many2one(
        "coop.vote",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Char(required=True, help="The members read it beside the question.")

    def action_withdraw(self):
        self.vote_id._withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
