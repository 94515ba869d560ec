"""Leaves and extra time: what they do to shifts, and what the rules refuse."""

from datetime import date

from psycopg2.errors import ExclusionViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ShiftCase


@tagged("post_install", "-at_install")
class TestLeaves(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.template = self.make_template(week=1, date_from="2026-11-23")
        self.place = self.enroll(self.member, self.template, "2026-11-01")
        self.env["coop.planning"]._plan(self.company)

    def states(self):
        rows = self.env["coop.assignment"].search([("member_id", "=", self.member.id)])
        return rows.sorted("start").mapped("state")

    def test_shifts_wait_during_a_leave_and_come_back(self):
        leave = self.make_leave(self.member, "temporary", "2026-12-01", "2027-02-28")
        self.assertEqual(self.states(), ["expected", "waiting", "waiting"])
        self.assertEqual(self.verdict(self.member, "2026-12-01").code, "on_leave")
        leave.date_to = "2027-01-10"
        self.assertEqual(self.states(), ["expected", "waiting", "expected"])
        leave.action_cancel()
        self.assertEqual(self.states(), ["expected"] * 3)
        self.assertEqual(self.verdict(self.member, "2026-12-01").code, "ok")

    def test_what_was_booked_comes_back_with_the_end_of_the_leave(self):
        seats = [(0, 0, {"role_id": self.till.id, "seats": 1})]
        coming, full = (
            self.make_shift(day, seat_ids=seats) for day in ("2026-12-10", "2026-12-11")
        )
        held = {"origin": "booking", "role_id": self.till.id, "seat": 1}
        rows = [self.assign(self.member, shift, **held) for shift in (coming, full)]
        leave = self.make_leave(self.member, "temporary", "2026-12-01", "2027-02-28")
        self.assertEqual([row.state for row in rows], ["waiting"] * 2)
        self.assign(self.make_member("Nina"), full, **held)
        leave.action_cancel()
        self.assertEqual(
            [(row.state, row.seat) for row in rows], [("expected", 1), ("expected", 0)]
        )

    def test_planning_during_a_leave_plans_waiting_shifts(self):
        self.make_leave(self.member, "temporary", "2027-02-01", "2027-04-30")
        self.env["coop.planning"]._plan(self.company, date(2027, 1, 1), date(2027, 5, 31))
        self.assertEqual(self.states()[-2:], ["waiting", "expected"])

    def test_a_temporary_leave_shorter_than_the_rules_is_explained(self):
        leave = self.make_leave(self.member, "temporary", "2026-12-01", "2026-12-31", state="draft")
        with self.assertRaisesRegex(UserError, "shorter than the rules ask"):
            leave.action_confirm()
        leave.with_user(self.manager).action_confirm_anyway()
        self.assertEqual(leave.state, "confirmed")

    def test_an_open_ended_leave_gives_the_seat_back(self):
        self.make_leave(self.member, "open_ended", "2026-12-01")
        self.assertEqual(self.place.date_to, date(2026, 11, 30))
        self.assertEqual(self.states(), ["expected"])
        self.assertEqual(self.verdict(self.member, "2027-06-01").code, "on_leave")
        self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])

    def test_an_anticipated_leave_debits_the_shifts_missed(self):
        self.env["coop.work.correction"].create(
            {"member_id": self.member.id, "counter": "flying", "amount": 3, "reason": "ahead"}
        )
        leave = self.make_leave(
            self.member,
            "anticipated",
            "2026-12-01",
            "2027-01-31",
            state="draft",
            asked_on="2026-11-23",
        )
        leave.action_confirm()
        self.assertEqual(leave.missed, 2)
        self.assertEqual(self.balance(self.member, "flying"), 1)

    def test_an_anticipated_leave_that_changes_debits_what_it_misses_then(self):
        self.env["coop.work.correction"].create(
            {"member_id": self.member.id, "counter": "flying", "amount": 3, "reason": "ahead"}
        )
        leave = self.make_leave(self.member, "anticipated", "2026-12-01", "2027-01-31")
        self.assertEqual(self.balance(self.member, "flying"), 1)
        leave.date_to = "2027-02-28"
        self.assertEqual((leave.missed, self.balance(self.member, "flying")), (3, 0))
        leave.action_cancel()
        self.assertEqual(self.balance(self.member, "flying"), 3)

    def test_a_day_on_which_the_shop_is_closed_is_not_missed(self):
        self.env["coop.shop.holiday"].create(
            {
                "name": "Works",
                "company_id": self.company.id,
                "date_from": "2026-12-20",
                "date_to": "2026-12-22",
            }
        )
        leave = self.make_leave(self.member, "anticipated", "2026-12-01", "2027-01-31")
        self.assertEqual(leave.missed, 1)

    def test_leaves_of_a_member_never_overlap(self):
        self.make_leave(self.member, "temporary", "2026-12-01", "2027-02-28")
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation):
            self.make_leave(self.member, "exemption", "2027-02-28", "2027-03-31")

    def test_a_certificate_that_never_comes(self):
        leave = self.make_leave(self.member, "incapacity", "2026-11-23", "2027-01-31")
        follow = self.env["coop.leave"]._follow_up
        self.freeze("2026-12-08")
        follow(self.company)
        follow(self.company)
        self.assertEqual(len(leave.activity_ids), 1, "asked once")
        self.freeze("2026-12-15")
        follow(self.company)
        self.assertEqual(leave.date_to, date(2026, 12, 14), "the day before it was due")
        self.assertEqual(self.states(), ["waiting", "expected", "expected"])

    def test_a_certificate_received_keeps_the_leave(self):
        leave = self.make_leave(self.member, "incapacity", "2026-11-23", "2027-01-31")
        leave.certificate_on = "2026-12-01"
        self.freeze("2026-12-31")
        self.env["coop.leave"]._follow_up(self.company)
        self.assertEqual(leave.state, "confirmed")


