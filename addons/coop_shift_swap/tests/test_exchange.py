"""Two members exchange shifts, or one moves: the duty goes along, the history stays."""

from psycopg2.errors import RaiseException

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SwapCase


@tagged("post_install", "-at_install")
class TestExchange(SwapCase):
    def setUp(self):
        super().setUp()
        self.near, self.far = self.make_place("2026-11-30"), self.make_place("2026-12-07")
        self.mine = self.seat(self.ada, self.near)

    def test_own_shift_against_own_shift(self):
        theirs = self.seat(self.bea, self.far)
        new_mine, new_theirs = self.mine._swap_exchange(theirs)
        self.assertEqual(self.due(self.ada), ["2026-12-07"])
        self.assertEqual(self.due(self.bea), ["2026-11-30"])
        self.assertEqual(self.holders(self.near), {("Till", 1): "Bea Deux"})
        self.assertEqual(self.holders(self.far), {("Till", 1): "Ada Un"})
        self.assertEqual((new_mine.origin, str(new_mine.owed_day)), ("enrollment", "2026-11-30"))
        self.assertEqual(str(new_theirs.owed_day), "2026-12-07")

    def test_nobody_is_absent_from_the_shift_given_away(self):
        theirs = self.seat(self.bea, self.far)
        new_mine, _new = self.mine._swap_exchange(theirs)
        self.freeze("2026-12-08")
        new_mine.action_absent()
        self.assertEqual(self.balance(self.ada), -2, "the new day is the own shift")
        new_mine.action_present()
        self.assertEqual(self.balance(self.ada), 0)
        self.assertFalse(self.mine.recorded_on)

    def test_each_keeps_their_own_way_of_owing(self):
        theirs = self.seat(self.fly, self.far, origin="booking")
        new_mine, new_theirs = self.mine._swap_exchange(theirs)
        self.assertEqual((new_mine.origin, new_theirs.origin), ("enrollment", "booking"))
        self.freeze("2026-12-08")
        (new_mine + new_theirs).action_present()
        worked = self.fly.work_entry_ids.filtered(lambda entry: entry.reason == "present")
        self.assertEqual(worked.mapped("amount"), [1])
        self.assertFalse(self.ada.work_entry_ids)

    def test_swapped_again_and_back(self):
        third = self.make_place("2026-12-14")
        theirs, others = self.seat(self.bea, self.far), self.seat(self.fly, third, "booking")
        new_mine, _bea = self.mine._swap_exchange(theirs)
        new_mine, _fly = new_mine._swap_exchange(others)
        self.assertEqual(self.due(self.ada), ["2026-12-14"])
        self.assertEqual(str(new_mine.owed_day), "2026-11-30", "the day first owed is kept")
        moves = self.env["coop.swap.move"].search([("member_id", "=", self.ada.id)], order="id")
        self.assertEqual(moves[1].previous_id, moves[0])
        bea = self.bea.assignment_ids.filtered("is_expected")
        back, _bea = new_mine._swap_exchange(bea)
        self.assertEqual(self.due(self.ada), ["2026-11-30"])
        self.assertEqual(back, self.mine, "one row per member and shift")

    def test_planning_again_changes_nothing(self):
        template = self.make_template(week=2, weekday="0", date_from="2026-11-24")
        cara = self.make_member("Cara")
        self.enroll(cara, template, "2026-11-23")
        self.env["coop.planning"]._plan(self.company)
        own = cara.assignment_ids.sorted("start")[:1]
        theirs = self.seat(self.bea, self.make_place(self.days(2, own.shift_id.day)))
        own._swap_exchange(theirs)
        before = self.due(cara)
        self.env["coop.planning"]._plan(self.company)
        self.assertEqual(self.due(cara), before)

    def test_limits_hold_for_whoever_takes(self):
        for hour in (5, 13):
            self.seat(self.bea, self.make_place("2026-11-30", hour=hour), "booking")
        theirs = self.seat(self.bea, self.far)
        with self.assertRaisesRegex(UserError, "as many shifts on that day"):
            self.mine._swap_exchange(theirs)
        with self.assertRaisesRegex(UserError, "The other member cannot take"):
            self.mine._swap_exchange(theirs, actor=self.ada)

    def test_overlapping_hours(self):
        self.seat(self.bea, self.make_place("2026-11-30", hour=11), "booking")
        with self.assertRaisesRegex(UserError, "another shift during these hours"):
            self.mine._swap_exchange(self.seat(self.bea, self.far))

    def test_a_leave_on_that_day(self):
        self.make_leave(self.bea, "temporary", "2026-11-28", "2027-01-30")
        late = self.make_place("2026-11-25")
        with self.assertRaisesRegex(UserError, "on leave on that day"):
            self.mine._swap_exchange(self.seat(self.bea, late))

    def test_a_skill(self):
        skill = self.env["coop.skill"].create({"name": "Cash", "company_id": self.company.id})
        self.till.skill_ids = skill
        self.ada.coop_skill_ids = skill
        cheese = self.make_role("Cheese")
        theirs = self.seat(self.bea, self.make_place("2026-12-07", role=cheese), role=cheese)
        with self.assertRaisesRegex(UserError, "asks for a skill"):
            self.mine._swap_exchange(theirs)

    def test_not_too_far_from_the_day_owed(self):
        self.company.coop_swap_reach_days = 6
        with self.assertRaisesRegex(UserError, "too far from the shift that you owe"):
            self.mine._swap_exchange(self.seat(self.bea, self.far))

    def test_not_against_the_shift_that_the_other_works_in_their_stead(self):
        """One takes it back, or asks for a stand-in on the other day as well."""
        first = self.seat(self.ada, self.make_place("2026-12-07"))
        second = self.seat(self.ada, self.make_place("2026-12-14"))
        promised = first._swap_stand_in(self.bea)
        with self.assertRaisesRegex(UserError, "passed on a seat of this shift"):
            second._swap_exchange(promised)
        self.assertEqual(first.state, "replaced")

    def test_history_is_append_only(self):
        self.mine._swap_exchange(self.seat(self.bea, self.far))
        move = self.env["coop.swap.move"].search([], limit=1)
        with self.assertRaises(UserError):
            move.write({"way": "seat"})
        with self.assertRaises(UserError):
            move.unlink()
        with (
            self.assertRaises(RaiseException),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE coop_swap_move SET way = 'seat' WHERE id = %s", (move.id,))


@tagged("post_install", "-at_install")
class TestMove(SwapCase):
    def setUp(self):
        super().setUp()
        self.near, self.far = self.make_place("2026-11-30"), self.make_place("2026-12-07", seats=1)
        self.mine = self.seat(self.ada, self.near)

    def test_to_a_free_seat(self):
        row = self.mine._swap_move(self.far, self.till)
        self.assertEqual((row.origin, row.seat), ("enrollment", 1))
        self.assertEqual(self.due(self.ada), ["2026-12-07"])
        self.assertEqual(self.holders(self.near), {})

    def test_no_free_seat(self):
        self.seat(self.bea, self.far)
        with self.assertRaisesRegex(UserError, "last free seat"):
            self.mine._swap_move(self.far, self.till)
        self.assertEqual(self.holders(self.near), {("Till", 1): "Ada Un"})

    def test_too_late_to_leave_a_hole(self):
        self.freeze("2026-11-29 20:00:00")
        with self.assertRaisesRegex(UserError, "too late"):
            self.mine._swap_move(self.far, self.till)

    def test_a_shift_moved_comes_back_from_a_leave_without_a_number(self):
        template = self.make_template(week=2, weekday="0", date_from="2026-11-24")
        cara = self.make_member("Cara")
        self.enroll(cara, template, "2026-11-23")
        self.env["coop.planning"]._plan(self.company)
        own = cara.assignment_ids.sorted("start")[:1]
        taken = self.make_place(self.days(1, own.shift_id.day), seats=2)
        row = own._swap_move(taken, self.till)
        leave = self.make_leave(cara, "exemption", self.days(-1, own.shift_id.day))
        self.assertEqual((row.state, row.seat), ("waiting", 0))
        self.seat(self.bea, taken)
        leave.write({"state": "cancelled"})
        self.env.invalidate_all()
        self.assertEqual((row.state, row.seat), ("expected", 0))

    def test_places_offered_are_those_allowed(self):
        self.seat(self.bea, self.far)
        free = self.make_place("2026-12-08")
        self.make_place("2027-02-08")
        self.seat(self.ada, self.make_place("2026-12-09"))
        self.make_place("2026-12-09", hour=10)
        shifts = [shift for shift, _role, _free in self.mine._swap_free_places()]
        self.assertEqual(shifts, [free])

    def test_a_place_given_up_takes_no_duty_away(self):
        """The shift owed in November is worked in December: the place ended in between."""
        shift, other = self.make_place("2026-11-30"), self.make_place("2026-12-07")
        mine, theirs = self.seat(self.ada, shift), self.seat(self.bea, other)
        mine.enrollment_id, theirs.enrollment_id = self.ada.enrollment_ids, self.bea.enrollment_ids
        new, _other = mine._swap_exchange(theirs)
        self.ada.enrollment_ids.date_to = "2026-12-01"
        self.assertTrue(new.exists())
        self.ada.enrollment_ids.date_to = "2026-11-29"
        self.assertEqual(new.state, "cancelled", "it ended before the day that was owed")
