"""Who may do what: role × model × operation."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable, desk

from .common import FloorCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, FloorCase):
    ADDON = "coop_shift_floor"
    RIGHTS = {
        "coop.shift.coordinator": desk("rwcu"),
        "coop.floor.tap": desk("r"),
        "coop.make.up.wizard": desk("rwcu"),
        "coop.sheet.wizard": desk("rwcu"),
    }

    def test_another_co_op_is_out_of_sight(self):
        self.mark(self.ana, "present")
        stranger = self.env["res.company"].create({"name": "Elsewhere"})
        far = self.make_user("coop.far", "coop_membership.group_manager")
        far.write({"company_id": stranger.id, "company_ids": [(6, 0, stranger.ids)]})
        for record in (self.shift.tap_ids, self.member.coordinator_line_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(far).with_context(allowed_company_ids=stranger.ids).read(["id"])

    def test_the_desk_needs_the_office(self):
        for user in (self.checker, self.coordinator):
            shift = self.shift.with_user(user)
            for action in (shift.floor_board, lambda shift=shift: shift.floor_take([])):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    action()

    def test_what_was_tapped_is_read_in_words(self):
        self.mark(self.ana, "late")
        tap = self.shift.tap_ids.with_user(self.office)
        self.assertEqual((tap.said, tap.member_id), ("Late", self.ana.member_id))

    def test_what_was_tapped_is_not_edited(self):
        self.mark(self.ana, "present")
        tap = self.shift.tap_ids.with_user(self.manager)
        for change in (tap.unlink, lambda: tap.write({"value": "absent"})):
            with self.assertRaises(AccessError):
                change()
