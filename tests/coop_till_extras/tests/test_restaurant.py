from odoo import Command
from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase
from odoo.addons.pos_restaurant.tests.test_frontend import TestFrontendCommon


@tagged("post_install", "-at_install")
class TestRestaurant(PosCheckTourCase, TestFrontendCommon):
    """The co-op's café: bills that are split, orders that change their table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.pos_config
        cls.config.coop_check_mode = "refuse"

    def test_each_part_of_a_split_bill_is_checked(self):
        self.start_till("coop_split_bill")
        zoe, bruno = self.up_to_date.partner_id, self.stopped.partner_id
        self.assertEqual(self.orders().mapped("partner_id"), zoe)
        self.assertEqual(len(self.orders()), 2)
        self.assertEqual(len(self.orders().coop_check_id), 2)
        self.assertEqual(self.kinds(self.orders()), {"paid_as_another"})
        self.assertEqual(self.checks().filtered(lambda c: not c.allowed).partner_id, bruno)

    def test_an_order_keeps_its_person_at_another_table(self):
        self.start_till("coop_transfer_order")
        self.assertEqual(self.orders().partner_id, self.up_to_date.partner_id)
        self.assertEqual(self.kinds(self.orders()), {"paid_as_another"})

    def test_a_card_without_a_table(self):
        self.start_till("coop_scan_without_order")
        self.assertEqual(self.orders().partner_id, self.up_to_date.partner_id)
        self.assertFalse(self.kinds(self.orders()))

    def test_take_away_with_a_name_and_a_tip_afterwards(self):
        eat_in, take_away = self.env["pos.preset"].create(
            [{"name": "Eat in"}, {"name": "Takeaway", "identification": "name"}]
        )
        self.config.write(
            {
                "available_preset_ids": [Command.set((eat_in | take_away).ids)],
                "default_preset_id": eat_in.id,
                "iface_tipproduct": True,
                "set_tip_after_payment": True,
                "tip_product_id": self.env.ref("point_of_sale.product_product_tip").id,
                "use_presets": True,
            }
        )
        self.start_till("coop_take_away")
        table, bag = self.orders()
        self.assertEqual((bag | table).partner_id, self.up_to_date.partner_id)
        self.assertEqual((bag.preset_id, bag.floating_order_name), (take_away, "Bruno"))
        self.assertGreater(table.tip_amount, 0)
        #: a tip that comes after the payment changes what was paid, and is said to
        self.assertEqual(self.kinds(bag | table), {"edited", "paid_as_another"})
        refused = self.checks().filtered(lambda check: check.outcome == "refused")
        self.assertEqual(refused.mapped("partner_id"), self.stopped.partner_id)
        self.assertEqual(len(refused), 2)
