from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_coop_check_mode = fields.Selection(
        related="pos_config_id.coop_check_mode", readonly=False, required=True
    )
    pos_coop_max_age = fields.Integer(related="pos_config_id.coop_max_age", readonly=False)
    pos_coop_offline_unknown = fields.Selection(
        related="pos_config_id.coop_offline_unknown", readonly=False, required=True
    )
    pos_coop_pass_product_id = fields.Many2one(
        related="pos_config_id.coop_pass_product_id", readonly=False
    )
    coop_till_months = fields.Integer(related="company_id.coop_till_months", readonly=False)
    coop_door_months = fields.Integer(related="company_id.coop_door_months", readonly=False)
