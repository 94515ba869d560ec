"""Real connections at once: nothing is lost or doubled."""

import itertools
import threading
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.coop_membership.tests.at_once import AtOnce

from .common import ShiftBuilders, unlike_facts

ROUNDS = 10
SERIAL = itertools.count(7)


class Committed(ShiftBuilders):
    """Builders that write for good, in the main company."""

    @classmethod
    def build(cls, env):
        cls.company = env.ref("base.main_company")
        cls.env = env(context={**env.context, "allowed_company_ids": cls.company.ids})
        cls.company = cls.company.with_env(cls.env)
        cls._coop_serial = next(SERIAL) * 1000
        cls.policy = cls.env["coop.work.policy"]._load_preset("la_louve", cls.company)
        types = cls.env["coop.share.type"].with_context(active_test=False).search([])
        cls.type_a = cls.make_share_type("A", is_worker=True, minimum=10)
        cls.new_types = (cls.type_a - types).ids
        cls.till = cls.make_role("Till")
        return cls


class Races(AtOnce, BaseCase):
    """Each test makes a co-op that is committed, races on it, and removes it."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.connection() as env:
            made = Committed.build(env)
            template = made.make_template(seats=1, date_from="2020-01-06")
            member = made.make_member("Une")
            made.enroll(member, template)
            flyers = [made.make_member(f"Volante {n}") for n in range(2)]
            for flyer in flyers:
                made.enroll(flyer, date_from="2020-01-06")
            self.ids = {
                "company": made.company.id,
                "template": template.id,
                "member": member.id,
                "flyers": [flyer.id for flyer in flyers],
                "role": made.till.id,
                "types": made.new_types,
                "policy": made.policy.id,
                "versions": made.policy.version_ids.ids,
            }
        self.addCleanup(self.clean)

    @contextmanager
    def connection(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if hasattr(self, "ids"):
                company = self.ids["company"]
                env = env(context={"allowed_company_ids": [company]})
            yield env
            env.flush_all()

    def clean(self):
        """Take everything away that was committed; the ledger's trigger is lifted for it."""
        members = [self.ids["member"], *self.ids["flyers"]]
        with self.registry.cursor() as cr:
            cr.execute("ALTER TABLE coop_work_entry DISABLE TRIGGER USER")
            cr.execute("ALTER TABLE coop_share_entry DISABLE TRIGGER USER")
            cr.execute(
                "SELECT DISTINCT shift_id FROM coop_assignment WHERE member_id = ANY(%s) "
                "UNION SELECT id FROM coop_shift WHERE template_id = %s "
                "UNION SELECT shift_id FROM coop_shift_seat WHERE role_id = %s",
                (members, self.ids["template"], self.ids["role"]),
            )
            shifts = [row[0] for row in cr.fetchall() if row[0]]
            cr.execute("DELETE FROM coop_shift_seat WHERE role_id = %s", (self.ids["role"],))
            for table in (
                "coop_standing",
                "coop_work_entry",
                "coop_assignment",
                "coop_enrollment",
                "coop_share_entry",
            ):
                cr.execute(f"DELETE FROM {table} WHERE member_id = ANY(%s)", (members,))
            cr.execute("DELETE FROM coop_shift WHERE id = ANY(%s)", (shifts,))
            cr.execute("DELETE FROM coop_member WHERE id = ANY(%s)", (members,))
            cr.execute("DELETE FROM coop_shift_template WHERE id = %s", (self.ids["template"],))
            cr.execute("DELETE FROM coop_share_type WHERE id = ANY(%s)", (self.ids["types"],))
            cr.execute("DELETE FROM coop_shift_role WHERE id = %s", (self.ids["role"],))
            cr.execute(
                "DELETE FROM coop_work_policy_version WHERE policy_id = %s AND NOT id = ANY(%s)",
                (self.ids["policy"], self.ids["versions"]),
            )
            cr.execute("ALTER TABLE coop_work_entry ENABLE TRIGGER USER")
            cr.execute("ALTER TABLE coop_share_entry ENABLE TRIGGER USER")
        self.registry.clear_all_caches()

    def count(self, query, *params):
        with self.registry.cursor() as cr:
            cr.execute(query, params)
            return cr.fetchone()[0]

    def make_shift(self, day="2026-01-05", state="expected", member=None):
        with self.connection() as env:
            shift = env["coop.shift"].create(
                {
                    "company_id": self.ids["company"],
                    "start": f"{day} 09:00:00",
                    "stop": f"{day} 12:00:00",
                }
            )
            row = env["coop.assignment"].create(
                {
                    "shift_id": shift.id,
                    "member_id": member or self.ids["member"],
                    "origin": "enrollment",
                    "state": state,
                }
            )
            return row.id


