"""Whatever is offered, taken, moved and cancelled in whatever order: one holder per seat, the
seats are as many as before, and nobody loses or gains a shift that they owe."""

import random

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SwapCase

STEPS = 40


@tagged("post_install", "-at_install")
class TestRandomSwaps(SwapCase):
    def setUp(self):
        super().setUp()
        self.people = [self.ada, self.bea, self.fly]
        self.people += [self.make_fixed(f"Fix {n}") for n in range(2)]
        self.people += [self.make_flyer("Vol 1")]
        days = ("2026-11-26", "2026-11-30", "2026-12-02", "2026-12-07", "2026-12-10")
        self.shifts = [self.make_place(day, seats=2) for day in days]
        for place, member in enumerate(self.people):
            origin = "booking" if "Vol" in member.name else "enrollment"
            self.seat(member, self.shifts[place % 5], origin)
        self.done = 0

    def test_any_sequence(self):
        for seed in range(3):
            with self.subTest(seed=seed):
                self.company.coop_stand_in_credit = ("replaced", "stand_in")[seed % 2]
                self.live(random.Random(seed))
        self.assertGreater(self.done, 15, "the steps do change something")

    def live(self, chance):
        acts = (self.offer, self.offer, self.propose, self.accept, self.accept, self.take)
        acts += (self.move, self.withdraw, self.book, self.cancel)
        for _step in range(STEPS):
            act = chance.choice(acts)
            before = self.owed()
            try:
                with self.env.cr.savepoint():
                    changed = act(chance)
            except UserError:
                changed = 0
            self.done += bool(changed)
            self.check(act, before)

    def check(self, act, before):
        """The invariants after each step."""
        self.env.invalidate_all()
        rows = self.env["coop.assignment"].search([("shift_id", "in", self.ids())])
        held = [(row.shift_id.id, row.role_id.id, row.seat) for row in rows if row.seat]
        self.assertEqual(len(held), len(set(held)))
        self.assertTrue(all(1 <= seat <= 2 for _shift, _role, seat in held))
        for shift in self.shifts:
            self.assertEqual(shift.seat_count, 2)
            self.assertEqual(shift.taken_count + len(shift._free_seat_numbers(self.till)), 2)
        if act in (self.take, self.book, self.cancel):
            return  # one who is replaced, books or cancels has a shift more or less
        self.assertEqual(self.owed(), before, act.__name__)

    def ids(self):
        return [shift.id for shift in self.shifts]

    def owed(self):
        """How many shifts each member is expected on, by how they came to owe them."""
        rows = self.env["coop.assignment"]._read_group(
            [("shift_id", "in", self.ids()), ("state", "=", "expected")],
            ["member_id", "origin", "favour"],
            ["__count"],
        )
        return {(member.id, origin, favour): count for member, origin, favour, count in rows}

    def expected(self):
        return self.env["coop.assignment"].search(
            [("shift_id", "in", self.ids()), ("state", "=", "expected")]
        )

    def pick(self, chance, rows):
        return chance.choice(list(rows)) if rows else rows

    def live_offers(self):
        swaps = self.env["coop.swap"]
        return swaps.search([*swaps._live_domain(), ("shift_id", "in", self.ids())])

    def offer(self, chance):
        row = self.pick(chance, self.expected())
        to_member = chance.choice([None, None, *self.people])
        return row and row.env["coop.swap"]._offer(
            row, chance.choice(("swap", "stand_in")), to_member
        )

    def propose(self, chance):
        swap, row = self.pick(chance, self.live_offers()), self.pick(chance, self.expected())
        return swap and row and swap._propose(row)

    def accept(self, chance):
        proposals = self.env["coop.swap.proposal"].search([("state", "=", "open")])
        proposal = self.pick(chance, proposals.filtered("is_live"))
        if not proposal:
            swap = self.pick(chance, self.live_offers())
            rows = self.expected() if swap else swap
            proposal = swap and swap._propose(self.pick(chance, rows))
        if proposal:
            proposal.swap_id._accept(proposal)
        return proposal

    def take(self, chance):
        swap = self.pick(chance, self.live_offers().filtered(lambda s: s.kind == "stand_in"))
        if swap:
            swap._take_over(chance.choice(self.people))
        return swap

    def move(self, chance):
        row, shift = self.pick(chance, self.expected()), chance.choice(self.shifts)
        return row and row._swap_move(shift, self.till)

    def withdraw(self, chance):
        swap = self.pick(chance, self.live_offers())
        if swap:
            swap._withdraw()
        return swap

    def book(self, chance):
        member, shift = chance.choice(self.people), chance.choice(self.shifts)
        return self.env["coop.assignment"]._book(member, shift, self.till)

    def cancel(self, chance):
        row = self.pick(chance, self.expected().filtered(lambda r: r.origin == "booking"))
        if row:
            row._cancel_booking()
        return row
