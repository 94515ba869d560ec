from odoo import fields, models


class CoopSwapCancel(models.TransientModel):
    """The office ends open offers, and says why."""

    _name = "coop.swap.cancel"
    _description = "Cancel offered shifts"

    swap_ids = fields.Many2many(
        "coop.swap",
        string="Offers",
        default=lambda self: self.env.context.get("active_ids"),
        required=True,
    )
    reason = fields.Char(required=True, help="The member who offers reads it.")

    def action_cancel(self):
        self.swap_ids._cancel_by_office(self.reason)
        return {"type": "ir.actions.act_window_close"}
