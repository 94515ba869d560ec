"""The daily job and the derivation say the same of what is owed, and of who loses a place."""

import random
from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.coop_shift.models.coop_standing import periods
from odoo.addons.coop_shift.rules import credits, standing
from odoo.addons.coop_shift.rules.keep import FORESEEN
from odoo.addons.coop_shift.rules.policy import preset_data, preset_names

from .common import ShiftCase


class DutyCase(ShiftCase):
    def co_op(self, name):
        """A co-op of its own with the rules of a preset, in an environment of its own."""
        company = self.env["res.company"].create({"name": f"Co-op {name}"})
        self.env.user.company_ids |= company
        env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        env["coop.work.policy"]._load_preset(name, company.with_env(env))
        self.worker = env["coop.share.type"].create(
            {"name": "A", "code": "A", "value": 10, "is_worker": True, "company_id": company.id}
        )
        return company.with_env(env)

    def owner(self, company, joined="2026-01-05", name="Someone"):
        """A member with worker shares and no place."""
        member = company.env["coop.member"].create(
            {"name": name, "joined_on": joined, "company_id": company.id}
        )
        self.buy(member, joined)
        return member

    def buy(self, member, day):
        member.env["coop.share.entry"].create(
            {
                "member_id": member.id,
                "type_id": self.worker.id,
                "date": day,
                "quantity": 1,
                "amount": 10,
                "kind": "subscription",
                "key": f"{member.id} {day}",
            }
        )

    def book(self, company, member, day):
        env = company.env
        start = {"start": f"{day} 06:00:00", "stop": f"{day} 09:00:00"}
        shift = env["coop.shift"].create({**start, "company_id": company.id})
        return env["coop.assignment"].create(
            {"shift_id": shift.id, "member_id": member.id, "origin": "booking"}
        )

    def run_job(self, company):
        """What the daily job does for a co-op."""
        company.env["coop.member"]._coop_ends_reached(company)
        company.env["coop.planning"]._plan(company)
        company.env["coop.cycle.debit"]._run(company)

    def assert_as_derived(self, company, members):
        """Stored ledgers, and standings as far as debits are foreseen, are what the rules make of
        the whole lives."""
        env = company.env
        today = company._coop_today()
        history = env["coop.work.policy"]._history(company)
        lives = env["coop.work.gather"]._facts(company, members.ids)
        stored = env["coop.work.entry"]._entries_of(members.ids)
        told = env["coop.standing"]._stored(members.ids)
        for id_, life in lives.items():
            made = credits.ledger(life, history, today + FORESEEN)
            due = [entry for entry in made.entries if entry.date <= today]
            right = periods(standing.timeline(life, history, today + FORESEEN))
            with self.subTest(day=today, member=env["coop.member"].browse(id_).name):
                self.assertEqual(credits.changes(stored[id_], due), [])
                self.assertEqual(known(told.get(id_, []), today), known(right, today))


def known(rows, today):
    """Standings until the last day for which debits are foreseen."""
    last = today + FORESEEN
    return [
        (start, end if end and end <= last else None, name)
        for start, end, name in rows
        if start <= last
    ]


