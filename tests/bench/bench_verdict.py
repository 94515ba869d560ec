"""May they shop? One card at the door, and the timelines of everybody in one call."""

import gzip
import json

import population


def run(ctx):
    """Measure what the door asks when a card is held there, and what a till loads when it opens."""
    ids = population.make_members(ctx.env, ctx.members)
    verdict = ctx.env["coop.verdict"]
    code = population.card_code(ctx.members // 2)
    door = ctx.env["coop.door"].create({"name": "Bench"})
    visits = ctx.env["coop.visit"]
    yield ctx.measure("one card at the door", lambda: visits._arrive(door, code), repeat=20)
    yield ctx.measure("verdict of one person", lambda: verdict.for_person(ids[0]), repeat=20)
    for count in sorted({min(100, len(ids)), min(1000, len(ids)), len(ids)}):
        yield from _timelines(ctx, verdict, ids[:count])


def _timelines(ctx, verdict, ids):
    """Time of one call for all these persons, and the bytes of its answer as compact JSON."""
    answers = []
    work = f"timelines of {len(ids)} persons in one call"
    yield ctx.measure(work, lambda: answers.append(verdict.timelines(ids)))
    raw = json.dumps(answers[-1], default=str, separators=(",", ":")).encode()
    yield "  bytes", 0, 0, len(raw)
    yield "  bytes, compressed", 0, 0, len(gzip.compress(raw))
