from odoo import fields, models


# Settings are a screen of their own, as Odoo's are: no wizard.
# pylint: disable-next=no-wizard-in-models
class CoopSettings(models.TransientModel):
    _inherit = "coop.settings"

    coop_offer_days = fields.Integer(related="company_id.coop_offer_days", readonly=False)