@tagged("post_install", "-at_install")
class TestConcurrency(Races):
    """The races of this addon."""

    def test_two_generations_at_once(self):
        def plan(env):
            return env["coop.planning"]._plan(env["res.company"].browse(self.ids["company"]))

        for _round in range(ROUNDS):
            results = self.race(plan, plan)
            self.assertNotIn(AssertionError, map(type, results))
            doubled = self.count(
                "SELECT count(*) FROM (SELECT 1 FROM coop_shift WHERE template_id = %s "
                "GROUP BY occurrence HAVING count(*) > 1) d",
                self.ids["template"],
            )
            self.assertEqual(doubled, 0)
        planned = self.count(
            "SELECT count(*) FROM coop_shift WHERE template_id = %s", self.ids["template"]
        )
        seated = self.count(
            "SELECT count(*) FROM coop_assignment WHERE member_id = %s", self.ids["member"]
        )
        self.assertGreaterEqual(planned, 2)
        self.assertEqual(planned, seated)

    def test_two_people_for_the_last_seat(self):
        for _round in range(ROUNDS):
            with self.connection() as env:
                start = env["res.company"].browse(self.ids["company"])._coop_today()
                shift = env["coop.shift"].create(
                    {
                        "company_id": self.ids["company"],
                        "start": f"{start} 23:00:00",
                        "stop": f"{start} 23:30:00",
                        "seat_ids": [(0, 0, {"role_id": self.ids["role"], "seats": 1})],
                    }
                )
                shift.start = shift.start.replace(minute=_round)
                shift_id = shift.id

            def take(member_id, shift_id=shift_id):
                def work(env):
                    seats = (
                        env["coop.shift"]
                        .browse(shift_id)
                        ._free_seat_numbers(env["coop.shift.role"].browse(self.ids["role"]))
                    )
                    if not seats:
                        return "full"
                    row = env["coop.assignment"]._take_seat(
                        env["coop.member"].browse(member_id),
                        env["coop.shift"].browse(shift_id),
                        env["coop.shift.role"].browse(self.ids["role"]),
                        seats[0],
                    )
                    return "taken" if row else "full"

                return work

            results = self.race(*(take(id_) for id_ in self.ids["flyers"]))
            self.assertEqual(sorted(map(str, results)), ["full", "taken"])
            with self.registry.cursor() as cr:
                cr.execute("DELETE FROM coop_assignment WHERE shift_id = %s", (shift_id,))

    def test_attendance_recorded_twice_at_once(self):
        for number in range(ROUNDS):
            row_id = self.make_shift(f"2025-{number + 1:02}-05")

            def absent(env, row_id=row_id):
                env["coop.assignment"].browse(row_id).action_absent()
                return "done"

            self.assertEqual(self.race(absent, absent), ["done", "done"])
            lines = self.count(
                "SELECT count(*) FROM coop_work_entry WHERE source LIKE %s",
                f"attendance:{row_id}:%",
            )
            self.assertEqual(lines, 1)

    def test_a_shift_closed_twice_at_once(self):
        """Two coordinators close the same sheet; one says who was absent meanwhile."""
        for number in range(ROUNDS):
            row_id = self.make_shift(f"2024-{number + 1:02}-05", member=self.ids["member"])
            with self.connection() as env:
                shift_id = env["coop.assignment"].browse(row_id).shift_id.id

            def close(state, row_id=row_id, shift_id=shift_id):
                def work(env):
                    env["coop.assignment"].browse(row_id)._record(state)
                    env["coop.shift"].browse(shift_id).action_close()
                    return "done"

                return work

            self.assertEqual(self.race(close("absent"), close("excused")), ["done", "done"])
            last, closed = self.count(
                "SELECT ARRAY[a.state, s.state] FROM coop_assignment a "
                "JOIN coop_shift s ON s.id = a.shift_id WHERE a.id = %s",
                row_id,
            )
            self.assertEqual(closed, "closed")
            owed = self.count(
                "SELECT sum(amount) FROM coop_work_entry WHERE source LIKE %s",
                f"attendance:{row_id}:%",
            )
            self.assertEqual(owed, {"absent": -2, "excused": -1}[last])

    def test_two_facts_of_one_member_at_once(self):
        """Two make-ups that together clear a debt: neither transaction sees the other's fact, and
        neither alone changes the standing, so no row of it makes them meet."""
        absence = self.make_shift("2026-01-05")
        with self.connection() as env:
            env["coop.assignment"].browse(absence).action_absent()
        rows = [self.make_shift(f"2026-01-{day}") for day in ("12", "13")]
        with self.connection() as env:
            env["coop.assignment"].browse(rows).write({"origin": "make_up"})
        both_look = threading.Barrier(2)

        def worked(row_id):
            first = [True]

            def work(env):
                env.cr.execute("SELECT count(*) FROM coop_work_entry")  # the snapshot is taken
                if first.pop() if first else False:
                    both_look.wait(timeout=20)
                env["coop.assignment"].browse(row_id).action_present()
                return "done"

            return work

        self.assertEqual(self.race(*map(worked, rows)), ["done", "done"])
        with self.connection() as env:
            company = env["res.company"].browse(self.ids["company"])
            self.assertEqual(env["coop.standing"]._rebuild(company, store=False), [])
            self.assertEqual(unlike_facts(company), [])
            member = env["coop.member"].browse(self.ids["member"])
            self.assertEqual(member.coop_standing, "up_to_date")

    def test_debits_from_two_workers_at_once(self):
        def debit(env):
            return env["coop.cycle.debit"]._run(env["res.company"].browse(self.ids["company"]))

        results = self.race(debit, debit)
        self.assertNotIn(AssertionError, map(type, results))
        doubled = self.count(
            "SELECT count(*) FROM (SELECT 1 FROM coop_work_entry WHERE member_id = ANY(%s) AND "
            "reason = 'debit' AND reverses IS NULL GROUP BY member_id, date HAVING count(*) > 1) d",
            self.ids["flyers"],
        )
        self.assertEqual(doubled, 0)

    def test_a_policy_changes_while_a_shift_closes(self):
        for number in range(ROUNDS):
            row_id = self.make_shift(f"2025-{number + 1:02}-05")

            def absent(env, row_id=row_id):
                env["coop.assignment"].browse(row_id).action_absent()
                return "done"

            def change(env, number=number):
                policy = env["coop.work.policy"].browse(self.ids["policy"])
                data = policy.version_ids[0].params
                env["coop.work.policy.version"].create(
                    {"policy_id": policy.id, "date_from": f"203{number}-01-01", "params": data}
                )
                return "done"

            self.assertEqual(self.race(absent, change), ["done", "done"])
            self.registry.clear_all_caches()
            with self.connection() as env:
                company = env["res.company"].browse(self.ids["company"])
                self.assertEqual(env["coop.standing"]._rebuild(company, store=False), [])
