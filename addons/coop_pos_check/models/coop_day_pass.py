from odoo import models


class CoopDayPass(models.Model):
    _name = "coop.day.pass"
    _inherit = ["coop.day.pass", "coop.fact.mixin"]
