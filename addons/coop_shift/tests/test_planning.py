"""The planning: whatever is missing is planned, once, and what someone changed stays."""

from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ShiftCase, utc_hours


@tagged("post_install", "-at_install")
class TestPlanning(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")  # a Monday, week B of La Louve
        self.template = self.make_template(week=1, date_from="2026-11-23")
        self.place = self.enroll(self.member, self.template, "2026-11-01")
        self.planning = self.env["coop.planning"]

    def plan(self, *days):
        return self.planning._plan(self.company, *(date.fromisoformat(day) for day in days))

    def shifts(self):
        return self.env["coop.shift"].search([("template_id", "=", self.template.id)])

    def mine(self, member=None):
        member = member or self.member
        return self.env["coop.assignment"].search([("member_id", "=", member.id)]).sorted("start")

    def test_the_next_cycles_are_planned(self):
        self.plan()
        days = self.shifts().mapped("occurrence")
        self.assertEqual(days, [date(2026, 11, 23), date(2026, 12, 21), date(2027, 1, 18)])
        self.assertEqual(self.mine().mapped("state"), ["expected"] * 3)
        self.assertEqual(self.mine().mapped("seat"), [1, 1, 1])

    def test_the_daily_job_plans_and_debits(self):
        flying = self.make_member("Volante")
        self.enroll(flying, date_from="2026-11-20")
        self.freeze("2026-12-15")
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("coop_shift.cron_plan").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.shifts())
        self.assertEqual(self.balance(flying, "flying"), -2)

    def test_planning_twice_plans_once(self):
        self.assertEqual(self.plan(), (3, 3))
        self.assertEqual(self.plan(), (0, 0))

    def test_what_was_missed_is_caught_up(self):
        self.plan()
        self.freeze("2027-03-01")
        self.plan()
        days = self.shifts().mapped("occurrence")
        self.assertIn(date(2027, 2, 15), days, "the Monday that nobody planned")
        self.assertEqual(len(days), len(set(days)))

    def test_a_53_week_year_keeps_the_letters(self):
        """2026 has 53 ISO weeks: week B begins on 2026-12-21 and then on 2027-01-18."""
        self.template.date_from = "2026-12-01"
        self.plan("2026-12-01", "2027-02-28")
        self.assertEqual(
            self.shifts().mapped("occurrence"),
            [date(2026, 12, 21), date(2027, 1, 18), date(2027, 2, 15)],
        )

    def test_changed_shifts_are_not_touched(self):
        self.plan()
        moved, cancelled = self.shifts()[:2]
        moved.write({"start": "2026-11-24 06:00:00", "stop": "2026-11-24 09:00:00"})
        cancelled.action_cancel()
        self.plan()
        self.assertEqual(len(self.shifts()), 3)
        self.assertEqual(moved.start, datetime(2026, 11, 24, 6))
        self.assertEqual(cancelled.state, "cancelled")

    def test_hours_stay_local_over_summer_time(self):
        for zone, utc in {
            "Europe/Paris": (9.75, 8.75),
            "America/New_York": (15.75, 14.75),
            "Pacific/Kiritimati": (20.75, 20.75),
        }.items():
            self.company._coop_move_to_zone(zone)
            template = self.make_template(weekday="2", date_from="2027-01-01")
            self.plan("2027-01-01", "2027-12-31")
            shifts = self.env["coop.shift"].search([("template_id", "=", template.id)])
            with self.subTest(zone=zone):
                self.assertEqual({s.hours for s in shifts}, {"10:45–13:45"})
                self.assertEqual({s.day for s in shifts}, set(shifts.mapped("occurrence")))
                hours = {s.start.hour + s.start.minute / 60 for s in shifts}
                self.assertEqual(hours, set(utc))

    def test_sql_and_python_agree_on_the_hours(self):
        templates = self.env["coop.shift.template"]
        for week in range(4):
            templates |= self.make_template(weekday="6", hour_from=2.5, hour_to=3.5, week=week)
        self.plan("2026-12-01", "2027-11-30")
        shifts = self.env["coop.shift"].search([("template_id", "in", templates.ids)])
        self.assertGreater(len(shifts), 50)
        for shift in shifts:
            start, stop = utc_hours(shift.template_id, shift.occurrence)
            self.assertEqual((shift.start, shift.stop), (start, stop), shift.occurrence)

    def test_closed_days_have_no_shift(self):
        self.env["coop.shop.holiday"].create(
            {
                "name": "Christmas",
                "company_id": self.company.id,
                "kind": "closed",
                "date_from": "2026-12-21",
                "date_to": "2026-12-27",
            }
        )
        self.plan()
        self.assertNotIn(date(2026, 12, 21), self.shifts().mapped("occurrence"))

    def test_closing_afterwards_cancels_and_opening_again_restores(self):
        self.plan()
        shift = self.shifts().filtered(lambda s: s.occurrence == date(2026, 12, 21))
        holiday = self.env["coop.shop.holiday"].create(
            {
                "name": "Christmas",
                "company_id": self.company.id,
                "kind": "closed",
                "date_from": "2026-12-21",
                "date_to": "2026-12-21",
            }
        )
        self.assertEqual(shift.state, "cancelled")
        holiday.unlink()
        self.assertEqual(shift.state, "planned")

    def test_an_absence_on_a_day_closed_afterwards_costs_nothing(self):
        self.assign(self.member, "2026-11-23").action_absent()
        self.assertEqual(self.verdict(self.member).code, "alert")
        self.env["coop.shop.holiday"].create(
            {
                "name": "Power cut",
                "company_id": self.company.id,
                "kind": "closed",
                "date_from": "2026-11-23",
                "date_to": "2026-11-23",
            }
        )
        self.assertEqual(self.balance(self.member), 0)
        self.assertEqual(self.verdict(self.member).code, "ok")

    def test_enrolling_puts_a_member_on_the_planned_shifts(self):
        self.plan()
        late = self.make_member("Arrivée")
        place = self.enroll(late, self.template, "2026-12-01")
        self.assertEqual(len(self.mine(late)), 2)
        self.assertEqual(self.mine(late).mapped("seat"), [2, 2])
        place.date_to = "2026-12-31"
        self.assertEqual(self.mine(late).shift_id.mapped("occurrence"), [date(2026, 12, 21)])
        place.date_to = False
        self.assertEqual(len(self.mine(late)), 2)

    def test_a_full_template_says_so(self):
        self.enroll(self.make_member("Deux"), self.template)
        with self.assertRaisesRegex(UserError, "no free seat"):
            self.enroll(self.make_member("Trois"), self.template)

    def test_a_seat_booked_before_is_not_taken_away(self):
        self.plan()
        shift = self.shifts()[1]
        guest = self.make_member("Volant")
        self.assign(guest, shift, origin="booking", role_id=self.till.id, seat=2)
        late = self.make_member("Arrivée")
        self.enroll(late, self.template, "2026-12-01")
        seats = {row.member_id: row.seat for row in shift.assignment_ids}
        self.assertEqual(seats[guest], 2)
        self.assertIn(late, seats, "expected all the same, above the number of seats")

    def test_two_absences_free_the_seat_and_the_coming_shifts(self):
        self.plan()
        self.freeze("2026-12-21")
        first, second, _third = self.mine()
        first.action_absent()
        second.action_absent()
        self.assertEqual(self.place.dropped_on, date(2026, 12, 21))
        self.assertEqual(len(self.mine()), 2)
        second.action_present()
        self.assertFalse(self.place.dropped_on)
        self.assertEqual(len(self.mine()), 3)


