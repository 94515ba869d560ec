from odoo import models


class CoopMember(models.Model):
    _name = "coop.member"
    _inherit = ["coop.member", "coop.fact.mixin"]
