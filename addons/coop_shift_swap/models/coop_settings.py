from odoo import fields, models


# Settings are a screen of their own, as Odoo's are: no wizard.
# pylint: disable-next=no-wizard-in-models
class CoopSettings(models.TransientModel):
    _inherit = "coop.settings"

    coop_swap_reach_days = fields.Integer(related="company_id.coop_swap_reach_days", readonly=False)
    coop_stand_in_credit = fields.Selection(
        related="company_id.coop_stand_in_credit", readonly=False
    )
    coop_beginner_shifts = fields.Integer(related="company_id.coop_beginner_shifts", readonly=False)
    coop_kept_days = fields.Integer(related="company_id.coop_kept_days", readonly=False)
