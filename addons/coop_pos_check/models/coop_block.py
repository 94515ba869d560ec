from odoo import models


class CoopBlock(models.Model):
    _name = "coop.block"
    _inherit = ["coop.block", "coop.fact.mixin"]
