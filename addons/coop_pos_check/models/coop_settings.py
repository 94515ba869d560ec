from odoo import fields, models


class CoopSettings(models.TransientModel):
    _inherit = "coop.settings"

    coop_till_months = fields.Integer(related="company_id.coop_till_months", readonly=False)
    coop_door_months = fields.Integer(related="company_id.coop_door_months", readonly=False)
