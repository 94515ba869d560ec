from odoo import fields, models


class CoopGrace(models.Model):
    """Days during which a suspended member may shop. Both ends included."""

    _name = "coop.grace"
    _description = "Grace"
    _inherit = ["coop.work.fact"]
    _order = "date_from desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    kind = fields.Selection(
        [("grace", "At the door"), ("extension", "By the office")],
        required=True,
        default="extension",
    )
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self.env.company._coop_today()
    )
    date_to = fields.Date("Last day", required=True)
    reason = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The last day is not before the first."
    )
    _once_a_day = models.Constraint(
        "UNIQUE(member_id, kind, date_from)", "This extra time was given already."
    )
