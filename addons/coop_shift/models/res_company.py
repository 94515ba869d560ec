from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_planning_start = fields.Date(
        "First planned day", help="The system plans no shift before this day."
    )
    coop_planning_cycles = fields.Integer(
        "Cycles planned ahead", default=2, help="After the present cycle."
    )
