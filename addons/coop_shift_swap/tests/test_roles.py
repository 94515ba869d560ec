"""Who may do what: role × model × operation."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SwapCase

#: model: what the office and the manager may; nobody else may anything.
TABLE = {
    "coop.swap": "r",
    "coop.swap.proposal": "r",
    "coop.swap.move": "r",
    "coop.solidarity.gift": "r",
    "coop.swap.cancel": "rwcu",
    "coop.swap.undo": "rwcu",
    "coop.solidarity.give": "rwcu",
}
LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}


@tagged("post_install", "-at_install")
class TestRoles(SwapCase):
    def test_role_table(self):
        for model, letters in TABLE.items():
            wanted = {
                self.checker: "",
                self.portal_member: "",
                self.office: letters,
                self.manager: letters,
            }
            for user, allowed in wanted.items():
                for operation, letter in LETTERS.items():
                    with self.subTest(model=model, user=user.login, operation=operation):
                        may = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(may, letter in allowed)

    def test_every_model_is_in_the_table(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "coop_shift_swap" and not model._abstract
        }
        self.assertEqual(set(TABLE), own)

    def test_another_co_op_is_out_of_sight(self):
        row = self.seat(self.ada, self.make_place("2026-11-30"))
        swap = self.env["coop.swap"]._offer(row)
        stranger = self.env["res.company"].create({"name": "Another co-op"})
        self.office.write({"company_ids": [(6, 0, stranger.ids)], "company_id": stranger.id})
        foreign = swap.with_user(self.office).with_context(allowed_company_ids=stranger.ids)
        self.assertFalse(foreign.search([]))
        with self.assertRaises(AccessError):
            foreign.read(["note"])
        with self.assertRaises(AccessError):
            foreign._cancel_by_office("forged")
        self.assertEqual(swap.state, "open")
