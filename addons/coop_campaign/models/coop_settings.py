from odoo import fields, models


# Settings are a screen of their own, as Odoo's are: no wizard.
# pylint: disable-next=no-wizard-in-models
class CoopSettings(models.TransientModel):
    _inherit = "coop.settings"

    coop_instalment_term_id = fields.Many2one(
        related="company_id.coop_instalment_term_id", readonly=False
    )
