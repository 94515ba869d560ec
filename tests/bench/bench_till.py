"""The till's own list of persons: how heavy it is, how long it takes, and what a change costs."""

import gzip
import json
from datetime import timedelta

import population


def run(ctx):
    """Load the whole list, then what changed, as a till does when it opens and when it is rung."""
    ids = population.make_members(ctx.env, ctx.members)
    config = ctx.env["pos.config"].create({"name": "Bench", "coop_check_mode": "refuse"})
    ctx.env.flush_all()
    answers = []
    yield ctx.measure("whole list for a till", lambda: answers.append(config.coop_persons()))
    answer = answers[-1]
    raw = json.dumps(answer, separators=(",", ":")).encode()
    yield "bytes of the list", 0, 0, len(raw)
    yield "bytes of the list, compressed", 0, 0, len(gzip.compress(raw))
    cursor = answer["cursor"]
    yield ctx.measure("nothing changed", lambda: config.coop_persons(cursor), repeat=5)
    for count in (1, min(100, len(ids))):
        _change(ctx.env, ids[:count])
        work = f"{count} persons changed"
        yield ctx.measure(work, lambda: config.coop_persons(cursor), repeat=5)


def _change(env, partner_ids):
    day = env.company._coop_today() + timedelta(days=1)
    env["coop.block"].create(
        [{"partner_id": pid, "date_from": day, "reason": "bench"} for pid in partner_ids]
    )
    env.cr.flush()
