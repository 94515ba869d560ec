"""Who may do what: role × model × operation."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable, desk

from .common import SwapCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, SwapCase):
    ADDON = "coop_shift_swap"
    RIGHTS = {
        "coop.swap": desk("r"),
        "coop.swap.proposal": desk("r"),
        "coop.swap.move": desk("r"),
        "coop.solidarity.gift": desk("r"),
        "coop.swap.cancel": desk("rwcu"),
        "coop.swap.undo": desk("rwcu"),
        "coop.solidarity.give": desk("rwcu"),
    }

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
