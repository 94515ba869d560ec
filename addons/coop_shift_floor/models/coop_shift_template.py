from odoo import api, fields, models


class CoopShiftTemplate(models.Model):
    _inherit = "coop.shift.template"

    coordinator_ids = fields.One2many(
        "coop.shift.coordinator",
        "template_id",
        string="Coordinators",
        help="Members who record the attendance of these shifts on their phone.",
    )

    @api.model
    def _coop_parts(self):
        return super()._coop_parts() | {"coop.shift.coordinator"}
