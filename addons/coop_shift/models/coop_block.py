from odoo import models


class CoopBlock(models.Model):
    _name = "coop.block"
    _inherit = ["coop.block", "coop.work.fact"]

    def _coop_members(self):
        return self.env["coop.member"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
