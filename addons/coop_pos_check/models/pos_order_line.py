from odoo import models

from ..rules import sale


class PosOrderLine(models.Model):
    _name = "pos.order.line"
    _inherit = ["pos.order.line", "coop.sold.mixin"]

    def _coop_sale(self):
        return self.order_id

    def _coop_sale_lines(self):
        """These lines as the rule of what a sale is reads them."""
        return [
            sale.Line(
                line.qty,
                line.price_unit,
                line.discount,
                bool(line.refunded_orderline_id),
                line.product_id.lst_price < 0,
            )
            for line in self
        ]
