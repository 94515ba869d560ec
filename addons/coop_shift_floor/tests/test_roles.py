"""Who may do what: role × model × operation."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import FloorCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
#: model: what the members' office may, and the manager with it; nobody else may anything.
TABLE = {
    "coop.shift.coordinator": "rwcu",
    "coop.floor.tap": "r",
    "coop.make.up.wizard": "rwcu",
    "coop.sheet.wizard": "rwcu",
}


@tagged("post_install", "-at_install")
class TestRoles(FloorCase):
    def test_role_table(self):
        users = {
            self.env.ref("base.public_user"): False,
            self.coordinator: False,
            self.checker: False,
            self.make_user("coop.employee", "base.group_user"): False,
            self.office: True,
            self.manager: True,
        }
        for model, letters in TABLE.items():
            for user, office in users.items():
                records = self.env[model].with_user(user)
                found = "".join(k for k, name in OPERATIONS.items() if records.has_access(name))
                with self.subTest(model=model, user=user.login):
                    self.assertEqual(found, letters if office else "")

    def test_every_model_is_in_the_table(self):
        stored = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "coop_shift_floor" and not model._abstract
        }
        self.assertEqual(stored, set(TABLE))

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
