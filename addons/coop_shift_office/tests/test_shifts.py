"""Shifts with attendance to close."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestShiftsToClose(OfficeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23 18:00:00")
        self.over = self.make_shift("2026-11-23")
        self.coming = self.make_shift("2026-11-24")
        self.one = self.assign(self.member, self.over)

    def to_close(self):
        return self.env["coop.shift"].with_user(self.office).search([("coop_to_close", "=", True)])

    def test_only_what_is_over_and_open(self):
        self.assertIn(self.over, self.to_close())
        self.assertNotIn(self.coming, self.to_close())
        self.assertEqual(self.over.coop_to_close_label, "1 to record")
        others = self.env["coop.shift"].search([("coop_to_close", "=", False)])
        self.assertIn(self.coming, others)

    def test_everyone_was_there(self):
        self.over.with_user(self.office).action_coop_all_present_and_close()
        self.assertEqual((self.one.state, self.over.state), ("present", "closed"))
        self.assertNotIn(self.over, self.to_close())

    def test_all_recorded_says_so(self):
        self.one.action_absent()
        self.assertIn("close it", self.over.coop_to_close_label)

    def test_a_cancelled_shift_needs_nothing(self):
        self.over.action_cancel()
        self.assertNotIn(self.over, self.to_close())

    def test_closing_still_asks_who_was_there(self):
        with self.assertRaises(UserError):
            self.over.action_close()
