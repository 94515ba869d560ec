"""A beginner is never alone in a role."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SwapCase


@tagged("post_install", "-at_install")
class TestNewcomers(SwapCase):
    def setUp(self):
        super().setUp()
        self.company.coop_beginner_shifts = 2
        for day in ("2026-10-05", "2026-10-06"):
            self.assign(self.ada, day).write({"state": "present"})
        self.shift = self.make_place("2026-11-30", seats=3)
        self.book = self.env["coop.assignment"]._book

    def test_refused_alone_with_the_reason(self):
        with self.assertRaisesRegex(UserError, "nobody experienced"):
            self.book(self.fly, self.shift, self.till)

    def test_welcome_beside_someone_experienced(self):
        self.seat(self.ada, self.shift)
        self.assertTrue(self.book(self.fly, self.shift, self.till))

    def test_another_beginner_is_no_help(self):
        self.seat(self.bea, self.shift)
        with self.assertRaisesRegex(UserError, "nobody experienced"):
            self.book(self.fly, self.shift, self.till)

    def test_another_role_is_no_help(self):
        cheese = self.make_role("Cheese")
        self.env["coop.shift.seat"].create(
            {"shift_id": self.shift.id, "role_id": cheese.id, "seats": 1}
        )
        self.seat(self.ada, self.shift, role=cheese)
        with self.assertRaisesRegex(UserError, "nobody experienced"):
            self.book(self.fly, self.shift, self.till)

    def test_a_parameter_off_by_default(self):
        self.company.coop_beginner_shifts = 0
        self.assertTrue(self.book(self.fly, self.shift, self.till))

    def test_whoever_leaves_is_no_company(self):
        mine = self.seat(self.ada, self.shift)
        self.seat(self.bea, self.shift)
        with self.assertRaisesRegex(UserError, "nobody experienced"):
            mine._swap_stand_in(self.fly)

    def test_the_office_sees_where_beginners_remain(self):
        shifts = self.env["coop.shift"].with_user(self.office)
        mine = self.seat(self.ada, self.shift)
        self.seat(self.bea, self.shift)
        self.assertFalse(shifts.search([("beginners_only", "=", True)]))
        mine.write({"state": "cancelled"})
        self.assertEqual(shifts.search([("beginners_only", "=", True)]), self.shift)
        self.assertTrue(self.shift.with_user(self.office).beginners_only)
        self.assertNotIn(self.shift, shifts.search([("beginners_only", "=", False)]))

    def test_places_to_move_to(self):
        own = self.seat(self.bea, self.make_place("2026-12-01"))
        self.assertEqual(own._swap_free_places(), [])
        self.seat(self.ada, self.shift)
        self.assertEqual([p[0] for p in own._swap_free_places()], [self.shift])
