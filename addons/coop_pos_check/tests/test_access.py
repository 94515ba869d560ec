from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PosCheckCase

#: role -> model -> what it may do: r(ead), w(rite), c(reate), u(nlink)
ROLES = {
    "portal_member": {},
    "checker": {},
    "cashier": {},
    "office": {"coop.check": "r", "coop.order.flag": "r", "coop.served.person": "r"},
    "manager": {
        "coop.check": "r",
        "coop.order.flag": "r",
        "coop.person.change": "r",
        "coop.served.person": "rwcu",
    },
}
MODELS = ("coop.check", "coop.order.flag", "coop.person.change", "coop.served.person")
OPERATIONS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}


@tagged("post_install", "-at_install")
class TestAccess(PosCheckCase):
    def test_role_table(self):
        for role, rights in ROLES.items():
            user = getattr(self, role)
            for model in MODELS:
                for operation, letter in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights.get(model, ""))

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
