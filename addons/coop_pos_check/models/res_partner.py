from odoo import models
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self.env["coop.verdict"]._changed(self.ids)
        return result

    def _coop_forget(self, name):
        """Sales stay, under the new name; what was written about the person goes.

        What checks say of them goes by age, see ``coop.check._forget_persons``.
        """
        result = super()._coop_forget(name)
        # sudo: lends the manager the erasing of the words about this one person.
        served = self.env["coop.served.person"].sudo().search([("partner_id", "=", self.id)])
        served.reason = self.env._("Anonymised")
        self.env.flush_all()
        # Past the ORM, which refuses changes of sales that are booked.
        self.env.cr.execute(
            SQL(
                """UPDATE pos_order
                      SET email = NULL, mobile = NULL, floating_order_name = NULL
                    WHERE partner_id = %s""",
                self.id,
            )
        )
        self.env["pos.order"].invalidate_model(["email", "mobile", "floating_order_name"])
        return result
