from odoo.tests import tagged

from .common import PosCheckTourCase


@tagged("post_install", "-at_install")
class TestTillTours(PosCheckTourCase):
    def test_sells_to_member(self):
        self.start_till("coop_sell_to_member")
        order = self.main_pos_config.current_session_id.order_ids
        self.assertEqual(order.partner_id, self.up_to_date.partner_id)
        check = order.coop_check_id
        self.assertEqual((check.outcome, check.code), ("allowed", "ok"))
        self.assertEqual(order.coop_code, "ok")
        self.assertFalse(order.coop_flag_ids)
        self.assertEqual(self.env["coop.check"].search_count([("config_id", "=", self.main_pos_config.id)]), 1)
