from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckCase


@tagged("post_install", "-at_install")
class TestKiosk(PosCheckCase):
    """A kiosk and a customer's own telephone ask for no card: no silent way past the check.

    Odoo installs ``pos_self_order`` by itself beside ``pos_restaurant``.
    """

    def test_a_kiosk_cannot_refuse(self):
        kiosk = self.env["pos.config"].create(
            {
                "name": "Kiosk",
                "coop_check_mode": "warn",
                "payment_method_ids": [Command.set(self.bank_pm1.ids)],
                "self_ordering_default_user_id": self.cashier.id,
                "self_ordering_mode": "kiosk",
            }
        )
        with self.assertRaisesRegex(ValidationError, "A kiosk asks nobody"):
            kiosk.coop_check_mode = "refuse"
        with self.assertRaisesRegex(ValidationError, "A kiosk asks nobody"):
            kiosk.copy({"coop_check_mode": "refuse", "self_ordering_mode": "kiosk"})
        kiosk.self_ordering_mode = "nothing"
        kiosk.coop_check_mode = "refuse"

    def order_by_oneself(self, source, **vals):
        """An order as the pages of ``pos_self_order`` send it: for nobody, not paid yet."""
        order = self.make_sale(None, source=source, **vals)
        return self.sync(order | {"state": "draft", "payment_ids": [], "amount_paid": 0})

    def test_what_is_sold_without_a_cashier_is_flagged(self):
        self.config.coop_check_mode = "warn"
        for source in ("kiosk", "mobile"):
            sale = self.order_by_oneself(source)
            self.assertEqual((sale.state, self.flags(sale)), ("draft", set()))
            # The terminal of the kiosk, or a payment on the web, tells the server alone.
            payment = {"amount": sale.amount_total, "payment_method_id": self.cash_pm1.id}
            sale.add_payment({**payment, "pos_order_id": sale.id})
            sale.action_pos_order_paid()
            self.env.cr.precommit.run()
            self.assertEqual((sale.state, self.flags(sale)), ("paid", {"no_person"}))
