from odoo import fields, models


class CoopShiftRole(models.Model):
    """What a seat is for: till, receiving, cleaning…"""

    _name = "coop.shift.role"
    _description = "Role on a shift"
    _inherit = ["coop.in.use"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    skill_ids = fields.Many2many("coop.skill", string="Skills needed")
    coordinates = fields.Boolean(
        "Coordinates the shift", help="Whoever holds this role may record the attendance."
    )
