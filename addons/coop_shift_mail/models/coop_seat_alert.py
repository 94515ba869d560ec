from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize


class CoopSeatAlert(models.Model):
    """Somebody is told when too few members are expected for a role of a coming shift."""

    _name = "coop.seat.alert"
    _description = "Alert for seats that are empty"
    _inherit = ["coop.in.use"]
    _order = "days, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    role_ids = fields.Many2many(
        "coop.shift.role", string="Roles", required=True, help="Each is looked at by itself."
    )
    minimum = fields.Integer(
        required=True, default=1, help="Fewer members than that in one of the roles, and it tells."
    )
    days = fields.Integer("Days before the shift", required=True, default=7)
    email = fields.Char("Who is told", required=True, help="An address, or a mailing list.")

    _minimum_positive = models.Constraint("CHECK(minimum > 0)", "The minimum is 1 or more.")
    _days_positive = models.Constraint("CHECK(days > 0)", "Tell at least one day before.")

    @api.constrains("email")
    def _check_email(self):
        for alert in self:
            if not email_normalize(alert.email):
                raise ValidationError(
                    self.env._("%(text)s is not an e-mail address.", text=alert.email)
                )

    def _roles_missing(self, shift):
        """The roles of this alert that are below its minimum on a shift."""
        self.ensure_one()
        seats = shift._seats()[shift.id]
        expected = shift.assignment_ids.filtered("is_expected").grouped("role_id")
        return self.role_ids.filtered(
            lambda role: seats.get(role.id) and len(expected.get(role, ())) < self.minimum
        )
