from odoo import models


class CoopCard(models.Model):
    _name = "coop.card"
    _inherit = ["coop.card", "coop.fact.mixin"]
