from odoo import api, models


class ReportRegister(models.AbstractModel):
    """Values of the printed register."""

    _name = "report.coop_membership.register"
    _description = "Printed share register"

    @api.model
    def _get_report_values(self, docids, data=None):
        wizards = self.env["coop.register.print"].browse(docids)
        return {"docs": wizards, "rows": {wizard.id: wizard._rows() for wizard in wizards}}
