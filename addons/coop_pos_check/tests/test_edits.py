from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PosCheckCase

LIES = {"no_check", "refused_paid"}


@tagged("post_install", "-at_install")
class TestEdits(PosCheckCase):
    """What a cashier's session does to sales by calls, past the till: judged, and seen."""

    def setUp(self):
        super().setUp()
        self.orders = self.env["pos.order"].with_user(self.cashier)

    def sell(self, member, quantity=1):
        order = self.make_sale(member.partner_id, quantity=quantity)
        row = self.make_row(member, order_uuid=order["uuid"])
        order["coop_check_uuid"] = row["uuid"]
        self.till.coop_record_checks([row])
        return self.sync(order).with_user(self.cashier)

    def judged(self, order):
        """The flags of an order as its transaction ends."""
        self.env.cr.precommit.run()
        return self.flags(order.sudo())

    def make_paid(self, **vals):
        line = {
            "product_id": self.product.id,
            "qty": 1,
            "price_unit": 5,
            "price_subtotal": 5,
            "price_subtotal_incl": 5,
        }
        return self.orders.create(
            {
                "session_id": self.config.current_session_id.id,
                "company_id": self.env.company.id,
                "partner_id": self.stopped.partner_id.id,
                "amount_tax": 0,
                "amount_return": 0,
                "amount_total": 5,
                "amount_paid": 5,
                "state": "paid",
                "lines": [(0, 0, line)],
                **vals,
            }
        )

    def test_made_as_paid(self):
        self.assertEqual(self.judged(self.make_paid()), LIES)

    def test_a_copy_that_is_paid(self):
        honest = self.sell(self.up_to_date)
        vals = {"partner_id": self.stopped.partner_id.id, "state": "paid"}
        self.assertEqual(self.judged(honest.copy(vals)), LIES)

    def test_a_return_that_becomes_a_sale(self):
        """By its line, by one more line, and by a line that comes from another sale."""
        honest = self.sell(self.up_to_date)
        ways = {
            "line": lambda order: order.lines.write({"qty": 4}),
            "one more": lambda order: order.lines.copy({"qty": 4, "uuid": str(uuid4())}),
            "moved": lambda order: honest.lines.write({"order_id": order.id}),
        }
        for way, change in ways.items():
            with self.subTest(way=way):
                back = self.sync(self.make_sale(self.stopped.partner_id, quantity=-1))
                self.assertEqual(self.judged(back), set())
                change(back.with_user(self.cashier))
                self.assertEqual(self.judged(back), LIES)
        self.assertEqual(self.judged(honest), {"edited"})

    def test_goods_that_come_after_the_payment(self):
        """As long as the session is open Odoo lets a cashier change each of these."""
        pears = self.create_product("Pears", self.categ_basic, 2.0, 1.0)
        changes = {
            "qty": lambda order: order.lines.write({"qty": 9}),
            "price": lambda order: order.lines.write({"price_unit": 0.01}),
            "product": lambda order: order.lines.write({"product_id": pears.id}),
            "one more": lambda order: order.lines.copy({"qty": 4, "uuid": str(uuid4())}),
            "total": lambda order: order.write({"amount_total": 0}),
            "paid": lambda order: order.write({"amount_paid": 0}),
            "payment": lambda order: order.payment_ids.write({"amount": 0}),
        }
        for name, change in changes.items():
            with self.subTest(change=name):
                order = self.sell(self.up_to_date)
                total = order.amount_total
                self.assertEqual(self.judged(order), set())
                change(order)
                self.assertEqual(self.judged(order), {"edited"})
                self.assertEqual(order.sudo().coop_judged_amount, total)

    def test_what_is_written_as_it_was_is_no_change(self):
        order = self.sell(self.up_to_date)
        order.lines.write({"qty": order.lines.qty, "price_unit": order.lines.price_unit + 0.001})
        order.write({"amount_total": order.amount_total, "to_invoice": True})
        self.assertEqual(self.judged(order), set())

    def test_flags_of_a_sale_that_was_emptied_stay(self):
        order = self.sync(self.make_sale(self.stopped.partner_id)).with_user(self.cashier)
        order.lines.write({"order_id": self.sell(self.up_to_date).id})
        self.assertEqual(self.judged(order), {*LIES, "edited"})

    def test_a_paid_sale_keeps_its_number(self):
        """By which its checks and refusals are found."""
        order = self.sell(self.up_to_date)
        with self.assertRaises(AccessError):
            order.write({"uuid": str(uuid4())})
        order.write({"uuid": order.uuid})
