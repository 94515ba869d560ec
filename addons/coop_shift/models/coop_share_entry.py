from odoo import models


class CoopShareEntry(models.Model):
    _name = "coop.share.entry"
    _inherit = ["coop.share.entry", "coop.work.fact"]
