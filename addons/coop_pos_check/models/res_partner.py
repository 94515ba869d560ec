from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self.env["coop.verdict"]._changed(self.ids)
        return result
