from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    coop_offer_days = fields.Integer(related="company_id.coop_offer_days", readonly=False)
