"""Template operations move members, from a date, without touching the past."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ShiftCase


@tagged("post_install", "-at_install")
class TestTemplateOperations(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.template = self.make_template(seats=4, week=1, date_from="2026-11-01")
        self.people = self.env["coop.member"]
        for name in ("Un", "Deux", "Trois"):
            self.people |= self.make_member(name)
        for member in self.people:
            self.enroll(member, self.template, "2026-11-01")
        self.env["coop.planning"]._plan(self.company)
        self.first_cycle = date(2026, 12, 14)

    def wizard(self, **vals):
        action = self.env["coop.template.wizard"].with_user(self.manager)
        return action.create({"template_ids": self.template.ids, "date": self.first_cycle, **vals})

    def days(self, member):
        rows = self.env["coop.assignment"].search([("member_id", "=", member.id)])
        return sorted(rows.mapped(lambda r: (str(r.shift_id.day), r.shift_id.hours)))

    def test_move(self):
        wizard = self.wizard(kind="move", weekday="2", hour_from=18, hour_to=21)
        self.assertIn("3 members move", wizard.preview)
        self.assertIn("2 shifts", wizard.preview)
        self.assertEqual(len(self.days(self.people[0])), 3, "a preview changes nothing")
        wizard.action_apply()
        self.assertEqual(
            self.days(self.people[0]),
            [
                ("2026-11-23", "10:45–13:45"),
                ("2026-12-23", "18:00–21:00"),
                ("2027-01-20", "18:00–21:00"),
            ],
        )
        for member in self.people:
            self.assertEqual(member.coop_standing, "up_to_date")
            self.assertEqual(len(self.standings(member)), 2, "never without a shift in between")

    def test_the_past_is_not_rewritten(self):
        with self.assertRaisesRegex(UserError, "day to come"):
            self.wizard(kind="move", weekday="2", date="2026-11-23").action_apply()

    def test_split(self):
        places = self.people[1:].enrollment_ids
        self.wizard(kind="split", weekday="4", enrollment_ids=places.ids).action_apply()
        self.assertEqual(self.days(self.people[0])[-1], ("2027-01-18", "10:45–13:45"))
        self.assertEqual(self.days(self.people[1])[-1], ("2027-01-22", "10:45–13:45"))
        self.assertEqual(self.days(self.people[2])[-1], ("2027-01-22", "10:45–13:45"))

    def test_merge_says_which_seats_are_missing(self):
        target = self.make_template(seats=2, week=1, weekday="3", date_from="2026-11-01")
        wizard = self.wizard(kind="merge", target_id=target.id)
        self.assertIn("Till: 1 seats are missing", wizard.preview)
        with self.assertRaisesRegex(UserError, "too few seats: Till 1"):
            wizard.action_apply()
        target.seat_ids.seats = 3
        wizard.action_apply()
        self.assertEqual(target.enrolled_count, 0, "not before the date")
        self.assertEqual(self.days(self.people[2])[-1], ("2027-01-21", "10:45–13:45"))
        self.assertEqual(self.template.date_to, date(2026, 12, 13))

    def test_change_the_length_of_the_cycle(self):
        """From four weeks to two: week B stays week B, week D goes on in week B."""
        last = self.make_template(seats=1, week=3, weekday="4", date_from="2026-11-01")
        fourth = self.make_member("Quatre")
        self.enroll(fourth, last, "2026-11-01")
        wizard = self.wizard(kind="cycle", weeks=2)
        self.assertIn("1 members move", wizard.preview)
        wizard.action_apply()
        self.freeze("2026-12-14")
        self.env["coop.planning"]._plan(self.company)
        self.assertEqual(
            [day for day, _hours in self.days(self.people[0])],
            ["2026-11-23", "2026-12-21", "2027-01-04", "2027-01-18", "2027-02-01"],
        )
        self.assertEqual(
            [day for day, _hours in self.days(fourth)],
            ["2026-12-11", "2026-12-25", "2027-01-08", "2027-01-22", "2027-02-05"],
        )

    def test_a_cycle_begins_on_a_monday(self):
        with self.assertRaisesRegex(UserError, "on a Monday"):
            self.wizard(kind="cycle", weeks=2, date="2026-12-15").action_apply()

    def test_statements_do_not_grow_with_the_members(self):
        def statements(count):
            template = self.make_template(seats=count, week=2, date_from="2026-11-01")
            for number in range(count):
                self.enroll(self.make_member(f"M{number}"), template, "2026-11-01")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            template._move(self.first_cycle, {"weekday": "5"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        statements(2)
        self.assertEqual(statements(2), statements(12))

    def test_waiting_list_serves_in_order(self):
        full = self.make_template(seats=1, week=1, weekday="5", date_from="2026-11-01")
        place = self.enroll(self.member, full, "2026-11-01")
        waiting = self.env["coop.waiting"]
        for minute, member in enumerate(self.people[:2]):
            waiting |= waiting.create(
                {
                    "member_id": member.id,
                    "template_id": full.id,
                    "role_id": self.till.id,
                    "asked_at": f"2026-11-20 10:0{minute}:00",
                }
            )
        first, second = waiting
        self.assertEqual((first.rank, second.rank), (1, 2))
        self.assertFalse(first.seat_free)
        with self.assertRaisesRegex(UserError, "no free seat"):
            first.action_enroll()
        place.date_to = "2026-11-22"
        self.env.invalidate_all()
        self.assertTrue(first.seat_free)
        with self.assertRaisesRegex(UserError, "waiting longer"):
            second.action_enroll()
        first.action_enroll()
        self.assertIn(full, self.people[0].enrollment_ids.template_id)
        self.assertEqual(second.rank, 1)


@tagged("post_install", "-at_install")
class TestBooking(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.flying = self.make_member("Volante")
        self.enroll(self.flying, date_from="2026-11-17")
        self.template = self.make_template(seats=1, week=2, date_from="2026-11-01")
        self.env["coop.planning"]._plan(self.company)
        self.shift = self.env["coop.shift"].search([("template_id", "=", self.template.id)])[0]

    def book(self, member, shift=None, role=None):
        return self.env["coop.assignment"]._book(member, shift or self.shift, role or self.till)

    def test_a_flying_member_books_and_cancels(self):
        booked = self.book(self.flying)
        self.assertEqual((booked.seat, booked.origin), (1, "booking"))
        booked._cancel_booking()
        self.assertFalse(booked.seat)
        again = self.book(self.flying)
        self.assertEqual(again, booked, "one row for one member and shift")

    def test_too_late_to_cancel(self):
        booked = self.book(self.flying)
        self.freeze("2026-11-29 22:00:00")
        with self.assertRaisesRegex(UserError, "too late to cancel"):
            booked._cancel_booking()

    def test_the_last_seat(self):
        other = self.make_member("Autre")
        self.enroll(other, date_from="2026-11-17")
        self.book(other)
        with self.assertRaisesRegex(UserError, "just been taken"):
            self.book(self.flying)

    def test_a_fixed_member_does_not_book(self):
        self.enroll(self.member, self.make_template(week=1))
        with self.assertRaisesRegex(UserError, "only flying members"):
            self.book(self.member)

    def test_two_missed_in_twelve_months_puts_out_of_the_flying_team(self):
        for day in ("2026-11-17", "2026-11-20"):
            self.assign(self.flying, day, origin="booking").action_absent()
        self.assertEqual(self.flying.coop_out_of_team_on, date(2026, 11, 20))
        with self.assertRaisesRegex(UserError, "see the members' office"):
            self.book(self.flying)

    def test_a_skill_is_asked_for(self):
        cheese = self.env["coop.skill"].create({"name": "Cheese", "company_id": self.company.id})
        self.till.skill_ids = cheese
        with self.assertRaisesRegex(UserError, "asks for a skill"):
            self.book(self.flying)
        self.flying.coop_skill_ids = cheese
        self.assertTrue(self.book(self.flying))

    def test_what_was_booked_counts_when_worked(self):
        booked = self.book(self.flying)
        self.freeze("2026-11-30")
        booked.action_present()
        self.assertEqual(self.balance(self.flying, "flying"), 1)
