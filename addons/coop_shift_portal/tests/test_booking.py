"""Booking, cancelling, and saying too late that one cannot come."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..rules.need import by_need
from .common import PortalCase, PortalHttpCase


@tagged("post_install", "-at_install")
class TestBoard(PortalCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.start_flying()

    def places(self, member=None):
        member = member or self.flyer
        return self.env["coop.booking.board"]._places(member)

    def test_the_board_says_what_booking_says(self):
        """One by one or all at once, the rules give the same answer for every seat."""
        cheese = self.make_role("Cheese", skill_ids=[(0, 0, {"name": "Knife"})])
        self.make_open_shift("2026-11-25", hour=5)
        taken = self.make_open_shift("2026-11-25", hour=9)
        self.make_open_shift("2026-11-25", hour=13)
        self.make_open_shift("2026-11-25", hour=17)
        self.make_open_shift("2026-11-26", role=cheese)
        self.make_open_shift("2026-12-30")
        full = self.make_open_shift("2026-11-27", seats=1)
        self.assign(self.make_member("Autre"), full, "booking", role_id=self.till.id, seat=1)
        self.assign(self.flyer, taken, "booking", role_id=self.till.id, seat=1)
        rows = self.env["coop.assignment"]
        found = self.places()
        self.assertEqual(len(found), 7)
        for place in found:
            with self.subTest(shift=place.shift.display_name):
                one = rows._booking_refusals(self.flyer, place.shift, place.role)
                self.assertEqual(place.refusals, one)
        self.assertEqual(
            {code for place in found for code in place.refusals},
            {"already_on_shift", "skill", "beyond_window", "full"},
        )

    def test_two_shifts_that_overlap(self):
        """One that ends when the other starts may be booked; one that shares time may not."""
        held = self.make_open_shift("2026-11-25", hour=9)
        touching = self.make_open_shift("2026-11-25", hour=12)
        shared = self.make_open_shift("2026-11-25", hour=11)
        rows = self.env["coop.assignment"]
        rows._book(self.flyer, held, self.till)
        found = {place.shift: place.refusals for place in self.places()}
        self.assertEqual(found[shared], ["overlap"])
        self.assertEqual(found[touching], [])
        with self.assertRaisesRegex(UserError, "at that time already|during these hours"):
            rows._book(self.flyer, shared, self.till)
        rows._book(self.flyer, touching, self.till)

    def test_need_comes_first(self):
        lacking = self.make_open_shift("2026-11-27", seats=4)
        half = self.make_open_shift("2026-11-24", seats=2)
        self.assign(self.member, half, "booking", role_id=self.till.id, seat=1)
        places = sorted(self.places(), key=lambda place: by_need(place.opening))
        self.assertEqual([place.shift for place in places], [lacking, half])

    def test_eight_weeks_and_no_past(self):
        self.make_open_shift("2026-11-23", hour=7)
        self.make_open_shift("2027-01-17")
        self.make_open_shift("2027-01-18")
        self.make_open_shift("2026-12-01", state="cancelled")
        self.assertEqual([str(place.day) for place in self.places()], ["2027-01-17"])
        weeks = self.env["coop.booking.board"]._board(self.places(), self.company._coop_today())
        self.assertEqual((len(weeks), str(weeks[-1]["days"][-1]["day"])), (8, "2027-01-17"))
        self.assertEqual(weeks[-1]["days"][-1]["free"], 2)

    def test_a_refusal_says_from_when_on(self):
        self.make_open_shift("2026-12-30")
        [place] = self.places()
        board = self.env["coop.booking.board"]
        policy, _books = board._rules_of(self.flyer)
        self.assertEqual(
            board._why_not(place, policy), "You can book it from Wednesday 2 December on."
        )

    def test_another_co_op_is_out_of_sight(self):
        other = self.env["res.company"].create({"name": "Another co-op"})
        self.make_open_shift("2026-11-27", company_id=other.id)
        self.assertFalse(self.places())


@tagged("post_install", "-at_install")
class TestBooking(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.shift = self.make_open_shift(self.days(5))
        self.url = f"/my/shifts/book/{self.shift.id}/{self.till.id}"

    def test_book_and_cancel(self):
        self.login(self.flyer_user)
        page = self.url_open("/my/shifts/book").text
        self.assertIn(f'action="{self.url}"', page)
        self.assertIn("You can book up to 28 days ahead.", page)
        answer = self.post(self.url)
        self.assertIn("Booked:", answer.text)
        row = self.mine(self.flyer, self.shift)
        self.assertEqual((row.state, row.origin, row.seat), ("expected", "booking", 1))
        answer = self.post(f"/my/shifts/{row.id}/cancel")
        self.assertIn("Cancelled", answer.text)
        self.assertEqual((row.state, row.seat), ("cancelled", 0))

    def test_two_clicks_book_once(self):
        self.login(self.flyer_user)
        for _click in range(2):
            self.assertIn("Booked:", self.post(self.url).text)
        self.assertEqual(self.seats_held(self.shift), 1)

    def test_two_clicks_cancel_once_and_do_not_complain(self):
        self.login(self.flyer_user)
        self.post(self.url)
        row = self.mine(self.flyer, self.shift)
        for _click in range(2):
            self.assertIn("Cancelled", self.post(f"/my/shifts/{row.id}/cancel").text)
        moment = row.cancelled_on
        self.post(f"/my/shifts/{row.id}/cancel")
        self.assertEqual(row.cancelled_on, moment)

    def test_the_last_seat_goes_to_one(self):
        for number in range(2):
            self.assign(
                self.make_member(f"Autre {number}"),
                self.shift,
                "booking",
                role_id=self.till.id,
                seat=number + 1,
            )
        self.login(self.flyer_user)
        self.assertIn("last free seat", self.post(self.url).text)
        self.assertFalse(self.mine(self.flyer, self.shift))
        self.assertNotIn(self.url, self.url_open("/my/shifts/book").text)

    def test_the_window_is_explained_and_nothing_is_written(self):
        far = self.make_open_shift(self.days(40))
        self.login(self.flyer_user)
        page = self.url_open("/my/shifts/book").text
        self.assertIn("You can book it from", page)
        answer = self.post(f"/my/shifts/book/{far.id}/{self.till.id}")
        self.assertIn("too far ahead", answer.text)
        self.assertFalse(self.mine(self.flyer, far))

    def test_who_holds_a_place_is_told_where_help_is_needed(self):
        self.enroll(self.member, self.make_template())
        self.login(self.portal_member)
        page = self.url_open("/my/shifts/book").text
        self.assertIn("A make-up needs no booking", page)
        self.assertIn("Help is needed", page)
        self.assertNotIn(self.url, page)
        self.assertIn("only flying members book", self.post(self.url).text)

    def test_filters(self):
        cheese = self.make_role("Cheese counter")
        other = self.make_open_shift(self.days(6), role=cheese)
        self.login(self.flyer_user)
        page = self.url_open(f"/my/shifts/book?role={cheese.id}").text
        self.assertIn(f"/my/shifts/book/{other.id}/", page)
        self.assertNotIn(self.url, page)
        page = self.url_open(f"/my/shifts/book?day={self.days(5)}").text
        self.assertIn(self.url, page)
        self.assertNotIn(f"/my/shifts/book/{other.id}/", page)
        for odd in ("day=yesterday", "role=x", "weekday=9", "role=999999999999999999999"):
            self.assertEqual(self.url_open(f"/my/shifts/book?{odd}").status_code, 200)

    def test_coming_back_after_a_cancellation(self):
        self.login(self.flyer_user)
        self.post(self.url)
        self.post(f"/my/shifts/{self.mine(self.flyer, self.shift).id}/cancel")
        self.post(self.url)
        self.assertEqual(self.mine(self.flyer, self.shift).state, "expected")


@tagged("post_install", "-at_install")
class TestCannotCome(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.shift = self.in_hours(5)
        self.row = self.assign(self.flyer, self.shift, "booking", role_id=self.till.id, seat=1)
        self.url = f"/my/shifts/{self.row.id}/cannot-come"
        self.login(self.flyer_user)

    def told(self):
        return self.shift.message_ids.filtered(lambda row: row.partner_ids)

    def test_too_late_to_cancel(self):
        answer = self.post(f"/my/shifts/{self.row.id}/cancel")
        self.assertIn("too late to cancel", answer.text)
        self.assertEqual(self.row.state, "expected")

    def test_the_coordinator_and_the_office_are_told_once(self):
        self.assertIn("Tell them", self.url_open(self.url).text)
        for _click in range(2):
            self.assertIn("Thank you for telling us", self.post(self.url, note="Fever").text)
        self.assertEqual(len(self.told()), 1)
        self.assertEqual(self.told().partner_ids, self.company.partner_id)
        self.assertEqual(self.told().author_id, self.flyer.partner_id)
        self.assertIn("Fever", self.told().body)
        self.assertIn("The coordinator knows", self.url_open("/my/shifts").text)

    def test_the_seat_and_the_attendance_stay(self):
        before = self.balance(self.flyer, "flying")
        self.post(self.url)
        self.assertEqual((self.row.state, self.row.seat), ("expected", 1))
        self.assertFalse(self.row.recorded_on)
        self.assertEqual(self.balance(self.flyer, "flying"), before)

    def test_what_is_written_is_text(self):
        self.post(self.url, note="<script>alert(1)</script>" + "x" * 500)
        self.assertNotIn("<script>", self.told().body)
        self.assertLessEqual(len(self.row.warned_note), 200)

    def test_when_it_is_over_nobody_is_told(self):
        self.shift.write(
            {
                "start": self.shift.start - timedelta(days=1),
                "stop": self.shift.stop - timedelta(days=1),
            }
        )
        self.assertIn("This shift is over", self.post(self.url).text)
        self.assertFalse(self.told())

    def test_own_shift_days_ahead(self):
        self.enroll(self.member, self.make_template())
        own = self.assign(self.member, self.days(9))
        self.assertTrue(own._coop_warn("Away"))
        self.assertFalse(own._coop_warn("Away"))

    def test_a_cancelled_shift(self):
        self.shift.action_cancel()
        with self.assertRaises(UserError):
            self.row._coop_warn()

    @mute_logger("odoo.http")
    def test_somebody_else_cannot_say_it_for_me(self):
        self.login(self.portal_member)
        self.assertEqual(self.post(self.url).status_code, 404)
        self.assertEqual(self.post(f"/my/shifts/{self.row.id}/cancel").status_code, 404)
        self.assertFalse(self.row.warned_on)
