"""Working lives: planning, debits, standings, the list for tomorrow, closing a shift, a card.

The proportions are those of La Louve: seven members out of ten on a fixed seat, the others flying;
51 ledger lines for each; one member in five has been below zero, one in ten is today.
"""

import itertools
import random
import time
from dataclasses import replace
from datetime import timedelta

import long_lives
from years import Years

LEDGER_LINES = 51
SEATS = 20
BATCH = 2000
YEARS_OF_LEDGER = 4
#: So many members and more: only what is asked of the largest co-ops.
LARGE = 50_000
CARDS = 50
#: Everybody joined then, and took their place.
JOINED = "2016-01-04"


def run(ctx):
    """Build a co-op of that many members with the public API, then time the pieces of work."""
    started = time.monotonic()
    coop = Coop(ctx.env, ctx.members)
    yield "building the co-op (not measured)", time.monotonic() - started, 0, ctx.members
    for work, action, options in _pieces(coop, ctx.members):
        counts = []
        row = ctx.measure(
            work,
            lambda act=action, n=counts: n.append(act()),
            **{"repeat": 1, **options},
        )
        yield replace(row, count=counts[-1])
    yield from long_lives.measured(ctx)
    if ctx.members < LARGE:
        yield from Years(coop, JOINED).measured(ctx)


def _pieces(coop, members):
    """``[(name, function that returns a count, options of ctx.measure), …]``"""
    small = [
        ("5 close a shift of 25", coop.close_shift, {"repeat": 5, "prepare": coop.make_shift}),
        ("6 one card at the door", coop.visit, {"repeat": CARDS}),
    ]
    return [
        *([] if members >= LARGE else [("1 one year of shifts and assignments", coop.plan, {})]),
        ("3 rebuild all standings", coop.rebuild, {}),
        ("3 again, nothing differs", coop.rebuild, {}),
        ("3 again, from an empty cache", coop.rebuild, {"prepare": coop.forget_standings}),
        ("4 who changes standing tomorrow", coop.tomorrow, {"repeat": 5}),
        *([] if members >= LARGE else small),
    ]


