from odoo import models


class CoopShareType(models.Model):
    _inherit = "coop.share.type"

    def write(self, vals):
        """Whether a type carries the work duty bears on everybody who owns some."""
        done = super().write(vals)
        if "is_worker" in vals:
            self.env["coop.standing"]._rebuild(self.company_id)
        return done
