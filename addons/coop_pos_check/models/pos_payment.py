from odoo import models


class PosPayment(models.Model):
    _name = "pos.payment"
    _inherit = ["pos.payment", "coop.sold.mixin"]

    def _coop_sale(self):
        return self.pos_order_id
