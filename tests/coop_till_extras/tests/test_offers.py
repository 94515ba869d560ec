from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase


@tagged("post_install", "-at_install")
class TestOffers(PosCheckTourCase):
    """A discount goes on as before, and does not open a way past the check."""

    def test_a_global_discount_is_no_way_past_the_check(self):
        product = self.env["product.product"].create(
            {"name": "Discount Product", "type": "service", "list_price": 0}
        )
        product.available_in_pos = True
        self.config.write(
            {
                "iface_discount": True,
                "module_pos_discount": True,
                "discount_product_id": product.id,
            }
        )
        self.start_till("coop_discount")
        order = self.orders()
        self.assertEqual(order.partner_id, self.up_to_date.partner_id)
        self.assertEqual(len(order.lines), 2)
        self.assertEqual(self.kinds(order), {"paid_as_another"})
