from odoo import fields, models


class CoopSwapUndo(models.TransientModel):
    """The office gives the shifts of a swap back, and says why."""

    _name = "coop.swap.undo"
    _description = "Undo a swap"

    swap_id = fields.Many2one(
        "coop.swap",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Char(required=True, help="Both members read it.")

    def action_undo(self):
        self.swap_id._undo_by_office(self.reason)
        return {"type": "ir.actions.act_window_close"}
