from odoo import fields, models


class CoopShareType(models.Model):
    _inherit = "coop.share.type"

    join_open = fields.Boolean(
        "Offered to newcomers", default=True,
        help="Proposed on the join page and at meetings. Leave it out when the assembly must "
        "admit the owners first.",
    )
