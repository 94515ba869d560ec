from odoo import fields, models


class CoopServedPerson(models.Model):
    """Somebody who is served without being a member: staff, a supplier, a guest of the co-op."""

    _name = "coop.served.person"
    _inherit = ["coop.fact.mixin"]
    _description = "Served without being a member"
    _order = "date_from desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("staff", "Staff"), ("supplier", "Supplier"), ("other", "Other")],
        required=True,
        default="staff",
    )
    date_from = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    date_to = fields.Date("Last day")
    reason = fields.Char(required=True)

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
