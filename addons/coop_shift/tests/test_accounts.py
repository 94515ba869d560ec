"""Checkpoints: what a fold goes on from, who is marked, and what differs from the facts."""

from datetime import date, timedelta
from itertools import pairwise

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ShiftCase, unlike_facts


class AccountCase(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.enroll(self.member, self.make_template(seats=3), "2026-01-05")
        self.env.flush_all()

    def account(self, member=None):
        accounts = self.env["coop.work.account"]
        accounts.invalidate_model()
        return accounts.search([("member_id", "=", (member or self.member).id)])

    def sql(self, query, *params):
        self.env.flush_all()
        self.env.cr.execute(query, params)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestCheckpoints(AccountCase):
    def test_a_fold_leaves_two_states(self):
        account = self.account()
        self.assertFalse(account.dirty_from)
        self.assertEqual(account.fresh["day"], "2026-11-22")
        self.assertEqual(account.settled["day"], "2026-09-24")

    def test_what_is_recorded_today_or_late_is_the_same(self):
        for day in ("2026-11-23", "2026-11-16", "2026-10-26", "2026-03-02"):
            self.assign(self.member, day).action_absent()
            self.assertFalse(self.account().dirty_from)
            self.assertEqual(unlike_facts(self.company), [])
            self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])

    def test_other_rules_make_the_states_worthless(self):
        before = self.account().rules
        self.company.coop_tz = self.company.coop_tz
        self.env["coop.work.policy.version"].create(
            {"policy_id": self.policy.id, "date_from": "2027-01-04", "params": {"changes": {}}}
        )
        self.assertNotEqual(self.account().rules, before)

    def test_the_order_of_the_rules_is_that_in_which_they_were_written(self):
        """The first regime is the default; the database would put the shorter name first."""
        self.policy.version_ids.params = {
            **self.policy.version_ids.params,
            "regimes": dict(sorted(self.policy.version_ids.params["regimes"].items())),
        }
        version = self.policy.version_ids
        names = ["weekly", "flying"]
        regimes = version.params["regimes"]
        params = {**version.params, "regimes": dict(zip(names, regimes.values(), strict=True))}
        other = version.new({"params": params, "source": False})
        self.assertEqual(list(other._with_source({"params": params})), ["params", "source"])
        version.flush_recordset()
        version.invalidate_recordset()
        self.assertEqual(list(version._data()["regimes"]), ["abcd", "flying"])


@tagged("post_install", "-at_install")
class TestForeseen(ShiftCase):
    def test_what_is_foreseen_later_than_it_is_sure_is_no_difference(self):
        """A debit that nobody has looked so far ahead for yet accuses no ledger."""
        self.freeze("2026-11-02")
        flyer = self.make_member("Flyer")
        self.enroll(flyer, date_from="2026-11-23", decided_on="2026-11-02")
        self.env.flush_all()
        self.env.cr.precommit.run()
        day, last = date(2026, 11, 2), self.standings(flyer)[-1]
        for later in range(1, 35):
            self.freeze(str(day + timedelta(days=later)))
            self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])
        whole = flyer.sudo()._coop_derived(self.company, self.history(), whole=True)
        self.assertNotEqual(whole[flyer.id].has[-1][2], last[1])

    def history(self):
        return self.env["coop.work.policy"]._history_of(self.company.id)


@tagged("post_install", "-at_install")
class TestWithoutRules(AccountCase):
    def test_a_co_op_without_rules_keeps_nobody_waiting(self):
        """Its accounts stay marked until it has rules; those of others are folded at once."""
        other = self.env["res.company"].create({"name": "No rules yet"})
        person = self.env["res.partner"].create({"name": "Somebody"})
        stranger = self.env["coop.member"].create(
            {"partner_id": person.id, "company_id": other.id, "number": 901}
        )
        self.sql("UPDATE coop_work_account SET dirty_from = '2026-01-01'")
        accounts = self.env["coop.work.account"]
        found = accounts._dirty_ids()
        self.assertIn(self.member.id, found)
        self.assertNotIn(stranger.id, found)
        self.assertTrue(self.account(stranger).dirty_from)