@tagged("post_install", "-at_install")
class TestDuties(DutyCase):
    def test_sixty_weeks_without_an_enrollment(self):
        """Shares alone owe work: at Park Slope two cycles behind are suspended."""
        for name, last in (
            ("park_slope", "suspended"),
            ("supercoop_berlin", "frozen"),
            ("elefan", "alert"),
        ):
            with self.subTest(preset=name):
                self.freeze("2026-01-05")
                company = self.co_op(name)
                member = self.owner(company)
                for week in range(0, 61, 2):
                    self.freeze(date(2026, 1, 6) + timedelta(weeks=week))
                    self.run_job(company)
                self.assertGreaterEqual(len(member.work_entry_ids), 4)
                self.assertEqual(member.coop_standing, last)
                self.assert_as_derived(company, member)

    def test_the_daily_job_is_the_derivation(self):
        """Random members of every preset, with a place, without, and with one later."""
        for number, name in enumerate(preset_names()):
            with self.subTest(preset=name):
                self.live(name, random.Random(number))

    def live(self, name, chance):
        self.freeze("2026-01-05")
        company = self.co_op(name)
        members = company.env["coop.member"]
        for number in range(8):
            members |= self.owner(company, f"2026-01-{5 + number:02}", f"{name} {number}")
        day = date(2026, 1, 13)
        while day < date(2027, 2, 1):
            self.freeze(day)
            self.run_job(company)
            self.assert_as_derived(company, members)
            self.act(company, chance.choice(members), chance, day)
            day += timedelta(days=chance.choice((1, 7, 7, 15)))

    def act(self, company, member, chance, day):
        env = company.env
        what = chance.choice(
            ("place", "end", "attend", "attend", "book", "shares", "block", "correct")
        )
        if what == "place" and not member.enrollment_ids.filtered(lambda row: not row.date_to):
            regimes = [code for code, _name in env["coop.enrollment"]._selection_regime()]
            env["coop.enrollment"].create(
                {"member_id": member.id, "regime": chance.choice(regimes), "date_from": day}
            )
        elif what == "end":
            member._coop_end_places(day, "chance")
        elif what == "shares":
            self.buy(member, day)
        elif what == "book":
            later = day + timedelta(days=chance.choice((9, 30, 70)))
            self.book(company, member, later)
        elif what == "attend":
            self.book(company, member, day)._record(chance.choice(("present", "absent")))
        elif what == "block":
            self.make_block(member.partner_id, day, day + timedelta(days=40), company_id=company.id)
        elif what == "correct":
            env["coop.work.correction"].create(
                {
                    "member_id": member.id,
                    "counter": env["coop.work.policy"]._counters(company)[0][0],
                    "amount": chance.choice((-2, -1, 1, 2)),
                    "reason": "chance",
                }
            )


