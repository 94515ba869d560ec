from odoo import api, fields, models


class CoopShareType(models.Model):
    _inherit = "coop.share.type"

    join_open = fields.Boolean(
        "Offered to newcomers",
        default=True,
        help="Proposed on the join page and at meetings. Leave it out when the assembly must "
        "admit the owners first.",
    )

    @api.model
    def _coop_open(self, company):
        """The share types that a newcomer to a co-op may choose."""
        return self.search([("company_id", "=", company.id), ("join_open", "=", True)])