@tagged("post_install", "-at_install")
class TestRespites(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.template = self.make_template(week=1, date_from="2026-11-23")
        self.enroll(self.member, self.template, "2026-11-01")
        self.env["coop.planning"]._plan(self.company)
        self.member.assignment_ids.sorted("start")[0].action_absent()

    def test_extension_until_the_next_own_shift(self):
        self.freeze("2026-12-28")
        self.assertEqual(self.verdict(self.member).code, "suspended")
        self.member.with_user(self.office).action_give_extension()
        verdict = self.verdict(self.member)
        self.assertEqual((verdict.code, verdict.allowed), ("grace", True))
        self.assertEqual(verdict.until, date(2027, 1, 19))

    def test_undone_by_mistake_it_is_given_again(self):
        self.freeze("2026-12-28")
        member = self.member.with_user(self.office)
        member.action_give_extension()
        grace = self.env["coop.grace"].search([("member_id", "=", member.id)])
        grace.with_user(self.office).action_undo()
        self.assertEqual(self.verdict(self.member).code, "suspended")
        member.action_give_extension()
        self.assertEqual(self.verdict(self.member).code, "grace")
        self.assertEqual(self.env["coop.grace"].search_count([("member_id", "=", member.id)]), 1)

    def test_no_extra_time_without_need(self):
        other = self.make_member("À jour")
        self.enroll(other, self.template)
        with self.assertRaisesRegex(UserError, "no extra time is needed"):
            other.action_give_extension()

    def test_the_first_visit_at_the_door_gives_ten_days_once(self):
        self.freeze("2026-12-28")
        visit = self.env["coop.verdict"].with_user(self.checker)._coop_first_visit
        today = self.company._coop_today()
        self.assertTrue(visit(self.member.partner_id, today, self.company))
        self.assertFalse(visit(self.member.partner_id, today, self.company), "once")
        self.assertEqual(self.verdict(self.member).code, "grace")
        self.assertEqual(self.verdict(self.member, "2027-01-07").code, "suspended")

    def test_where_the_rules_do_not_give_days_by_themselves_a_visit_gives_none(self):
        self.env["coop.work.policy.version"].create(
            {
                "policy_id": self.policy.id,
                "date_from": "2026-12-27",
                "params": {"changes": {"grace": {"automatic": False}}},
            }
        )
        self.freeze("2026-12-28")
        visit = self.env["coop.verdict"].with_user(self.checker)._coop_first_visit
        self.assertFalse(visit(self.member.partner_id, self.company._coop_today(), self.company))
        self.assertEqual(self.verdict(self.member).code, "suspended")
        self.assertFalse(self.env["coop.grace"].search([("member_id", "=", self.member.id)]))

    def test_a_first_visit_without_suspension_gives_nothing(self):
        visit = self.env["coop.verdict"].with_user(self.checker)._coop_first_visit
        self.assertFalse(visit(self.member.partner_id, self.company._coop_today(), self.company))
        stranger = self.make_person("Personne")
        self.assertFalse(visit(stranger, self.company._coop_today(), self.company))

    def test_one_grace_per_absence(self):
        self.freeze("2026-12-28")
        grace = self.env["coop.grace"]._give(self.member, "grace")
        self.assertEqual(grace.date_to, date(2027, 1, 6))
        self.freeze("2027-01-07")
        with self.assertRaisesRegex(UserError, "already given"):
            self.env["coop.grace"]._give(self.member, "grace")
