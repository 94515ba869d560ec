from odoo import fields, models


class CoopShiftSeat(models.Model):
    """How many seats a role has: on a template, or on one shift that differs from its template."""

    _name = "coop.shift.seat"
    _description = "Seats of a role"
    _order = "role_id, id"

    template_id = fields.Many2one("coop.shift.template", index=True, ondelete="cascade")
    shift_id = fields.Many2one("coop.shift", index="btree_not_null", ondelete="cascade")
    role_id = fields.Many2one("coop.shift.role", required=True, index=True, ondelete="restrict")
    seats = fields.Integer(required=True, default=1)

    _once_per_template = models.Constraint(
        "UNIQUE(template_id, role_id)", "This role has a line of seats here already."
    )
    _once_per_shift = models.Constraint(
        "UNIQUE(shift_id, role_id)", "This role has a line of seats here already."
    )
    _not_negative = models.Constraint("CHECK(seats >= 0)", "Seats are zero or more.")
    _of_one = models.Constraint(
        "CHECK((template_id IS NULL) <> (shift_id IS NULL))",
        "Seats belong to a template or to a shift.",
    )
