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
