"""Statements do not grow with the number of offers, shifts or members."""

from odoo.tests import tagged

from .common import SwapCase


@tagged("post_install", "-at_install")
class TestBudgets(SwapCase):
    def setUp(self):
        super().setUp()
        self.company.write({"coop_kept_days": 3, "coop_beginner_shifts": 1})
        self.assign(self.ada, "2026-10-05").write({"state": "present"})

    def statements(self, action):
        """Statements of an action done for the second time, with nothing in memory."""
        action()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before

    def fill(self, first, last):
        for number in range(first, last):
            member = self.make_fixed(f"Plein {number}")
            shift = self.make_place(self.days(2 + number % 20), hour=5 + number % 12)
            self.env["coop.swap"]._offer(self.seat(member, shift))

    def board(self):
        swaps = self.env["coop.swap"]
        for swap in swaps.search(swaps._offered_to(self.ada)):
            shown = swap.shift_id.day, swap.shift_id.hours, swap.role_id.name
            self.assertTrue(all(shown) and swap.member_id._swap_first_name())

    def test_the_board_of_offers(self):
        self.fill(0, 2)
        few = self.statements(self.board)
        self.fill(2, 14)
        self.assertEqual(self.statements(self.board), few)
        self.assertLessEqual(few, 12)

    def test_places_to_move_to(self):
        row = self.seat(self.ada, self.make_place("2026-11-30"))
        self.fill(0, 2)
        few = self.statements(row._swap_free_places)
        self.fill(2, 14)
        self.assertLessEqual(self.statements(row._swap_free_places), few + 1)
        self.assertLessEqual(few, 40)

    def test_the_calendar_of_seats(self):
        board = self.env["coop.booking.board"]
        self.fill(0, 2)
        few = self.statements(lambda: board._places(self.fly))
        self.fill(2, 14)
        self.assertLessEqual(self.statements(lambda: board._places(self.fly)), few + 1)

    def test_shifts_where_beginners_remain(self):
        self.fill(0, 3)
        shifts = self.env["coop.shift"]

        def look():
            found = shifts.search([("beginners_only", "=", True)])
            self.assertTrue(all(found.mapped("beginners_only")))

        few = self.statements(look)
        self.fill(3, 12)
        self.assertEqual(self.statements(look), few)
        self.assertLessEqual(few, 6)

    def test_an_exchange(self):
        near, far = self.make_place("2026-11-30"), self.make_place("2026-12-07")
        self.company.coop_beginner_shifts = 0
        rows = [self.seat(self.ada, near), self.seat(self.bea, far)]

        def swap_and_back():
            due = [self.due(member) for member in (self.ada, self.bea)]
            new = rows[0]._swap_exchange(rows[1])
            rows[:] = new[1], new[0]
            rows.reverse()
            self.assertEqual([self.due(m) for m in (self.ada, self.bea)], due[::-1])

        self.assertLessEqual(self.statements(swap_and_back), 130)