@tagged("post_install", "-at_install")
class TestCycleDebits(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-15")
        self.flying = self.make_member("Volante")
        self.enroll(self.flying, date_from="2026-11-01")
        self.debits = self.env["coop.cycle.debit"]

    def entries(self, member=None):
        rows = self.env["coop.work.entry"].search([("member_id", "=", (member or self.flying).id)])
        return rows.sorted(lambda row: (row.date, row.id)).mapped(lambda r: (str(r.date), r.amount))

    def test_standings_know_the_debit_before_anyone_writes_it(self):
        self.assertEqual(
            self.standings(self.flying)[-3:],
            [("2026-11-16", "alert"), ("2026-12-14", "suspended"), ("2027-02-09", "unsubscribed")],
        )

    def test_debited_once_whatever_happens(self):
        self.freeze("2026-11-17")
        self.assertEqual(self.debits._run(self.company), 1)
        self.assertEqual(self.debits._run(self.company), 0)
        self.flying._coop_refresh_standings()
        self.assertEqual(self.entries(), [("2026-11-16", -2)])

    def test_late_debits_are_caught_up(self):
        self.freeze("2027-01-20")
        self.debits._run(self.company)
        self.assertEqual(
            self.entries(),
            [("2026-11-16", -2), ("2026-12-14", -2), ("2027-01-11", -2)],
        )
        self.flying._coop_refresh_standings()
        self.assertEqual(len(self.entries()), 3)

    def test_batch_and_single_say_the_same(self):
        self.freeze("2027-03-10")
        people = [self.flying]
        for name, credit in (("Une avance", 1), ("Trois avances", 3), ("Une dette", -1)):
            member = self.make_member(name)
            people.append(member)
            self.env["coop.work.correction"].create(
                {
                    "member_id": member.id,
                    "date": "2026-10-02",
                    "counter": "flying",
                    "amount": credit,
                    "reason": "opening",
                }
            )
            self.enroll(member, date_from="2026-10-01")
        self.flying._coop_refresh_standings()
        alone = [self.entries(member) for member in people]
        self.env.cr.execute(
            "ALTER TABLE coop_work_entry DISABLE TRIGGER USER;"
            "DELETE FROM coop_work_entry WHERE reason = 'debit' AND company_id = %s;"
            "ALTER TABLE coop_work_entry ENABLE TRIGGER USER;"
            "DELETE FROM coop_work_account WHERE company_id = %s",
            (self.company.id, self.company.id),
        )
        self.env.invalidate_all()
        self.debits._run(self.company)
        self.assertEqual([self.entries(member) for member in people], alone)
        self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])

    def test_reduced_debit_on_request(self):
        self.env["coop.debit.request"].create({"member_id": self.flying.id, "date": "2026-11-20"})
        self.freeze("2026-11-17")
        self.debits._run(self.company)
        self.assertEqual(self.entries(), [("2026-11-16", -1)])

    def test_no_debit_on_leave(self):
        self.make_leave(self.flying, "temporary", "2026-11-16", "2027-01-31")
        self.freeze("2027-01-20")
        self.debits._run(self.company)
        self.assertEqual(self.entries(), [])

    def test_abcd_members_are_not_debited(self):
        self.enroll(self.member, self.make_template())
        self.freeze("2026-11-17")
        self.debits._run(self.company)
        self.assertEqual(self.entries(self.member), [])
