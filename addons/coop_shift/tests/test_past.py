"""What was is not changed by what comes later: the rules say the same of a day, whenever asked."""

from datetime import date

from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import ShiftCase
from .test_duties import DutyCase


@tagged("post_install", "-at_install")
class TestLeaveWithoutCertificate(ShiftCase):
    """RULES.md 3: it lapses on its day by the rules, not by a job, and not for the days before."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.template = self.make_template(week=1, date_from="2026-11-23")
        self.enroll(self.member, self.template)
        self.env["coop.planning"]._plan(self.company)
        self.leave = self.make_leave(self.member, "incapacity", "2026-11-23", "2027-01-31")

    def exempted(self):
        rows = self.env["coop.standing"].search([("member_id", "=", self.member.id)])
        leaves = rows.filtered(lambda row: row.standing == "exempted")
        return [(row.date_from, row.date_end) for row in leaves.sorted("date_from")]

    def test_it_lapses_on_its_day_without_any_job(self):
        self.assertEqual(self.exempted(), [(date(2026, 11, 23), date(2026, 12, 15))])

    def test_the_job_changes_nothing_of_the_days_before(self):
        before = self.exempted()
        self.freeze("2026-12-20")
        for _twice in range(2):
            self.env["coop.leave"]._follow_up(self.company)
            self.assertEqual(
                (self.leave.state, self.leave.date_to), ("confirmed", date(2026, 12, 14))
            )
        self.assertEqual(self.exempted(), before)
        rows = self.member.assignment_ids.sorted("start")
        self.assertEqual(rows.mapped("state"), ["waiting", "expected", "expected"])

    def test_the_member_is_told_once(self):
        self.freeze("2026-12-20")
        for _twice in range(2):
            self.env["coop.leave"]._follow_up(self.company)
        told = self.leave.message_ids.filtered(
            lambda message: self.member.partner_id in message.partner_ids
        )
        self.assertEqual(len(told), 1)
        self.assertIn("12/14/2026", told.body)

    def test_the_certificate_keeps_the_whole_leave(self):
        self.leave.certificate_on = "2026-12-01"
        self.assertEqual(self.exempted(), [(date(2026, 11, 23), date(2027, 2, 1))])
        self.freeze("2026-12-20")
        self.env["coop.leave"]._follow_up(self.company)
        self.assertEqual(self.leave.date_to, date(2027, 1, 31))

    def test_the_shifts_to_come_and_every_word_follow_the_rules(self):
        """Nobody is told of a leave that goes on, and then owes two make-ups."""
        rows = self.member.assignment_ids.sorted("start")
        self.assertEqual(rows.mapped("state"), ["waiting", "expected", "expected"])
        self.assertEqual(self.leave.holds_until, date(2026, 12, 14))
        self.assertIn("needed by 12/14/2026", self.leave.certificate_words)
        self.freeze("2026-12-20")
        self.leave.invalidate_recordset(["certificate_words"])
        self.assertIn("ended on that day", self.leave.certificate_words)
        self.leave.certificate_on = "2026-12-20"
        self.env.flush_all()
        self.assertFalse(self.leave.holds_until or self.leave.certificate_words)
        self.assertEqual(rows.mapped("state"), ["waiting", "waiting", "waiting"])
        self.assertEqual(self.exempted(), [(date(2026, 11, 23), date(2027, 2, 1))])

    def test_a_leave_that_ended_before_is_as_it_was(self):
        self.leave.action_cancel()
        short = self.make_leave(self.member, "incapacity", "2026-11-23", "2026-12-01")
        self.freeze("2026-12-20")
        self.env["coop.leave"]._follow_up(self.company)
        self.assertEqual((short.state, short.date_to), ("confirmed", date(2026, 12, 1)))
        self.assertEqual(self.exempted(), [(date(2026, 11, 23), date(2026, 12, 2))])


@tagged("post_install", "-at_install")
class TestAnEndThatWasAMistake(ShiftCase):
    """RULES.md 3: what was carried out is a fact; what is still free is given back."""

    def ended(self, seats):
        """A place that two absences ended, and somebody else on its seat; the second absence."""
        self.freeze("2026-11-23")
        self.template = self.make_template(seats=seats)
        place = self.enroll(self.member, self.template)
        self.assign(self.member, "2026-10-26").action_absent()
        second = self.assign(self.member, "2026-11-23")
        second.action_absent()
        self.assertEqual(place.dropped_on, date(2026, 11, 23))
        self.freeze("2026-11-26")
        other = self.make_member("Next")
        new = self.enroll(other, self.template, "2026-11-26")
        self.assertEqual(new.seat, place.seat)
        return place, new, second

    def told(self):
        message = self.member.message_ids[:1]
        self.assertIn(self.member.partner_id, message.partner_ids)
        return message.body

    def test_another_seat_of_the_shift_is_given_back(self):
        place, new, second = self.ended(seats=2)
        second.action_present()
        self.assertEqual((place.date_to, place.dropped_on), (date(2026, 11, 23), False))
        back = self.member.enrollment_ids - place
        self.assertEqual((back.date_from, back.date_to), (date(2026, 11, 24), False))
        self.assertNotEqual(back.seat, new.seat)
        self.assertNotEqual(self.verdict(self.member, "2026-11-24").code, "unsubscribed")
        self.assertIn("again, on another seat", self.told())
        self.assertFalse(self.member.partner_id.activity_ids)

    def test_where_none_is_free_the_correction_stands_and_the_office_hears(self):
        place, new, second = self.ended(seats=1)
        second.action_present()
        self.assertEqual(second.state, "present")
        self.assertEqual((place.date_to, place.dropped_on), (date(2026, 11, 23), False))
        self.assertEqual(self.member.enrollment_ids, place)
        self.assertFalse(new.date_to or new.dropped_on)
        self.assertEqual(self.balance(self.member), -2)
        self.assertEqual(self.verdict(self.member, "2026-11-26").code, "unsubscribed")
        self.assertIn("no other is free", self.told())
        self.assertEqual(self.member.partner_id.activity_ids.user_id, self.env.user)
        second.action_absent()
        self.assertEqual(place.date_to, date(2026, 11, 23))

    def test_who_found_another_place_keeps_that_one(self):
        place, _new, second = self.ended(seats=1)
        elsewhere = self.enroll(self.member, self.make_template(weekday="3"), "2026-11-26")
        second.action_present()
        self.assertEqual((place.date_to, place.dropped_on), (date(2026, 11, 23), False))
        self.assertEqual(self.member.enrollment_ids - place, elsewhere)

    def test_the_office_hears_of_it_where_another_place_was_found(self):
        place, _new, second = self.ended(seats=1)
        self.enroll(self.member, self.make_template(weekday="3"), "2026-11-26")
        second.action_present()
        self.assertIn("tell the office", self.told())
        self.assertIn("stays", self.member.message_ids[1].body)
        self.assertTrue(self.member.partner_id.activity_ids)
        self.assertTrue(place.end_reason)

    def test_an_end_that_nobody_used_is_taken_back_whole(self):
        place, new, second = self.ended(seats=1)
        new.unlink()
        second.action_present()
        self.assertFalse(place.date_to or place.dropped_on)


@tagged("post_install", "-at_install")
class TestPlanningDecidesNothing(ShiftCase):
    """What a fixed place will bring does not depend on how far ahead a job has planned."""

    policy_preset = "supercoop_berlin"

    def setUp(self):
        super().setUp()
        self.freeze("2026-01-05")
        self.template = self.make_template(seats=1)
        self.member = self.make_member("Newcomer", joined_on="2026-01-05")
        self.enroll(self.member, self.template, "2026-01-05")
        self.env["coop.work.correction"].create(
            {
                "member_id": self.member.id,
                "date": "2026-01-05",
                "counter": "balance",
                "amount": -4,
                "reason": "from before",
            }
        )

    def test_a_place_rescues_whether_or_not_its_shifts_are_planned(self):
        before = self.standings(self.member)
        self.assertNotIn("frozen", [name for day, name in before if day < "2026-02-01"])
        self.env["coop.planning"]._plan(self.company)
        self.assertTrue(self.member.assignment_ids)
        self.member._coop_refresh_standings()
        self.assertEqual(self.standings(self.member), before)
        self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])

    def test_a_day_on_which_the_shop_is_closed_rescues_nobody(self):
        open_days = self.standings(self.member)
        self.env["coop.shop.holiday"].create(
            {
                "name": "Works",
                "company_id": self.company.id,
                "date_from": "2026-01-12",
                "date_to": "2026-12-31",
            }
        )
        self.member._coop_refresh_standings()
        self.assertNotEqual(self.standings(self.member), open_days)
        self.assertIn("frozen", [name for _day, name in self.standings(self.member)])

    def test_a_leave_makes_them_wait(self):
        self.make_leave(self.member, "exemption", "2026-02-01", "2026-04-01")
        before = self.standings(self.member)
        self.env["coop.planning"]._plan(self.company)
        self.member._coop_refresh_standings()
        self.assertEqual(self.standings(self.member), before)

    def frozen(self):
        """The days between which the member is frozen."""
        rows = self.env["coop.standing"].search([("member_id", "=", self.member.id)])
        return [
            (row.date_from, row.date_end or date.max)
            for row in rows.sorted("date_from")
            if row.standing == "frozen"
        ]

    def past(self):
        """The standings of the days before today."""
        today = self.company._coop_today()
        rows = self.env["coop.standing"].search([("member_id", "=", self.member.id)])
        return [
            (row.date_from, min(row.date_end or today, today), row.standing)
            for row in rows.sorted("date_from")
            if row.date_from < today
        ]

    def test_the_days_before_a_place_ended_stay(self):
        """Its shifts to come helped until then, whoever ends or deletes the place."""
        self.env["coop.planning"]._plan(self.company)
        self.freeze("2026-01-26")
        place = self.member.enrollment_ids
        for what_ends in (lambda: place.write({"date_to": "2026-01-25"}), place.unlink):
            before = self.past()
            what_ends()
            self.env.flush_all()
            self.env.cr.precommit.run()
            self.assertEqual(self.past(), before)
            self.assertEqual(self.frozen()[0][0], date(2026, 1, 26))
            self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])

    def test_an_end_that_is_taken_back_helps_from_then_on(self):
        self.freeze("2026-01-26")
        place = self.member.enrollment_ids
        place.date_to = "2026-01-25"
        self.freeze("2026-02-02")
        before = self.past()
        place.date_to = False
        self.assertEqual(self.past(), before)
        self.assertIn((date(2026, 1, 26), date(2026, 2, 2), "frozen"), before)

    def test_a_shift_that_was_given_up_helps_again_once_it_is_booked_again(self):
        """The way back of somebody frozen may be the very shift that the freeze has cancelled."""
        self.member.enrollment_ids.date_to = "2026-01-09"
        self.freeze("2026-01-10")
        shifts = [self.make_shift(f"2026-02-{day:02}") for day in (9, 16)]
        for shift in shifts:
            self.env["coop.assignment"].create(
                {"member_id": self.member.id, "shift_id": shift.id, "origin": "booking"}
            )
        rows = self.member.assignment_ids
        self.freeze("2026-01-13")
        rows.write({"state": "cancelled"})
        before = self.past()
        self.freeze("2026-01-20")
        self.assertEqual(self.frozen(), [(date(2026, 1, 16), date(9999, 12, 31))])
        before = self.past()
        rows.write({"state": "expected"})
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(self.past(), before)
        self.assertEqual(rows.mapped("state"), ["expected", "expected"])
        self.assertEqual(self.frozen()[0], (date(2026, 1, 16), date(2026, 1, 20)))


@tagged("post_install", "-at_install")
class TestTakenBack(ShiftCase):
    """What was decided, and taken back before it began, was decided until then."""

    def standing_on(self, day):
        day = date.fromisoformat(day)
        rows = self.env["coop.standing"].search([("member_id", "=", self.member.id)])
        covering = rows.filtered(lambda row: row.date_from <= day < (row.date_end or date.max))
        return covering.standing

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-02")

    def test_a_place_taken_back_before_it_began(self):
        self.enroll(self.member, self.make_template(), "2026-12-07", decided_on="2026-11-02")
        place = self.member.enrollment_ids
        self.freeze("2026-11-16")
        place.withdrawn_on = "2026-11-16"
        self.assertFalse(self.member.enrollment_ids)
        found = [self.standing_on(f"2026-{day}") for day in ("11-01", "11-02", "11-15", "11-16")]
        self.assertEqual(found, ["unsubscribed", "up_to_date", "up_to_date", "unsubscribed"])
        self.assertEqual(self.standing_on("2026-12-08"), "unsubscribed")

    def test_its_seat_is_free_again(self):
        template = self.make_template(seats=1)
        self.enroll(self.member, template, "2026-12-07")
        self.member.enrollment_ids.withdrawn_on = "2026-11-02"
        other = self.make_member("Other")
        self.enroll(other, template, "2026-12-07")
        self.assertEqual(other.enrollment_ids.seat, 1)

    def test_one_that_has_begun_is_ended(self):
        self.enroll(self.member, self.make_template(), "2026-10-05")
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.member.enrollment_ids.withdrawn_on = "2026-11-02"
            self.env.flush_all()

    def test_a_leave_without_end_kept_the_membership_until_it_was_given_one(self):
        leave = self.make_leave(self.member, "temporary", "2026-09-01", False)
        self.freeze("2026-11-16")
        leave.date_to = "2026-12-31"
        found = [self.standing_on(f"2026-{day}") for day in ("10-01", "11-15", "11-16")]
        self.assertEqual(found, ["on_leave", "on_leave", "unsubscribed"])


@tagged("post_install", "-at_install")
class TestTwoMemberships(DutyCase):
    """RULES.md 3: who comes back has both memberships' histories."""

    def lines(self, member):
        rows = member.work_entry_ids.sorted(lambda row: (row.date, row.id))
        return [(row.date, row.counter, row.amount) for row in rows]

    def periods(self, member):
        rows = self.env["coop.standing"].search([("member_id", "=", member.id)])
        return [(row.date_from, row.date_end, row.standing) for row in rows.sorted("date_from")]

    def come_and_go(self, preset):
        self.freeze("2024-01-08")
        company = self.co_op(preset)
        member = self.owner(company, "2024-01-08")
        for day in ("2024-02-12", "2024-04-15", "2024-07-08"):
            self.freeze(day)
            self.run_job(company)
        self.give_back(member, "2024-07-31")
        self.freeze("2025-06-02")
        self.run_job(company)
        return member

    def give_back(self, member, day):
        self.freeze(day)
        vals = {"member_id": member.id, "type_id": self.worker.id, "date": day, "quantity": -1}
        vals |= {"amount": -10, "kind": "refund", "key": f"{member.id} back"}
        member.env["coop.share.entry"].create(vals)
        member._coop_leave(date.fromisoformat(day), "left")

    def test_coming_back_leaves_the_first_membership_as_it_was(self):
        for preset in ("elefan", "supercoop_berlin", "park_slope"):
            with self.subTest(preset=preset):
                member = self.come_and_go(preset)
                lines, periods = self.lines(member), self.periods(member)
                self.assertTrue(lines and periods)
                self.buy(member, "2025-06-02")
                member._coop_join(date(2025, 6, 2))
                member._coop_refresh_standings()
                self.assertEqual(self.lines(member)[: len(lines)], lines)
                self.assertEqual(self.periods(member)[: len(periods)], periods)


@tagged("post_install", "-at_install")
class TestLedgersHoldNumbers(ShiftCase):
    """What is no number, and what has no end, is refused by the database."""

    def test_no_ledger_takes_infinity_or_nan(self):
        member = self.make_member("Infinite")
        fixed = {"member_id": member.id, "counter": "abcd", "date": "2026-01-05", "reason": "test"}
        more = {"company_id": member.company_id.id, "source": "test", "key": "test"}
        for table, vals in {"coop_work_entry": fixed | more, "coop_work_correction": fixed}.items():
            for amount in ("NaN", "Infinity", "-Infinity"):
                row = {**vals, "amount": amount}
                names, values = SQL(", ").join(map(SQL.identifier, row)), tuple(row.values())
                with (
                    self.subTest(amount=amount, table=table),
                    mute_logger("odoo.sql_db"),
                    self.assertRaises(CheckViolation),
                    self.env.cr.savepoint(),
                ):
                    insert = SQL("INSERT INTO %s (%s)", SQL.identifier(table), names)
                    self.env.cr.execute(SQL("%s VALUES %s", insert, values))
