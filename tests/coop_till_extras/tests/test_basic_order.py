from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase

#: Tours of Odoo's own suite in which orders are paid; see static/tests/tours/with_member_tour.js.
TOURS = (
    "pos_basic_order_02_decimal_order_quantity",
    "pos_basic_order_03_tax_position",
    "PaymentScreenTour",
)


@tagged("post_install", "-at_install")
class TestBasicOrder(PosCheckTourCase):
    """Odoo's own tours of an order, with the check on and a member chosen before each payment."""

    def sell(self, tour):
        self.start_till(f"coop_member_{tour}")
        self.assertEqual(self.orders().mapped("partner_id"), self.orders()[:1].partner_id)
        self.assertFalse(self.kinds(self.orders()))

    def test_decimal_quantity(self):
        self.sell(TOURS[0])

    def test_tax_position(self):
        self.sell(TOURS[1])

    def test_payment_screen(self):
        self.sell(TOURS[2])
