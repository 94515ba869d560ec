from odoo import fields, models


class CoopHouseholdPerson(models.Model):
    """A person who shops on a member's standing over a range of days, both ends included."""

    _name = "coop.household.person"
    _description = "Household person"
    _order = "member_id, date_from"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("adult", "Adult"), ("child", "Child"), ("temporary", "Temporary buyer")],
        required=True,
        default="adult",
    )
    date_from = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    date_to = fields.Date("Last day")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(partner_id, partner_id, '[]') WITH &&, "
        "int4range(company_id, company_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&)",
        "This person belongs to a household on some of these days already.",
    )
