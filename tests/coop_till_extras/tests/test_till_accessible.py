from odoo.tests import tagged

from odoo.addons.coop_journeys import axe
from odoo.addons.coop_pos_check.tests.common import PosCheckTourCase


@tagged("post_install", "-at_install")
class TestTillAccessible(PosCheckTourCase):
    """The till's panel and dialogs: by axe-core, by keyboard alone, and at a zoom of 200 %."""

    def setUp(self):
        super().setUp()
        axe.require()
        self.pos_user.group_ids |= self.env.ref("coop_membership.group_office")

    def test_panel_and_dialogs(self):
        self.start_till("coop_accessible_till")
        self.assertEqual(self.orders().coop_check_id.outcome, "override")

    def test_at_200_percent(self):
        # Two rows of categories leave little room to the goods.
        names = [{"name": f"Shelf {number}"} for number in range(12)]
        categories = self.env["pos.category"].create(names)
        product = self.env["product.template"].search([("name", "=", "Desk Organizer")])
        product.pos_categ_ids |= categories
        self.browser_size = "683x384"
        self.start_till("coop_zoomed_till")
        self.assertEqual(self.orders().partner_id, self.up_to_date.partner_id)
