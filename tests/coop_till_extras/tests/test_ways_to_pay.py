from odoo import Command
from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase


@tagged("post_install", "-at_install")
class TestWaysToPay(PosCheckTourCase):
    """On account, with a tip, for a wallet and by it: the check comes before each of them."""

    def make_wallet(self):
        """Money paid in advance, of whoever is known."""
        programs = self.env["loyalty.program"]
        programs.search([]).active = False
        self.env.ref("loyalty.ewallet_product_50").product_tmpl_id.write(
            {"active": True, "available_in_pos": True}
        )
        program = programs.browse(programs.create_from_template("ewallet")["res_id"])
        program.pos_config_ids = self.config
        return program

    def test_each_way(self):
        account = self.env["pos.payment.method"].create(
            {"name": "Customer Account", "split_transactions": True}
        )
        self.config.write(
            {
                "iface_tipproduct": True,
                "payment_method_ids": [Command.link(account.id)],
                "tip_product_id": self.env.ref("point_of_sale.product_product_tip").id,
            }
        )
        program = self.make_wallet()
        self.start_till("coop_ways_to_pay")
        zoe, bruno = self.up_to_date.partner_id, self.stopped.partner_id
        orders = self.orders()
        self.assertEqual([len(orders), orders.partner_id], [3, zoe])
        self.assertEqual(orders[0].payment_ids.payment_method_id, account)
        self.assertEqual(orders[1].tip_amount, 1)
        card = self.env["loyalty.card"].search([("program_id", "=", program.id)])
        self.assertEqual((card.partner_id, card.points), (zoe, 50))
        self.assertEqual(len(orders.coop_check_id), 3)
        # Bruno was refused in each of the three baskets before Zoé paid for it.
        self.assertEqual(self.kinds(orders), {"paid_as_another"})
        refused = self.checks().filtered(lambda check: check.outcome == "refused")
        self.assertEqual(refused.mapped("partner_id"), bruno | zoe)
        self.assertEqual(len(refused), 4)
