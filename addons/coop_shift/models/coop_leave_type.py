from odoo import fields, models
from odoo.exceptions import UserError


class CoopLeaveType(models.Model):
    """A kind of leave by its code; what it asks and does is in the work policy."""

    _name = "coop.leave.type"
    _description = "Leave type"
    _inherit = ["coop.in.use"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The code of this type in the work policy.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    note = fields.Html("What members should know", translate=True)

    _code_unique = models.Constraint("UNIQUE(code)", "This code belongs to a leave type already.")

    def write(self, vals):
        changed = self.filtered(lambda row: vals.get("code", row.code) != row.code)
        if changed._coop_uses():
            raise UserError(
                self.env._("Leaves of this type exist: their rules are found by its code.")
            )
        return super().write(vals)