class Coop:
    """A co-op with its members, built with the public API, and the work to time."""

    def __init__(self, env, members):
        self.random = random.Random(2026)
        self.company = env["res.company"].create({"name": f"Bench of {members}"})
        env.user.company_ids |= self.company
        context = {
            "allowed_company_ids": self.company.ids,
            "coop_defer_standings": True,
            "tracking_disable": True,
        }
        self.env = env(context={**env.context, **context})
        self.company = self.company.with_env(self.env)
        self.today = self.company._coop_today()
        self.env["coop.work.policy"]._load_preset("la_louve", self.company)
        self.door = self.env["coop.door"].create({"name": "Bench", "company_id": self.company.id})
        self.ids = self._make_members(members)
        fixed = members * 7 // 10
        self._make_places(self.ids[:fixed], self.ids[fixed:])
        self._make_ledger()
        self.env = self.env(context={**self.env.context, "coop_defer_standings": False})
        self.company = self.company.with_env(self.env)
        self.env["coop.standing"]._rebuild(self.company)
        self._gather_statistics()

    def _gather_statistics(self):
        self.env.flush_all()
        for table in ("coop_work_entry", "coop_standing", "coop_enrollment", "coop_member"):
            self.env.cr.execute(f"ANALYZE {table}")

    def _make_members(self, count):
        worker = self.env["coop.share.type"].create(
            {"name": "A", "code": "A", "value": 10, "minimum": 10, "is_worker": True}
        )
        ids = []
        for first in range(0, count, BATCH):
            numbers = range(first + 1, min(first + BATCH, count) + 1)
            batch = self.env["coop.member"].create(
                [{"name": f"M{n}", "number": n, "joined_on": JOINED} for n in numbers]
            )
            self.env["coop.share.entry"].create(
                [self._share(member_id, worker) for member_id in batch.ids]
            )
            ids += batch.ids
            self.env.flush_all()
            self.env.invalidate_all()
        some = self.env["coop.member"].browse(ids[:: max(1, count // CARDS)]).partner_id
        self.env["coop.card"].create(
            [{"partner_id": partner.id, "code": f"BENCH-{partner.id}"} for partner in some]
        )
        self.cards = itertools.cycle([f"BENCH-{partner.id}" for partner in some])
        return ids

    @staticmethod
    def _share(member_id, worker):
        return {
            "member_id": member_id,
            "type_id": worker.id,
            "date": JOINED,
            "quantity": 10,
            "amount": 100,
            "kind": "subscription",
            "key": f"bench:{member_id}",
        }

    def _make_places(self, fixed, flying):
        role = self.env["coop.shift.role"].create({"name": "Shop"})
        count = -(-len(fixed) // SEATS)
        templates = self.env["coop.shift.template"].create(
            [self._template(number, role) for number in range(count)]
        )
        common = {"date_from": JOINED, "decided_on": JOINED}
        places = [
            {
                "member_id": member_id,
                "regime": "abcd",
                "template_id": templates[place // SEATS].id,
                "role_id": role.id,
                "seat": place % SEATS + 1,
                **common,
            }
            for place, member_id in enumerate(fixed)
        ]
        places += [{"member_id": id_, "regime": "flying", **common} for id_ in flying]
        for first in range(0, len(places), BATCH):
            self.env["coop.enrollment"].create(places[first : first + BATCH])
            self.env.flush_all()
            self.env.invalidate_all()

    @staticmethod
    def _template(number, role):
        hours = (6.0, 9.0, 12.0, 15.0, 18.0)
        hour = hours[number // 28 % len(hours)]
        return {
            "week": number % 4,
            "weekday": str(number // 4 % 7),
            "hour_from": hour,
            "hour_to": hour + 3,
            "date_from": JOINED,
            "seat_ids": [(0, 0, {"role_id": role.id, "seats": SEATS + 5})],
        }

    def _make_ledger(self):
        """Years of lines; one member in forty is suspended tomorrow."""
        days = YEARS_OF_LEDGER * 365
        fixed = len(self.ids) * 7 // 10
        rows = []
        for place, member_id in enumerate(self.ids):
            counter = "abcd" if place < fixed else "flying"
            amounts = self._amounts(in_debt=place % 5 == 0, late=place % 10 == 0)
            for line, amount in enumerate(amounts):
                day = self.today - timedelta(days=days - line * (days - 28) // LEDGER_LINES)
                if place % 40 == 0 and line == LEDGER_LINES - 1:
                    day = self.today - timedelta(days=27)  # the alert ends tomorrow
                rows.append((member_id, day, counter, amount, "bench"))
            if len(rows) >= 200_000:
                self._import(rows)
                rows = []
        self._import(rows)

    def _amounts(self, in_debt, late):
        """Up and down: one member in five often below zero, one in ten below zero today."""
        amounts = [-1 if in_debt else 1]
        amounts += [1 if line % 2 else -1 for line in range(LEDGER_LINES - 2)]
        if in_debt:
            amounts[1:] = [-amount for amount in amounts[1:]]
        return [*amounts, -2 if late else 1]

    def _import(self, rows):
        if rows:
            self.env["coop.work.correction"]._import(self.company, rows)

    # ------------------------------------------------------------------ the work

    def plan(self):
        history = self.env["coop.work.policy"]._history(self.company)
        first = history.latest.cycle.start(self.today)
        _shifts, assignments = self.env["coop.planning"]._plan(
            self.company, first, first + timedelta(days=363)
        )
        return assignments

    def rebuild(self):
        self.env["coop.standing"]._rebuild(self.company)
        return len(self.ids) * LEDGER_LINES

    def tomorrow(self):
        rows = self.env["coop.standing"].search_fetch(
            [
                ("company_id", "=", self.company.id),
                ("date_from", "=", self.today + timedelta(days=1)),
            ],
            ["member_id", "standing"],
        )
        return len(rows.member_id.mapped("number"))

    def forget_standings(self):
        """The standings can be thrown away: they are derived."""
        self.env.cr.execute("DELETE FROM coop_standing WHERE company_id = %s", [self.company.id])

    def make_shift(self):
        self.shift = self.env["coop.shift"].create(
            {
                "start": f"{self.today} 00:00:00",
                "stop": f"{self.today} 03:00:00",
                "company_id": self.company.id,
            }
        )
        some = self.random.sample(self.ids[: len(self.ids) * 7 // 10], 25)
        self.env["coop.assignment"].create(
            [
                {"shift_id": self.shift.id, "member_id": member_id, "origin": "enrollment"}
                for member_id in some
            ]
        )

    def close_shift(self):
        """Three absent, everyone else there, close."""
        self.shift.assignment_ids[:3]._record("absent")
        self.shift.action_all_present()
        self.shift.action_close()
        return 25

    def visit(self):
        self.env["coop.visit"]._arrive(self.door, next(self.cards))
        return 1
