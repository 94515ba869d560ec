from odoo import models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _coop_is_sold(self):
        """Goods that leave the shop. Minus one at minus two euros is a sale too."""
        return (self.qty > 0 and self.price_unit >= 0) or (self.qty < 0 and self.price_unit < 0)
