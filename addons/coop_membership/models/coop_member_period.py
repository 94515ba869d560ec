from odoo import fields, models


class CoopMemberPeriod(models.Model):
    """An earlier membership of somebody who left and came back."""

    _name = "coop.member.period"
    _description = "Earlier membership"
    _order = "joined_on, id"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, index=True, precompute=True
    )
    joined_on = fields.Date(required=True)
    left_on = fields.Date(required=True, help="The first day without membership.")

    _dates_in_order = models.Constraint(
        "CHECK(joined_on <= left_on)", "Nobody leaves before joining."
    )
