from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable, desk

from .common import PosCheckCase


@tagged("post_install", "-at_install")
class TestAccess(RoleTable, PosCheckCase):
    ADDON = "coop_pos_check"
    RIGHTS = {
        "coop.authorisation": desk("r"),
        "coop.check": desk("r"),
        "coop.door": desk("r", "rwc"),
        "coop.order.flag": desk("r"),
        "coop.person.change": desk("", "r"),
        "coop.sale.proof": desk("rwcu"),
        "coop.sale.report": desk("r"),
        "coop.served.person": desk("r", "rwcu"),
        "coop.visit": desk("r"),
    }

    def test_cashier_cannot_read_what_the_server_thinks(self):
        order = self.sync(self.make_sale(self.stopped.partner_id))
        mine = order.with_user(self.cashier)
        with self.assertRaises(AccessError):
            mine.read(["coop_code"])
        self.assertNotIn("coop_flag_ids", mine.read([])[0])

    def test_cashier_cannot_review(self):
        order = self.sync(self.make_sale(self.stopped.partner_id))
        with self.assertRaises(AccessError):
            order.coop_flag_ids.with_user(self.cashier).action_reviewed()

    def test_private_methods_stay_private(self):
        for model, method in (
            ("coop.check", "_record"),
            ("coop.verdict", "_local_list"),
            ("coop.person.change", "_note"),
        ):
            self.assertTrue(method.startswith("_"), (model, method))
