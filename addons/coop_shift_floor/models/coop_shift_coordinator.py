from odoo import fields, models


class CoopShiftCoordinator(models.Model):
    """A member who runs the shifts of a template over a span of days, both ends included."""

    _name = "coop.shift.coordinator"
    _description = "Coordinator of a shift template"
    _order = "template_id, date_from, id"
    _rec_name = "member_id"

    template_id = fields.Many2one(
        "coop.shift.template", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="template_id.company_id", store=True)
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self.env.company._coop_today()
    )
    date_to = fields.Date("Last day")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _once_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(template_id, template_id, '[]') WITH &&, "
        "int4range(member_id, member_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "This member coordinates this shift in these days already.",
    )
