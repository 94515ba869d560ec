"""Lives of a co-op: operations by chance, checks after each, and the shortest list that fails."""

import time
import traceback
from collections import Counter
from datetime import date
from random import Random

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from . import acts_coop, acts_leaves, acts_people, acts_shifts, acts_swaps
from .checks import Difference, check_all, history
from .known import LEFT_OUT, is_known
from .world import Nothing, World

TABLE = (
    *acts_coop.TABLE,
    *acts_people.TABLE,
    *acts_shifts.TABLE,
    *acts_swaps.TABLE,
    *acts_leaves.TABLE,
)
ACTS = {name: act for name, _weight, act in TABLE}
#: So many operations make a life; then another co-op begins.
LIFE = 60
#: A failing list is made shorter for so many seconds.
SHRINK = 90


class Report:
    """How many of each operation were done, refused, or found nothing to do."""

    def __init__(self):
        self.counts = {"done": Counter(), "refused": Counter(), "nothing": Counter()}

    def add(self, outcome, name):
        self.counts[outcome][name] += 1

    def __add__(self, other):
        total = Report()
        for outcome, counter in total.counts.items():
            counter.update(self.counts[outcome])
            counter.update(other.counts[outcome])
        return total

    def __str__(self):
        done, refused, nothing = self.counts.values()
        rows = [
            f"{name} {done[name]}/{refused[name]}/{nothing[name]}"
            for name in ACTS
            if done[name] + refused[name] + nothing[name]
        ]
        head = f"{done.total()} done, {refused.total()} refused, {nothing.total()} without object"
        return f"{head}: {', '.join(rows)}"

    def never_done(self, tries):
        """Those that were tried so often and never done."""
        done, refused, nothing = self.counts.values()
        return [n for n in ACTS if not done[n] and refused[n] + nothing[n] >= tries]


class Failed(AssertionError):
    """A life in which a check failed."""


def plan(seed, steps):
    """Operations by chance: ``[(name, seed of its own), …]``."""
    chance = Random(seed)
    names, weights, _acts = zip(*(row for row in TABLE if row[0] not in LEFT_OUT), strict=True)
    return [(name, chance.randrange(2**32)) for name in chance.choices(names, weights, k=steps)]


def live(case, preset, seed, acts, report=None):
    """A life in a co-op of its own, which is forgotten afterwards.

    :return: ``(number of the operation that failed, its kind, words)``, or ``None``
    """
    point = case.env.cr.savepoint()
    try:
        world = World(case, preset, Random(seed))
        check_all(world, {}, world.today.min)
        for number, (name, own) in enumerate(acts):
            found = step(world, name, own, report)
            if found:
                return number, *found
        return None
    except Difference as problem:
        return -1, (problem.kind, "beginning"), str(problem)
    finally:
        point.close(rollback=True)
        case.env.invalidate_all()
        case.env.registry.clear_all_caches()


def step(world, name, own, report):
    """Do one operation and check.

    :return: ``((kind, operation), words)`` of what is wrong
    """
    before = history(world)
    world.note()
    at = f"{world.day} {world.hour}h {name}"
    try:
        outcome, touched = attempt(world, name, own)
        if outcome == "done":
            check_all(world, before, min(touched or date.max, world.today_before))
    except Difference as problem:
        if not is_known(problem.kind, name, world.preset):
            return (problem.kind, name), f"{at}: {problem}"
    except Exception as problem:
        where = "".join(traceback.format_tb(problem.__traceback__)[-4:])
        kind = type(problem).__name__
        return (kind, name), f"{at}: {kind}: {problem}\n{where}"
    if report:
        report.add(outcome, name)
    return None


def attempt(world, name, own):
    """:return: ``(done, refused or nothing, touched day)``"""
    point = world.case.env.cr.savepoint()
    try:
        with mute_logger("odoo.sql_db"):
            touched = ACTS[name](world, Random(own))
            world.case.env.flush_all()
        point.close(rollback=False)
        return "done", touched
    except (UserError, IntegrityError, Nothing) as refusal:
        point.close(rollback=True)
        world.case.env.invalidate_all()
        world.case.env.registry.clear_cache()
        return "nothing" if isinstance(refusal, Nothing) else "refused", None


def shrink(case, preset, seed, acts, kind):
    """Leave out what the failure does not need, as long as there is time."""
    end, size = time.monotonic() + SHRINK, max(len(acts) // 2, 1)
    words = ""
    while size and time.monotonic() < end:
        place = 0
        while place < len(acts) and time.monotonic() < end:
            fewer = acts[:place] + acts[place + size :]
            found = live(case, preset, seed, fewer)
            if found and found[1] == kind:
                acts, words = fewer[: found[0] + 1], found[2]
            else:
                place += size
        size //= 2
    return acts, words


def soak(case, preset, seed, steps):
    """Live as many lives as make up some steps; the next one begins when one has failed.

    :raise Failed: with the seeds and the operations, once for each kind of failure
    """
    report, failures = Report(), {}
    for own in range(seed, seed - (-steps // LIFE)):
        acts = plan(f"{preset} {own}", min(LIFE, steps))
        found = live(case, preset, own, acts, report)
        if found and found[1] not in failures:
            acts = acts[: found[0] + 1]
            short = shrink(case, preset, own, acts, found[1])
            failures[found[1]] = told(preset, own, acts, found[2], *short)
    print(f"\n{preset}: {report}")
    if failures:
        raise Failed("\n\n".join(failures.values()))
    return report


def told(preset, seed, acts, words, short, why):
    lines = [
        f"{preset}, COOP_SOAK_SEED={seed}, operation {len(acts)}: {words}",
        "Operations: " + " ".join(name for name, _own in acts),
        f"As short as this: {short!r}",
        f"then: {why}",
    ]
    return "\n".join(lines)
