"""Real connections at once: each seat has one holder, and whoever owes a shift still has it."""

import itertools
from contextlib import contextmanager
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.coop_membership.tests.at_once import AtOnce

from .common import SwapBuilders

ROUNDS = 6
SERIAL = itertools.count(50)
TABLES = (
    "coop_standing",
    "coop_work_entry",
    "coop_assignment",
    "coop_enrollment",
    "coop_share_entry",
)


class Committed(SwapBuilders):
    """Builders that write for good, in the main company."""

    @classmethod
    def build(cls, env):
        company = env.ref("base.main_company")
        cls.env = env(context={**env.context, "allowed_company_ids": company.ids})
        cls.company = company.with_env(cls.env)
        cls._coop_serial = next(SERIAL) * 1000
        cls.policy = cls.env["coop.work.policy"]._load_preset("la_louve", cls.company)
        types = cls.env["coop.share.type"].with_context(active_test=False).search([])
        cls.type_a = cls.make_share_type("A", is_worker=True, minimum=10)
        cls.new_types = (cls.type_a - types).ids
        cls.till = cls.make_role("Race till")
        return cls


@tagged("post_install", "-at_install")
class TestRaces(AtOnce, BaseCase):
    """Each test makes members and shifts that are committed, races on them, and removes them."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.company_id = None
        with self.connection() as env:
            made = Committed.build(env)
            today = made.company._coop_today()
            people = [made.make_member(f"Course {n}") for n in range(4)]
            for member in people:
                made.enroll(member, date_from=today)
            self.company_id = made.company.id
            self.people = [member.id for member in people]
            self.role, self.types = made.till.id, made.new_types
            self.shifts = [
                made.make_place(today + timedelta(days=5 + n), role=made.till, seats=1).id
                for n in range(4)
            ]
            clash = made.make_place(today + timedelta(days=5), 10, role=made.till, seats=1)
            self.shifts.append(clash.id)
        self.addCleanup(self.clean)

    @contextmanager
    def connection(self):
        with self.registry.cursor() as cr:
            context = {"allowed_company_ids": [self.company_id]} if self.company_id else {}
            yield (env := api.Environment(cr, SUPERUSER_ID, context))
            env.flush_all()

    def clean(self):
        """Take away what was committed; the triggers of the ledgers are lifted for it."""
        ledgers = ("coop_work_entry", "coop_share_entry", "coop_swap_move")
        with self.registry.cursor() as cr:
            for table in ledgers:
                cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            self.wipe_swaps(cr)
            cr.execute("DELETE FROM coop_shift_seat WHERE role_id = %s", (self.role,))
            for table in TABLES:
                cr.execute(f"DELETE FROM {table} WHERE member_id = ANY(%s)", (self.people,))
            cr.execute("DELETE FROM coop_shift WHERE id = ANY(%s)", (self.shifts,))
            cr.execute("DELETE FROM coop_member WHERE id = ANY(%s)", (self.people,))
            cr.execute("DELETE FROM coop_share_type WHERE id = ANY(%s)", (self.types,))
            cr.execute("DELETE FROM coop_shift_role WHERE id = %s", (self.role,))
            for table in ledgers:
                cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.registry.clear_all_caches()

    def wipe_swaps(self, cr):
        cr.execute("DELETE FROM coop_swap_proposal WHERE member_id = ANY(%s)", (self.people,))
        cr.execute(
            "UPDATE coop_swap_move SET previous_id = NULL WHERE member_id = ANY(%s)", (self.people,)
        )
        cr.execute("DELETE FROM coop_swap_move WHERE member_id = ANY(%s)", (self.people,))
        cr.execute("DELETE FROM coop_swap WHERE member_id = ANY(%s)", (self.people,))

    # ------------------------------------------------------------------ building rounds

    def start(self):
        """Every member on a shift of their own, nothing offered. Returns the assignments."""
        with self.registry.cursor() as cr:
            cr.execute("ALTER TABLE coop_swap_move DISABLE TRIGGER USER")
            self.wipe_swaps(cr)
            cr.execute("ALTER TABLE coop_swap_move ENABLE TRIGGER USER")
            cr.execute("DELETE FROM coop_assignment WHERE member_id = ANY(%s)", (self.people,))
        with self.connection() as env:
            rows = env["coop.assignment"].create(
                [
                    {
                        "member_id": member,
                        "shift_id": shift,
                        "role_id": self.role,
                        "seat": 1,
                        "origin": "booking",
                        "booked_on": fields.Datetime.now(),
                    }
                    for member, shift in zip(self.people[:3], self.shifts[:3], strict=True)
                ]
            )
            return rows.ids

    def holders(self):
        """``{shift_id: [members expected there]}``."""
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT shift_id, array_agg(member_id) FROM coop_assignment "
                "WHERE shift_id = ANY(%s) AND state = 'expected' GROUP BY shift_id",
                (self.shifts,),
            )
            return dict(cr.fetchall())

    def offer(self, row_id, kind="swap"):
        with self.connection() as env:
            return env["coop.swap"]._offer(env["coop.assignment"].browse(row_id), kind).id

    def propose(self, swap_id, row_id):
        with self.connection() as env:
            row = env["coop.assignment"].browse(row_id)
            return env["coop.swap"].browse(swap_id)._propose(row).id

    def accepting(self, swap_id, proposal_id):
        def work(env):
            proposal = env["coop.swap.proposal"].browse(proposal_id)
            env["coop.swap"].browse(swap_id)._accept(proposal)
            return "done"

        return work

    def taking(self, swap_id, member_id):
        def work(env):
            env["coop.swap"].browse(swap_id)._take_over(env["coop.member"].browse(member_id))
            return "done"

        return work

    def moving(self, row_id, shift_id):
        def work(env):
            shift, role = env["coop.shift"].browse(shift_id), env["coop.shift.role"]
            env["coop.assignment"].browse(row_id)._swap_move(shift, role.browse(self.role))
            return "done"

        return work

    def assertOneEach(self, count=3):
        holders = self.holders()
        self.assertTrue(all(len(held) == 1 for held in holders.values()), holders)
        everyone = sorted(member for held in holders.values() for member in held)
        self.assertEqual(len(everyone), count, holders)
        return holders

    # ------------------------------------------------------------------ the races

    def test_two_offers_of_one_shift(self):
        for _round in range(ROUNDS):
            row_id = self.start()[0]

            def work(env, row_id=row_id):
                env["coop.swap"]._offer(env["coop.assignment"].browse(row_id))
                return "done"

            results = self.race(work, work)
            self.assertEqual(results.count("done"), 1, results)

    def test_two_stand_ins_for_one_shift(self):
        for _round in range(ROUNDS):
            rows = self.start()
            swap = self.offer(rows[0], "stand_in")
            results = self.race(*(self.taking(swap, member) for member in self.people[1:]))
            self.assertEqual(results.count("done"), 1, results)
            self.assertOneEach()

    def test_a_double_click_on_accept(self):
        for _round in range(ROUNDS):
            rows = self.start()
            swap = self.offer(rows[0])
            proposal = self.propose(swap, rows[1])
            accept = self.accepting(swap, proposal)
            self.assertEqual(self.race(accept, accept), ["done", "done"])
            holders = self.assertOneEach()
            self.assertEqual(holders[self.shifts[1]], [self.people[0]])

    def test_one_shift_given_in_two_swaps(self):
        """A and B both swap with C's only shift."""
        for _round in range(ROUNDS):
            rows = self.start()
            swaps = [self.offer(row) for row in rows[:2]]
            proposals = [self.propose(swap, rows[2]) for swap in swaps]
            works = map(self.accepting, swaps, proposals)
            results = self.race(*works)
            self.assertEqual(results.count("done"), 1, results)
            holders = self.assertOneEach()
            self.assertEqual({m for held in holders.values() for m in held}, set(self.people[:3]))

    def test_a_circle_of_swaps(self):
        """A with B, B with C, C with A, all at once: locks in one order, so nobody hangs."""
        for _round in range(ROUNDS):
            rows = self.start()
            swaps = [self.offer(row) for row in rows]
            proposals = [self.propose(swap, rows[n - 2]) for n, swap in enumerate(swaps)]
            results = self.race(*map(self.accepting, swaps, proposals))
            self.assertGreaterEqual(results.count("done"), 1, results)
            holders = self.assertOneEach()
            self.assertEqual({m for held in holders.values() for m in held}, set(self.people[:3]))

    def test_one_member_takes_two_shifts_at_the_same_hours(self):
        for _round in range(ROUNDS):
            rows = self.start()
            with self.connection() as env:
                values = {"member_id": self.people[2], "shift_id": self.shifts[4], "seat": 1}
                clash = env["coop.assignment"].create({**values, "role_id": self.role}).id
            swaps = [self.offer(row, "stand_in") for row in (rows[0], clash)]
            results = self.race(*(self.taking(swap, self.people[3]) for swap in swaps))
            self.assertEqual(results.count("done"), 1, results)
            self.assertOneEach(4)

    def test_cancelled_while_it_is_taken(self):
        for _round in range(ROUNDS):
            rows = self.start()
            swap = self.offer(rows[0], "stand_in")

            def cancel(env, row_id=rows[0]):
                row = env["coop.assignment"].browse(row_id)
                if row.state == "expected":
                    row.write({"state": "cancelled"})
                return "cancelled"

            results = self.race(self.taking(swap, self.people[3]), cancel)
            taken = results[0] == "done"
            self.assertOneEach(3 if taken else 2)

    def test_two_members_move_to_the_last_seat(self):
        for _round in range(ROUNDS):
            rows = self.start()
            results = self.race(*(self.moving(row, self.shifts[3]) for row in rows))
            self.assertEqual(results.count("done"), 1, results)
            self.assertOneEach()

    def test_moved_and_swapped_at_once(self):
        for _round in range(ROUNDS):
            rows = self.start()
            swap = self.offer(rows[0])
            proposal = self.propose(swap, rows[1])
            results = self.race(
                self.accepting(swap, proposal), self.moving(rows[0], self.shifts[3])
            )
            self.assertEqual(results.count("done"), 1, results)
            self.assertOneEach()
