from odoo import models


class CoopShift(models.Model):
    _inherit = "coop.shift"

    def _coop_coordinator_partners(self):
        """Who is told about this shift: the members' office; other addons add the coordinators.

        :return: ``res.partner`` records, without doubles
        """
        return self.company_id.partner_id
