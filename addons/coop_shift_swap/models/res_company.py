from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_swap_reach_days = fields.Integer(
        "Days a swapped shift may be away",
        default=28,
        help="An own shift may be swapped to a day so near to the day first owed. 0: any day.",
    )
    coop_stand_in_credit = fields.Selection(
        [
            ("replaced", "The member replaced owes nothing; the stand-in does a favour"),
            ("stand_in", "The stand-in is credited; the member replaced still owes the shift"),
        ],
        "A stand-in's shift counts for",
        default="replaced",
        required=True,
    )
    coop_beginner_shifts = fields.Integer(
        "Shifts that make one experienced",
        help="Whoever has worked fewer is a beginner, and never alone in a role. 0: nobody is.",
    )
    coop_kept_days = fields.Integer(
        "Seats are kept until so many days before",
        help="A seat booked in one cycle is kept in the next for the same person until so many "
        "days before the shift. 0: seats are not kept.",
    )

    _swap_parameters = models.Constraint(
        "CHECK(COALESCE(coop_swap_reach_days, 0) >= 0 AND COALESCE(coop_beginner_shifts, 0) >= 0 "
        "AND COALESCE(coop_kept_days, 0) >= 0)",
        "Days and shifts are zero or more.",
    )