@tagged("post_install", "-at_install")
class TestVersions(DutyCase):
    """A version that begins in 2030 and has nothing in common with today's."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")

    def announce(self, company, name):
        data = preset_data(name)
        policy = company.env["coop.work.policy"].search([("company_id", "=", company.id)])
        policy.version_ids.create(
            {"policy_id": policy.id, "date_from": "2030-01-07", "params": data}
        )

    def test_what_is_chosen_and_shown_is_todays(self):
        """Other rules in 2030: until then new places, counters, cycles and leaves are as before."""
        company = self.co_op("la_louve")
        env = company.env
        places, policies = env["coop.enrollment"], env["coop.work.policy"]
        member = self.owner(company)
        wizard = env["coop.template.wizard"]

        def shown():
            return (
                places._default_regime(),
                policies._counters(company)[:2],
                wizard._default_date(),
                env["coop.shift.board"]._cycle(company),
            )

        before = shown()
        leave_type = env["coop.leave.type"].search([("code", "=", "temporary")])
        shift = env["coop.shift"].create(
            {"company_id": company.id, "start": "2027-02-01 09:00", "stop": "2027-02-01 12:00"}
        )
        row = env["coop.assignment"].create({"member_id": member.id, "shift_id": shift.id})
        self.announce(company, "elefan")
        self.assertEqual(shown(), before)
        self.assertIn("flying", dict(places._selection_regime()))
        env["coop.leave"].create(
            {
                "member_id": member.id,
                "type_id": leave_type.id,
                "date_from": "2027-01-01",
                "date_to": "2027-04-01",
                "state": "confirmed",
            }
        )
        self.assertEqual(row.state, "waiting", "leaves of today make shifts wait")

    def test_todays_debts_stay(self):
        company = self.co_op("park_slope")
        member = self.owner(company)
        self.run_job(company)
        owed = sum(member.work_entry_ids.mapped("amount"))
        self.assertLess(owed, -4)
        before = self.standings(member)
        self.announce(company, "la_louve")
        member._coop_refresh_standings()
        self.run_job(company)
        self.assertEqual(sum(member.work_entry_ids.mapped("amount")), owed)
        days = [row for row in self.standings(member) if row[0] < "2030"]
        self.assertEqual(days, before)


@tagged("post_install", "-at_install")
class TestFreeze(DutyCase):
    def test_a_freeze_that_comes_with_time_gives_the_shifts_back(self):
        """SuperCoop: at −5 with one shift booked, frozen on the eleventh day; nothing else
        happens that day."""
        self.freeze("2026-01-05")
        company = self.co_op("supercoop_berlin")
        member = self.owner(company)
        self.freeze("2026-02-03")
        self.run_job(company)
        owed = sum(member.work_entry_ids.mapped("amount"))
        company.env["coop.work.correction"].create(
            {"member_id": member.id, "counter": "balance", "amount": -5 - owed, "reason": "test"}
        )
        row = self.book(company, member, date(2026, 2, 20))
        for day, state in (("2026-02-13", "expected"), ("2026-02-14", "cancelled")):
            self.freeze(day)
            self.run_job(company)
            self.env.invalidate_all()
            with self.subTest(day=day):
                self.assertEqual(row.state, state)
                self.assertEqual(member.coop_standing == "frozen", state == "cancelled")
                self.assert_as_derived(company, member)


@tagged("post_install", "-at_install")
class TestSunk(DutyCase):
    """La Louve: a flying member whom a debit brings to −8 has no place any more."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-01-05")
        self.starts = (
            self.env["coop.work.policy"]
            ._history(self.company)
            .cycle_starts(date(2026, 1, 5), date(2026, 12, 1))
        )
        self.place = self.enroll(self.member, date_from="2026-01-05")

    def correct(self, amount, day="2026-01-05"):
        self.env["coop.work.correction"].create(
            {
                "member_id": self.member.id,
                "date": day,
                "counter": "flying",
                "amount": amount,
                "reason": "test",
            }
        )

    def run_on(self, day):
        self.freeze(day)
        self.run_job(self.company)
        self.env.invalidate_all()

    def assert_gone(self, day):
        self.assertEqual(self.place.dropped_on, day)
        after = str(day + timedelta(days=1))
        self.assertEqual(self.standings(self.member)[-1], (after, "unsubscribed"))
        self.assert_as_derived(self.company, self.member)
        lines = self.member.work_entry_ids
        self.assertFalse(lines.filtered(lambda line: line.date > day), "debits stop")
        self.assertFalse(lines.filtered("reverses"), "nothing was debited that had to be undone")

    def test_the_job_that_finds_eight_owed_ends_the_place(self):
        self.correct(-2)
        for day in self.starts[:2]:
            self.run_on(day)
        self.assertEqual(self.balance(self.member, "flying"), -6)
        self.assertFalse(self.place.dropped_on)
        for day in self.starts[2:5]:
            self.run_on(day)
            self.assertEqual(self.balance(self.member, "flying"), -8)
            self.assert_gone(self.starts[2])

    def test_at_seven_owed_the_place_stays(self):
        self.correct(-1)
        for day in self.starts[:3]:
            self.run_on(day)
        self.assertEqual(self.balance(self.member, "flying"), -7)
        self.assertFalse(self.place.dropped_on)
        self.assertEqual(self.member.coop_standing, "suspended")
        self.run_on(self.starts[3])
        self.assertEqual(self.balance(self.member, "flying"), -9)
        self.assert_gone(self.starts[3])

    def test_a_job_that_was_missed_for_months_stops_at_the_same_debit(self):
        self.run_on(self.starts[6])
        self.assertEqual(self.balance(self.member, "flying"), -8)
        self.assert_gone(self.starts[3])

    def test_an_absence_that_waits_counts_without_a_debit(self):
        """On leave nothing is debited, but the absence of before counts that evening."""
        self.correct(-7)
        self.freeze(self.starts[0] - timedelta(days=3))
        self.assign(self.member, self.starts[0] - timedelta(days=3), origin="booking")._record(
            "absent"
        )
        first = self.starts[0] - timedelta(days=1)
        self.make_leave(self.member, "temporary", first, first + timedelta(days=90))
        self.assertFalse(self.place.dropped_on)
        self.run_on(self.starts[0])
        self.assert_gone(self.starts[0])

    def test_a_fact_that_brings_eight_owed_ends_the_place(self):
        self.run_on(self.starts[0])
        self.correct(-6, self.starts[0])
        self.assert_gone(self.starts[0])

    def test_places_left_open_so_far_are_ended_and_their_debits_taken_back(self):
        self.run_on(self.starts[3])
        self.env.cr.execute(
            "UPDATE coop_enrollment SET dropped_on = NULL WHERE id = %s", [self.place.id]
        )
        self.env.invalidate_all()
        self.env["coop.standing"]._rebuild(self.company)
        self.assertEqual(self.place.dropped_on, self.starts[3])
