from odoo import Command
from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase


@tagged("post_install", "-at_install")
class TestPoints(PosCheckTourCase):
    """Loyalty points go on as before."""

    def make_points(self):
        """One point for each sale to somebody who is known."""
        programs = self.env["loyalty.program"]
        programs.search([]).active = False
        return programs.create(
            {
                "name": "Points",
                "program_type": "loyalty",
                "trigger": "auto",
                "applies_on": "both",
                "rule_ids": [Command.create({"reward_point_mode": "order"})],
                "pos_config_ids": [Command.link(self.config.id)],
            }
        )

    def test_points_are_collected(self):
        program = self.make_points()
        self.start_till("coop_points")
        order = self.orders()
        self.assertEqual(order.partner_id, self.up_to_date.partner_id)
        card = self.env["loyalty.card"].search([("program_id", "=", program.id)])
        self.assertEqual(card.partner_id, self.up_to_date.partner_id)
        self.assertEqual(card.points, 1)
        self.assertEqual(self.kinds(order), {"paid_as_another"})
