from odoo import fields, models


class CoopSettings(models.TransientModel):
    _inherit = "coop.settings"

    coop_instalment_term_id = fields.Many2one(
        related="company_id.coop_instalment_term_id", readonly=False
    )
