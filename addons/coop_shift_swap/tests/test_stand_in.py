"""Someone stands in: one shift worked counts once, for whom the co-op says."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SwapCase


@tagged("post_install", "-at_install")
class TestStandIn(SwapCase):
    def setUp(self):
        super().setUp()
        self.shift = self.make_place("2026-11-30", seats=1)
        self.mine = self.seat(self.ada, self.shift)

    def test_the_member_replaced_owes_nothing(self):
        row = self.mine._swap_stand_in(self.bea)
        self.assertEqual((self.mine.state, self.mine.replaced_by_id), ("replaced", self.bea))
        self.assertEqual((row.origin, row.favour, row.seat), ("stand_in", True, 1))
        self.freeze("2026-12-01")
        row.action_present()
        self.assertEqual((self.balance(self.ada), self.balance(self.bea)), (0, 0))

    def test_a_flying_stand_in_does_a_favour(self):
        row = self.mine._swap_stand_in(self.fly)
        self.freeze("2026-12-01")
        row.action_present()
        worked = self.fly.work_entry_ids.filtered(lambda entry: entry.reason == "present")
        self.assertFalse(worked, "the shift counts for the member replaced")

    def test_who_promised_and_did_not_come_is_absent(self):
        row = self.mine._swap_stand_in(self.bea)
        self.freeze("2026-12-01")
        row.action_absent()
        self.assertEqual((self.balance(self.ada), self.balance(self.bea)), (0, -2))

    def test_counted_for_the_stand_in(self):
        self.company.coop_stand_in_credit = "stand_in"
        late = self.assign(self.bea, "2026-11-20")
        late.action_absent()
        row = self.mine._swap_stand_in(self.bea)
        self.assertEqual((self.mine.state, row.origin), ("excused", "make_up"))
        self.freeze("2026-12-01")
        row.action_present()
        self.assertEqual(self.balance(self.bea), -1, "one of the two make-ups is done")
        self.assertEqual(self.balance(self.ada), -1, "the own shift is still owed")

    def test_a_stand_in_is_replaced_in_turn(self):
        row = self.mine._swap_stand_in(self.fly)
        last = row._swap_stand_in(self.bea)
        self.assertEqual((row.state, last.favour), ("replaced", True))
        self.freeze("2026-12-01")
        last.action_present()
        self.assertFalse(self.fly.work_entry_ids.filtered(lambda e: e.reason != "debit"))
        self.assertEqual((self.balance(self.ada), self.balance(self.bea)), (0, 0))

    def test_the_shift_is_cancelled_after_all(self):
        self.mine._swap_stand_in(self.bea)
        self.shift.action_cancel()
        self.assertEqual(self.shift.state, "cancelled")
        self.assertEqual(self.mine.state, "cancelled")
        self.assertFalse(self.ada.work_entry_ids)

    def test_notice_of_the_policy(self):
        params = dict(self.policy.version_ids.params)
        params["booking"] = {**params["booking"], "stand_in_hours": 48}
        self.env["coop.work.policy.version"].create(
            {"policy_id": self.policy.id, "date_from": "2026-11-24", "params": params}
        )
        self.freeze("2026-11-29 08:00:00")
        with self.assertRaisesRegex(UserError, "too late"):
            self.mine._swap_stand_in(self.bea)

    def test_nobody_stands_in_while_suspended_members_are_told_why(self):
        self.make_block(self.bea.partner_id, "2026-11-01", kind="blocked")
        self.bea._coop_refresh_standings()
        with self.assertRaisesRegex(UserError, "members' office"):
            self.mine._swap_stand_in(self.bea)
