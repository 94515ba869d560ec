from odoo import fields, models


class CoopSettings(models.TransientModel):
    _inherit = "coop.settings"

    coop_offer_days = fields.Integer(related="company_id.coop_offer_days", readonly=False)
