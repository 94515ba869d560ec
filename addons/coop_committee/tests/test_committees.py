"""Hours become credits in the work ledger, once, and go back as they came."""

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CommitteeCase


@tagged("post_install", "-at_install")
class TestCredits(CommitteeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")

    def test_three_hours_repay_a_make_up(self):
        self.enroll(self.member, self.make_template(), date_from="2026-11-02")
        self.assign(self.member, "2026-11-09").action_absent()
        self.assertEqual(self.balance(self.member), -2)
        self.make_work("2026-11-12", 3).action_approve()
        self.assertEqual(self.balance(self.member), -1)
        self.make_work("2026-11-13", 6).action_approve()
        self.assertEqual(self.balance(self.member), 0, "the fixed counter stops at 0")
        self.assertEqual(self.balance(self.member, "flying"), 1)

    def test_a_flying_member_gets_flying_credits(self):
        self.enroll(self.member, date_from="2026-11-20")
        before = self.balance(self.member, "flying")
        self.make_work("2026-11-21", 3).action_approve()
        self.assertEqual(self.balance(self.member, "flying"), before + 1)

    def test_work_lifts_a_suspension(self):
        self.enroll(self.member, self.make_template(), date_from="2026-09-01")
        self.assign(self.member, "2026-10-12").action_absent()
        self.assertEqual(self.verdict(self.member).code, "suspended")
        work = self.make_work("2026-11-20", 6)
        work.action_approve()
        self.assertTrue(self.verdict(self.member).allowed)
        work.action_withdraw()
        self.assertEqual(self.verdict(self.member).code, "suspended")

    def test_the_rest_carries_over_whatever_the_order(self):
        late, early = self.make_work("2026-11-20", 2), self.make_work("2026-11-10", 2.5)
        late.action_approve()
        self.assertEqual(self.lines(self.member), [])
        early.action_approve()
        self.assertEqual(self.lines(self.member), [("2026-11-20", "flying", 1)])
        self.assertEqual((early.credits, late.credits), (0, 1))

    def test_approved_twice_counts_once(self):
        work = self.make_work("2026-11-20", 3)
        work.action_approve()
        work.action_approve()
        work._recount()
        self.member._coop_refresh_standings()
        self.assertEqual(self.lines(self.member), [("2026-11-20", "flying", 1)])

    def test_a_withdrawn_approval_is_reversed_and_may_be_given_again(self):
        work = self.make_work("2026-11-20", 3)
        work.action_approve()
        work.action_withdraw()
        self.assertEqual(work.state, "declared")
        self.assertFalse(work.decided_by_id)
        amounts = [amount for _day, _counter, amount in self.lines(self.member)]
        self.assertEqual(amounts, [1, -1])
        work.action_approve()
        self.assertEqual(self.balance(self.member, "flying"), 1)

    def test_the_ledger_is_what_the_facts_make(self):
        self.make_work("2026-11-20", 7).action_approve()
        compare = self.env["coop.standing"]._rebuild_some
        self.assertEqual(compare(self.company, self.member.ids, store=False), ([], []))
        label = self.env["coop.work.entry"].search([("member_id", "=", self.member.id)]).label
        self.assertEqual(label, "Work in a committee")

    def test_two_committees_count_apart(self):
        kitchen = self.make_seat(self.member, self.make_committee("Kitchen", hours_per_credit=2))
        (
            self.make_work("2026-11-20", 2) | self.make_work("2026-11-20", 2, kitchen)
        ).action_approve()
        self.assertEqual(self.balance(self.member, "flying"), 1)

    def test_the_cap_of_a_cycle(self):
        self.committee.cap_per_cycle = 1
        works = self.make_work("2026-10-20", 7) | self.make_work("2026-11-20", 2)
        works.action_approve()
        self.assertEqual(works.mapped("credits"), [1, 1])

    def test_a_new_rate_does_not_rewrite_the_past(self):
        old = self.make_work("2026-11-10", 3)
        old.action_approve()
        self.committee.hours_per_credit = 6
        new = self.make_work("2026-11-20", 3)
        new.action_approve()
        self.assertEqual((old.credits, new.credits), (1, 0))

    def test_minutes_are_those_of_a_shift(self):
        """Where the counter is in minutes, a credit is a shift of 180 minutes."""
        elsewhere = self.env["res.company"].create({"name": "In minutes"})
        self.env.user.company_ids |= elsewhere
        self.env["coop.work.policy"]._load_preset("elefan", elsewhere)
        member = self.env["coop.member"].create(
            {"name": "Zoé", "number": 7, "joined_on": "2026-11-20", "company_id": elsewhere.id}
        )
        committee = self.make_committee("Garden", company_id=elsewhere.id)
        self.make_work("2026-11-21", 3, self.make_seat(member, committee)).action_approve()
        self.assertEqual(self.balance(member, "time"), 180)


@tagged("post_install", "-at_install")
class TestInvariants(CommitteeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")

    def test_only_with_a_seat_on_the_day(self):
        self.seat.date_to = "2026-11-10"
        self.make_work("2026-11-10", 1)
        with self.assertRaises(ValidationError):
            self.make_work("2026-11-11", 1)

    def test_a_seat_covers_what_was_worked_on_it(self):
        self.make_work("2026-11-20", 1)
        with self.assertRaises(ValidationError):
            self.seat.date_to = "2026-11-19"
        with self.assertRaises(UserError):
            self.seat.member_id = self.make_member("Other")
        self.seat.date_to = "2026-11-20"

    def test_no_work_ahead(self):
        with self.assertRaises(ValidationError):
            self.make_work("2026-11-24", 1)

    @mute_logger("odoo.sql_db")
    def test_hours_are_those_of_a_day(self):
        for hours in (0, -1, 24.5):
            with self.subTest(hours), self.assertRaises(IntegrityError), self.cr.savepoint():
                self.make_work("2026-11-20", hours)

    @mute_logger("odoo.sql_db")
    def test_one_seat_at_a_time(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.make_seat(self.member, date_from="2026-01-01")
        self.seat.date_to = "2025-12-31"
        self.make_seat(self.member, date_from="2026-01-01")

    def test_approved_hours_stay_as_they_are(self):
        work = self.make_work("2026-11-20", 3)
        work.action_approve()
        for change in (lambda: work.write({"hours": 9}), work.unlink, work.action_refuse):
            with self.assertRaises(UserError):
                change()
        self.assertEqual(work.hours, 3)

    def test_answers_only_by_the_actions(self):
        work = self.make_work("2026-11-20", 3).with_user(self.office)
        for vals in ({"state": "approved", "rate": 1}, {"credits": 50}, {"decided_on": False}):
            with self.subTest(vals), self.assertRaises(UserError):
                work.write(vals)
        with self.assertRaises(UserError):
            work.create({"seat_id": self.seat.id, "hours": 1, "description": "x", "credits": 5})
        work.action_approve()
        self.assertEqual(work.decided_by_id, self.office)
        self.assertEqual(work.credits, 1)

    def test_a_refusal_says_why_and_gives_nothing(self):
        work = self.make_work("2026-11-20", 3)
        with self.assertRaises(UserError):
            work.action_refuse()
        work.refusal = "Counted on a shift already"
        work.action_refuse()
        self.assertEqual(work.state, "refused")
        self.assertEqual(self.lines(self.member), [])
        work.action_approve()
        self.assertFalse(work.refusal)
        self.assertEqual(work.credits, 1)

    def test_a_member_of_another_co_op(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_member("Far", shares=0, company_id=elsewhere.id)
        with self.assertRaises(UserError):
            self.make_seat(stranger)

    def test_counts_on_the_committee(self):
        self.make_work("2026-11-20", 3)
        self.make_seat(self.make_member("Gone"), date_from="2020-01-01", date_to="2021-01-01")
        self.committee.invalidate_recordset()
        self.assertEqual(self.committee.seat_count, 1)
        self.assertEqual(self.committee.to_answer_count, 1)

    def test_a_seat_is_found_by_either_name(self):
        for text in ("Inès", "Gard"):
            found = self.env["coop.committee.seat"].name_search(text)
            self.assertIn((self.seat.id, self.seat.display_name), found)

    def test_a_shift_of_the_policy_is_the_default(self):
        committee = self.env["coop.committee"].create({"name": "New"})
        self.assertEqual(committee.hours_per_credit, 3)


@tagged("post_install", "-at_install")
class TestMember(CommitteeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.work = self.make_work("2026-11-20", 3)

    def test_own_data_has_the_committees(self):
        data = self.member._coop_export()
        self.assertEqual(data["committees"][0]["committee_id"], "Garden")
        self.assertEqual(data["committee_hours"][0]["hours"], 3)

    def test_two_files_of_one_person(self):
        twice, kept = self.make_member("Ana"), self.make_member("Ana again")
        seat = self.make_seat(twice)
        self.make_work("2026-11-20", 3, seat).action_approve()
        self.committee.coordinator_ids = twice
        twice._coop_merge_into(kept)
        self.assertEqual(str(seat.date_to), "2026-11-23")
        self.assertEqual(str(kept.committee_seat_ids.date_from), "2026-11-24")
        self.assertEqual(self.committee.coordinator_ids, kept)
        self.assertEqual(self.balance(kept, "flying"), 1)

    def test_forgotten_words(self):
        self.member._erase_traces(self.member.partner_id)
        self.assertEqual(self.work.description, "Erased")
        self.assertEqual(self.work.hours, 3)


@tagged("post_install", "-at_install")
class TestLimits(CommitteeCase):
    """One day has 24 hours, and nobody credits themselves."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.kitchen = self.make_seat(self.member, self.make_committee("Kitchen"))

    def test_three_times_a_whole_day(self):
        self.make_work("2026-11-20", 24).action_approve()
        for seat in (self.seat, self.seat, self.kitchen):
            with self.assertRaisesRegex(ValidationError, "A day has 24 in all"):
                self.make_work("2026-11-20", 24, seat)
        with self.assertRaises(ValidationError):
            self.make_work("2026-11-20", 0.01, self.kitchen)
        self.make_work("2026-11-19", 24, self.kitchen)
        self.make_work("2026-11-20", 24, self.make_seat(self.make_member("Another")))
        self.assertEqual(self.balance(self.member, "flying"), 8)

    def test_a_day_in_two_committees(self):
        self.make_work("2026-11-20", 7.1)
        self.make_work("2026-11-20", 16.9, self.kitchen)
        with self.assertRaises(ValidationError):
            self.make_work("2026-11-20", 0.01)

    def test_several_rows_at_once(self):
        vals = {"seat_id": self.seat.id, "date": "2026-11-20", "description": "Weeding"}
        with self.assertRaises(ValidationError):
            self.env["coop.committee.work"].create([{**vals, "hours": 12.01}] * 2)

    def test_by_writing(self):
        first, second = self.make_work("2026-11-20", 20), self.make_work("2026-11-19", 20)
        with self.assertRaises(ValidationError):
            second.date = "2026-11-20"
        second.write({"hours": 4, "date": "2026-11-20"})
        with self.assertRaises(ValidationError):
            second.hours = 4.5
        elsewhere = self.make_work("2026-11-20", 5, self.make_seat(self.make_member("Another")))
        with self.assertRaises(ValidationError):
            elsewhere.seat_id = self.kitchen
        self.assertEqual(first.hours, 20)

    def test_refused_hours_count_not_until_they_are_asked_again(self):
        work = self.make_work("2026-11-20", 20, refusal="Somewhere else")
        work.action_refuse()
        self.make_work("2026-11-20", 20, self.kitchen)
        for again in (work.action_approve, work.action_withdraw):
            with self.assertRaises(ValidationError):
                again()
        self.assertEqual(work.state, "refused")

    def test_hours_from_before_the_limit_can_be_put_right(self):
        works = self.make_work("2026-11-20", 12) | self.make_work("2026-11-20", 12)
        works.action_approve()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE coop_committee_work SET hours = 24 WHERE id = ANY(%s)", [works.ids]
        )
        self.env.invalidate_all()
        works[0].action_withdraw()
        with self.assertRaises(ValidationError):
            works[0].action_approve()
        works[0].unlink()
        self.assertEqual(works.exists().hours, 24)

    def test_nobody_approves_their_own_hours(self):
        own = self.make_member("Office person", partner_id=self.office.partner_id.id)
        admin = self.make_user("coop.boss", "coop_membership.group_manager")
        boss = self.make_member("Boss", partner_id=admin.partner_id.id)
        for user, member in ((self.office, own), (admin, boss)):
            work = self.make_work("2026-11-20", 3, self.make_seat(member))
            others = self.make_work("2026-11-20", 3)
            for rights in (False, True):
                with self.assertRaisesRegex(UserError, "Nobody approves their own"):
                    (work | others).with_user(user).sudo(rights).action_approve()
            self.assertEqual(work.state, "declared")
            others.with_user(user).action_approve()
            self.assertEqual(others.state, "approved")
        self.assertEqual(self.balance(own, "flying"), 0)
