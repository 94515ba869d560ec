from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    coop_instalment_term_id = fields.Many2one(
        related="company_id.coop_instalment_term_id", readonly=False
    )
