"""May they shop? One card at the till, and the timelines of everybody for its local list."""

import population


def run(ctx):
    """Measure what the till asks while it sells, and what it loads when it opens."""
    ids = population.make_members(ctx.env, ctx.members)
    verdict = ctx.env["coop.verdict"]
    code = population.card_code(ctx.members // 2)
    yield ctx.measure("verdict of one card", lambda: verdict.for_card(code), repeat=20)
    yield ctx.measure("verdict of one person", lambda: verdict.for_person(ids[0]), repeat=20)
    for count in sorted({min(100, len(ids)), min(1000, len(ids)), len(ids)}):
        work = f"timelines of {count} persons in one call"
        yield ctx.measure(work, lambda some=ids[:count]: verdict.timelines(some))
