from odoo import fields, models


class BarcodeRule(models.Model):
    _inherit = "barcode.rule"

    type = fields.Selection(
        selection_add=[("coop_card", "Co-op card")], ondelete={"coop_card": "set default"}
    )
