from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_offer_days = fields.Integer(
        "Days to answer an offer",
        default=4,
        required=True,
        help="How many days somebody on a waiting list has to take the seat offered to them.",
    )

    _coop_offer_days_positive = models.Constraint(
        "CHECK(coop_offer_days > 0)", "Give at least one day to answer an offer."
    )
