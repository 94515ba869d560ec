from odoo import fields, models


# Settings are a screen of their own, as Odoo's are: no wizard.
# pylint: disable-next=no-wizard-in-models
class CoopSettings(models.TransientModel):
    _inherit = "coop.settings"

    coop_till_months = fields.Integer(related="company_id.coop_till_months", readonly=False)
    coop_door_months = fields.Integer(related="company_id.coop_door_months", readonly=False)
