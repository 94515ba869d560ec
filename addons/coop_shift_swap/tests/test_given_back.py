"""A stand-in stands for somebody: until the shift is worked nobody is credited with it, and whoever
does not come after all puts both back where they were."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SwapCase


class GivenBackCase(SwapCase):
    def setUp(self):
        super().setUp()
        self.shift = self.make_place("2026-11-30", seats=1)
        self.mine = self.seat(self.ada, self.shift)
        for member in (self.ada, self.bea, self.fly):
            member.partner_id.email = f"{member.number}@coop.example"

    def stand_in(self, row, member):
        swap = self.env["coop.swap"]._offer(row, "stand_in")
        swap._take_over(member)
        return swap, member.assignment_ids.filtered(
            lambda one: one.shift_id == row.shift_id and one.state == "expected"
        )

    def told(self, swap, member):
        domain = [("model", "=", "coop.swap"), ("res_id", "=", swap.id)]
        mails = self.env["mail.message"].search(
            [*domain, ("partner_ids", "in", member.partner_id.ids)], order="id desc", limit=1
        )
        return str(mails.body)


@tagged("post_install", "-at_install")
class TestGivenBack(GivenBackCase):
    def test_who_took_the_shift_cancels(self):
        swap, row = self.stand_in(self.mine, self.bea)
        row._cancel_booking()
        self.assertEqual((self.mine.state, self.mine.origin), ("expected", "enrollment"))
        self.assertFalse(self.mine.replaced_by_id)
        self.assertEqual(self.holders(self.shift), {("Till", 1): "Ada Un"})
        self.assertEqual(self.due(self.bea), [])
        self.assertEqual((swap.state, swap.end_reason), ("undone", "given_back"))
        for member in (self.ada, self.bea):
            self.assertIn("does not stand in", self.told(swap, member))
            self.assertIn("has this shift again", self.told(swap, member))
        self.freeze("2026-12-01")
        self.mine.action_absent()
        self.assertEqual((self.balance(self.ada), self.balance(self.bea)), (-2, 0))

    def test_who_had_said_that_they_cannot_come_still_cannot(self):
        self.mine._coop_warn("ill")
        _swap, row = self.stand_in(self.mine, self.bea)
        row._cancel_booking()
        self.assertEqual((self.mine.state, self.mine.warned_note), ("expected", "ill"))
        self.assertTrue(self.mine.warned_on)

    def test_it_can_be_offered_and_taken_again(self):
        _swap, row = self.stand_in(self.mine, self.bea)
        row._cancel_booking()
        swap, row = self.stand_in(self.mine, self.bea)
        self.assertEqual((row.state, row.stands_for_id), ("expected", self.mine))
        row._cancel_booking()
        self.assertEqual(self.mine.state, "expected")
        self.assertEqual(len(swap.move_ids.filtered("undoes_id")), 2)

    def test_the_history_names_what_it_undoes(self):
        swap, row = self.stand_in(self.mine, self.bea)
        took = swap.move_ids
        row._cancel_booking()
        self.assertEqual((swap.move_ids - took).undoes_id, took)

    def test_the_office_cancels_it(self):
        _swap, row = self.stand_in(self.mine, self.bea)
        row.with_user(self.office).write({"state": "cancelled"})
        self.assertEqual(self.mine.state, "expected")

    def test_a_leave_of_the_stand_in(self):
        _swap, row = self.stand_in(self.mine, self.bea)
        leave = self.make_leave(self.bea, "temporary", "2026-11-25", "2027-02-06")
        self.assertEqual((row.state, self.mine.state), ("cancelled", "expected"))
        leave.action_cancel()
        self.assertEqual((row.state, self.mine.state), ("cancelled", "expected"))

    def test_the_stand_in_leaves_the_co_op(self):
        _swap, row = self.stand_in(self.mine, self.bea)
        self.bea.sudo().left_on = "2026-11-25"
        self.assertEqual((row.state, self.mine.state), ("cancelled", "expected"))

    def test_counted_for_the_stand_in(self):
        self.company.coop_stand_in_credit = "stand_in"
        _swap, row = self.stand_in(self.mine, self.bea)
        self.assertEqual((self.mine.state, self.balance(self.ada)), ("excused", -1))
        row._cancel_booking()
        self.assertEqual((self.mine.state, self.balance(self.ada)), ("expected", 0))

    def test_the_last_of_three_cancels(self):
        _swap, row = self.stand_in(self.mine, self.fly)
        _swap, last = self.stand_in(row, self.bea)
        last._cancel_booking()
        self.assertEqual((self.mine.state, row.state, row.favour), ("replaced", "expected", True))
        row._cancel_booking()
        self.assertEqual(self.mine.state, "expected")

    def test_the_middle_one_has_left_by_then(self):
        _swap, row = self.stand_in(self.mine, self.fly)
        _swap, last = self.stand_in(row, self.bea)
        self.fly.sudo().left_on = "2026-11-26"
        last._cancel_booking()
        self.assertEqual((row.state, self.mine.state), ("cancelled", "expected"))

    def test_whoever_was_replaced_takes_it_back(self):
        _swap, row = self.stand_in(self.mine, self.fly)
        _swap, last = self.stand_in(row, self.bea)
        _swap, back = self.stand_in(last, self.ada)
        self.assertEqual(back, self.mine)
        self.assertEqual((back.origin, back.favour), ("enrollment", False))
        self.assertEqual((row.state, last.state), ("cancelled", "cancelled"))
        self.assertEqual(self.holders(self.shift), {("Till", 1): "Ada Un"})

    def test_another_shift_was_booked_meanwhile(self):
        other = self.make_place("2026-12-02", seats=1)
        mine = self.seat(self.fly, other, "booking")
        _swap, row = self.stand_in(mine, self.bea)
        self.env["coop.assignment"]._book(
            self.fly, self.make_place("2026-12-02", hour=10, seats=1), self.till
        )
        with self.assertRaisesRegex(UserError, "cannot take this shift back"):
            row._cancel_booking()
        self.assertEqual(row._coop_choices(), {row.id: "warn"})
        row.with_user(self.office).write({"state": "cancelled"})
        self.assertEqual(mine.state, "expected", "the office knows, and both are told")

    def test_it_was_swapped_on(self):
        """The promise goes along to the other date, and comes back from there."""
        later = self.make_place("2026-12-07", seats=1)
        theirs = self.seat(self.make_fixed("Caro Trois"), later)
        _swap, row = self.stand_in(self.mine, self.bea)
        swap = self.env["coop.swap"]._offer(row)
        swap._accept(swap._propose(theirs))
        moved = self.bea.assignment_ids.filtered(lambda one: one.shift_id == later)
        self.assertEqual((moved.stands_for_id, self.mine.state), (self.mine, "replaced"))
        swap.with_user(self.office)._undo_by_office("A mistake")
        self.assertEqual((row.state, row.stands_for_id), ("expected", self.mine))
        row._cancel_booking()
        self.assertEqual(self.mine.state, "expected")

    def test_it_was_swapped_on_and_is_cancelled(self):
        """Somebody else is on the first shift by then: the stand-in finds the next."""
        later = self.make_place("2026-12-07", seats=1)
        theirs = self.seat(self.make_fixed("Caro Trois"), later)
        _swap, row = self.stand_in(self.mine, self.bea)
        swap = self.env["coop.swap"]._offer(row)
        swap._accept(swap._propose(theirs))
        moved = self.bea.assignment_ids.filtered(lambda one: one.shift_id == later)
        with self.assertRaisesRegex(UserError, "cannot take this shift back"):
            moved._cancel_booking()
        moved.with_user(self.office).write({"state": "cancelled"})
        self.assertEqual(self.mine.state, "expected")

    def test_a_shift_taken_in_exchange_is_not_simply_cancelled(self):
        """Somebody works the other one for it."""
        booked = self.seat(self.fly, self.make_place("2026-12-02", seats=1), "booking")
        swap = self.env["coop.swap"]._offer(booked)
        swap._accept(swap._propose(self.mine))
        row = self.fly.assignment_ids.filtered(lambda one: one.shift_id == self.shift)
        with self.assertRaisesRegex(UserError, "in exchange for another"):
            row._cancel_booking()
        self.assertEqual(row._coop_choices(), {row.id: "warn"})
        swap.with_user(self.office)._undo_by_office("A mistake")
        booked._cancel_booking()
        self.assertEqual(booked.state, "cancelled")

    def test_a_promise_is_for_its_day(self):
        _swap, row = self.stand_in(self.mine, self.bea)
        with self.assertRaisesRegex(UserError, "on that day"):
            row._swap_move(self.make_place("2026-12-07"), self.till)

    def test_it_was_swapped_on_and_the_shift_is_over(self):
        later = self.make_place("2026-12-07", seats=1)
        theirs = self.seat(self.make_fixed("Caro Trois"), later)
        _swap, row = self.stand_in(self.mine, self.bea)
        swap = self.env["coop.swap"]._offer(row)
        swap._accept(swap._propose(theirs))
        moved = self.bea.assignment_ids.filtered(lambda one: one.shift_id == later)
        self.freeze("2026-12-02")
        with self.assertRaisesRegex(UserError, "cannot take this shift back"):
            moved._cancel_booking()

    def test_the_shift_is_over(self):
        """Nothing comes back from a shift that was held; nobody is credited with it either."""
        _swap, row = self.stand_in(self.mine, self.bea)
        self.freeze("2026-11-30 13:00:00")
        row.write({"state": "cancelled"})
        self.assertEqual(self.mine.state, "replaced")
        self.assertFalse(self.ada.work_entry_ids.filtered(lambda entry: entry.reason != "debit"))

    def test_nobody_books_beside_their_own_stand_in(self):
        wide = self.make_place("2026-12-02", seats=2)
        mine = self.seat(self.fly, wide, "booking")
        self.stand_in(mine, self.bea)
        with self.assertRaisesRegex(UserError, "passed on"):
            self.env["coop.assignment"]._book(self.fly, wide, self.till)

    def test_the_co_op_cancels_the_shift(self):
        _swap, row = self.stand_in(self.mine, self.bea)
        self.shift.action_cancel()
        self.assertEqual((self.mine.state, self.shift.state), ("cancelled", "cancelled"))
        self.assertFalse(row.stands_for_id)


@tagged("post_install", "-at_install")
class TestCredit(GivenBackCase):
    """Flying members: the shift passed on is credited when it was worked, once, not before."""

    def setUp(self):
        super().setUp()
        self.gus = self.make_flyer("Gus Volant")
        self.booked = self.seat(self.fly, self.make_place("2026-12-02", seats=1), "booking")

    def earned(self, member):
        entries = member.work_entry_ids.filtered(lambda entry: entry.reason != "debit")
        return sum(entries.mapped("amount"))

    def test_nothing_before_the_shift(self):
        _swap, row = self.stand_in(self.booked, self.gus)
        self.assertEqual((self.earned(self.fly), self.earned(self.gus)), (0, 0))
        self.freeze("2026-12-03")
        self.assertEqual(self.earned(self.fly), 0)
        row.action_present()
        self.assertEqual((self.earned(self.fly), self.earned(self.gus)), (1, 0))
        row.action_withdraw()
        self.assertEqual(self.earned(self.fly), 0)

    def test_who_promised_and_did_not_come(self):
        _swap, row = self.stand_in(self.booked, self.gus)
        self.freeze("2026-12-03")
        row.action_absent()
        self.assertEqual((self.earned(self.fly), self.earned(self.gus)), (0, -1))

    def test_who_took_it_cancels(self):
        _swap, row = self.stand_in(self.booked, self.gus)
        row._cancel_booking()
        self.assertFalse(
            (self.fly | self.gus).work_entry_ids.filtered(lambda e: e.reason != "debit")
        )
        self.assertEqual((self.due(self.fly), self.due(self.gus)), (["2026-12-02"], []))
        self.freeze("2026-12-03")
        self.booked.action_present()
        self.assertEqual((self.earned(self.fly), self.earned(self.gus)), (1, 0))

    def test_three_in_a_row_earn_one(self):
        _swap, row = self.stand_in(self.booked, self.gus)
        _swap, last = self.stand_in(row, self.bea)
        self.freeze("2026-12-03")
        self.assertEqual(self.earned(self.fly), 0)
        last.action_present()
        people = (self.fly, self.gus, self.bea)
        self.assertEqual([self.earned(member) for member in people], [1, 0, 0])

    def test_recorded_by_hand(self):
        """The coordinator says that somebody came instead: that is what happened."""
        self.freeze("2026-12-03")
        self.booked.write({"state": "replaced"})
        self.assertEqual(self.earned(self.fly), 1)