@tagged("post_install", "-at_install")
class TestMarks(AccountCase):
    """Whatever writes a fact, the account is marked from the first day that it touches."""

    def marked(self):
        return self.account().dirty_from

    def test_a_plain_statement_marks(self):
        row = self.assign(self.member, "2026-11-16")
        self.sql("UPDATE coop_assignment SET state = 'absent' WHERE id = %s", row.id)
        self.assertEqual(self.marked(), date(2026, 11, 16))

    def test_the_earliest_day_stays(self):
        for day in ("2026-11-09", "2026-11-16"):
            self.sql(
                "INSERT INTO coop_work_correction (member_id, company_id, date, counter, amount, "
                "reason, active) VALUES (%s, %s, %s, 'abcd', -1, 'test', true)",
                self.member.id,
                self.company.id,
                day,
            )
        self.assertEqual(self.marked(), date(2026, 11, 9))

    def test_what_bears_on_nothing_marks_nobody(self):
        row = self.assign(self.member, "2026-11-16")
        row.action_present()
        self.sql("UPDATE coop_assignment SET note = 'late train' WHERE id = %s", row.id)
        self.assertFalse(self.marked())

    def test_planning_marks_nobody(self):
        self.env["coop.planning"]._plan(self.company)
        self.assertTrue(self.member.assignment_ids)
        self.assertFalse(self.marked())

    def test_whoever_reads_gets_what_is_right(self):
        row = self.assign(self.member, "2026-11-16")
        self.sql("UPDATE coop_assignment SET state = 'absent' WHERE id = %s", row.id)
        self.assertEqual(self.verdict(self.member, "2026-11-23").code, "alert")

    def test_the_transaction_ends_with_all_folded(self):
        row = self.assign(self.member, "2026-11-16")
        row.with_context(coop_defer_standings=True).action_absent()
        self.env.flush_all()
        self.assertTrue(self.marked())
        self.env.cr.precommit.run()
        self.assertFalse(self.marked())
        self.assertEqual(self.balance(self.member), -2)

    def test_the_job_folds_what_is_marked(self):
        row = self.assign(self.member, "2026-11-16")
        self.sql("UPDATE coop_assignment SET state = 'absent' WHERE id = %s", row.id)
        with self.enter_registry_test_mode():
            self.env.ref("coop_shift.cron_fold").method_direct_trigger()
        self.assertFalse(self.marked())
        self.assertEqual(self.balance(self.member), -2)

    def test_one_fact_that_the_rules_do_not_know_stops_no_other(self):
        """The daily job goes on, and the manager is shown whom it could not fold."""
        others = [self.make_member(f"Autre {n}", joined="2026-01-05") for n in range(3)]
        for member in [self.member, *others]:
            row = self.assign(member, "2026-11-16", origin="make_up")
            self.sql("UPDATE coop_assignment SET state = 'present' WHERE id = %s", row.id)
        self.sql(
            "INSERT INTO coop_work_correction (member_id, company_id, date, counter, amount, "
            "reason, active) VALUES (%s, %s, '2026-11-16', 'nowhere', -1, 'test', true)",
            others[1].id,
            self.company.id,
        )
        with mute_logger("odoo.addons.coop_shift.models.coop_work_account"):
            self.env["coop.cycle.debit"]._run(self.company)
        self.assertIn("nowhere", self.account(others[1]).differs)
        for member in (self.member, others[0], others[2]):
            self.assertEqual(self.balance(member, "flying"), 1)
        with (
            mute_logger("odoo.addons.coop_shift.models.coop_work_account"),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("coop_shift.cron_fold").method_direct_trigger()
        self.assertTrue(self.account(others[1]).dirty_from)

    def test_every_table_of_facts_marks(self):
        """Each table that a gathering reads has its triggers, or is known to be no fact."""
        no_fact = {
            "coop_leave_type": "a code, the same for all",
            "coop_share_type": "who has it is folded again when it changes",
            "res_company": "its time zone is part of what the states are made with",
            "coop_work_entry": "derived",
        }
        self.env.cr.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s",
            [r"%\_marks\_%"],
        )
        marking = {row[0] for row in self.env.cr.fetchall()}
        asked = set()
        execute = type(self.env.cr).execute

        def noted(cursor, query, *args, **more):
            text = getattr(query, "code", query)
            words = str(text).replace("(", " ").split()
            asked.update(
                after
                for word, after in pairwise(words)
                if word.upper() in ("FROM", "JOIN") and after.startswith(("coop_", "res_"))
            )
            return execute(cursor, query, *args, **more)

        self.patch(type(self.env.cr), "execute", noted)
        self.env["coop.work.gather"]._facts(self.company, self.member.ids)
        self.assertIn("coop_assignment", asked)
        self.assertEqual({table.strip('"') for table in asked} - marking - no_fact.keys(), set())


@tagged("post_install", "-at_install")
class TestCompared(AccountCase):
    """A ledger that differs is shown first, then put right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.make_user("an.office", "coop_membership.group_office")
        cls.manager = cls.make_user("a.manager", "coop_membership.group_manager")

    def spoil(self):
        self.assign(self.member, "2026-11-16").action_absent()
        self.sql(
            "ALTER TABLE coop_work_entry DISABLE TRIGGER USER;"
            "DELETE FROM coop_work_entry WHERE member_id = %s;"
            "ALTER TABLE coop_work_entry ENABLE TRIGGER USER",
            self.member.id,
        )
        self.sql("UPDATE coop_standing SET standing = 'exempted'")

    def compared(self):
        return self.env["coop.work.account"]._compare(self.company, self.member.ids)

    def test_the_night_finds_it_and_touches_nothing(self):
        self.spoil()
        for day in range(28):
            self.freeze(f"2026-11-{day + 1:02}" if day < 23 else f"2026-10-{day - 22:02}")
            with self.enter_registry_test_mode():
                self.env.ref("coop_shift.cron_compare").method_direct_trigger()
        account = self.account()
        self.assertIn("Absent", account.differs)
        self.assertIn("Exempted", account.differs)
        self.assertEqual(self.balance(self.member), 0)

    def test_a_manager_puts_it_right(self):
        self.spoil()
        account = self.compared()
        self.assertEqual(account.differs_on, date(2026, 11, 23))
        account.with_user(self.manager).action_put_right()
        self.assertFalse(self.account().differs)
        self.assertEqual(self.balance(self.member), -2)
        self.assertEqual(unlike_facts(self.company), [])

    def test_nobody_else_does(self):
        self.spoil()
        account = self.compared()
        with self.assertRaises(AccessError):
            account.with_user(self.office).action_put_right()

    def test_what_is_right_again_is_no_longer_shown(self):
        self.spoil()
        self.compared()
        self.env["coop.standing"]._rebuild(self.company)
        self.assertFalse(self.compared())
        self.assertFalse(self.account().differs)


@tagged("post_install", "-at_install")
class TestOneRegime(AccountCase):
    def test_a_second_way_asks_to_end_the_first(self):
        place = self.member.enrollment_ids
        with self.assertRaisesRegex(UserError, "End that one"), self.env.cr.savepoint():
            self.enroll(self.member, date_from="2026-12-07")
        place.date_to = "2026-12-06"
        self.member.invalidate_recordset()
        self.enroll(self.member, date_from="2026-12-07")
        self.assertEqual(set(self.member.enrollment_ids.mapped("regime")), {"abcd", "flying"})

    def test_two_places_of_one_way_are_two_duties(self):
        self.enroll(self.member, self.make_template(weekday="3"), "2026-11-24")
        self.assertEqual(len(self.member.enrollment_ids), 2)

    def test_a_count_day_of_their_own(self):
        """Thursday of week B, say: the debits of a flying member fall on it."""
        flyer = self.make_member("Volante", joined="2026-11-01")
        place = self.enroll(flyer, date_from="2026-11-01")
        place.count_day = "2026-11-19"
        self.freeze("2026-12-20")
        self.env["coop.cycle.debit"]._run(self.company)
        entries = flyer.work_entry_ids
        nets = {
            str(day): sum(rows.mapped("amount")) for day, rows in entries.grouped("date").items()
        }
        days = sorted(day for day, net in nets.items() if net)
        self.assertEqual(days, ["2026-11-19", "2026-12-17"])
