"""The week board of a whole co-op: one week of the cycle in one request, and one move.

Seven members out of ten hold a fixed seat: 560 templates of 20 seats in four weeks for 16,000
members. The count of the board is its size in bytes.
"""

import json
from dataclasses import replace
from datetime import timedelta

import population

WEEKS = 4
TEAM = 20
ROLES = ("Till", "Floor", "Receiving", "Cleaning")
HOURS = (6.0, 9.0, 12.0, 15.0, 18.0)
BATCH = 2000


def run(ctx):
    """Build the templates and places, then time the board, a preview and a move."""
    board, place, target = build(ctx)
    answers = []
    row = ctx.measure("week board", lambda: answers.append(board.week()))
    size = len(json.dumps(answers[-1], ensure_ascii=False).encode())
    yield replace(row, count=size)
    shown = sum(len(role["places"]) for card in answers[-1]["templates"] for role in card["roles"])
    yield "names on that board (not measured)", 0, 0, shown
    day = board.env.company._coop_today() + timedelta(days=7)
    choice = (place.id, target.id, target.seat_ids[0].role_id.id, day)
    yield ctx.measure("shifts to move to", lambda: board.targets(0, day))
    yield ctx.measure("preview of a move", lambda: board.preview_move(*choice))
    yield ctx.measure("one move", lambda: board.move(*choice), repeat=1)


def build(ctx):
    """``(board, a place, a template to move it to)`` in a co-op of that many members."""
    partner_ids = population.make_members(ctx.env, ctx.members)
    env = ctx.env(context={**ctx.env.context, "coop_defer_standings": True})
    env["coop.work.policy"]._load_preset("la_louve", env.company)
    members = env["coop.member"].search([("partner_id", "in", partner_ids)])
    fixed = members.ids[: ctx.members * 7 // 10]
    templates = make_templates(env, -(-len(fixed) // TEAM) + WEEKS)
    places = make_places(env, fixed, templates)
    env["coop.standing"].with_context(coop_defer_standings=False)._rebuild(env.company)
    env.flush_all()
    env.invalidate_all()
    env.cr.execute("ANALYZE")
    board = ctx.env["coop.shift.board"]
    return board, places[0].with_env(ctx.env), templates[-1].with_env(ctx.env)


def make_templates(env, count):
    roles = env["coop.shift.role"].create([{"name": name} for name in ROLES])
    seats = [(0, 0, {"role_id": role.id, "seats": TEAM // len(ROLES) + 1}) for role in roles]
    return env["coop.shift.template"].create(
        [
            {
                "week": number % WEEKS,
                "weekday": str(number // WEEKS % 7),
                "hour_from": HOURS[number // (WEEKS * 7) % len(HOURS)],
                "hour_to": HOURS[number // (WEEKS * 7) % len(HOURS)] + 3,
                "date_from": "2020-01-06",
                "seat_ids": seats,
            }
            for number in range(count)
        ]
    )


def make_places(env, member_ids, templates):
    """Fill the templates one after the other; the roles take turns."""
    roles = templates[0].seat_ids.role_id
    values = [
        {
            "member_id": member_id,
            "regime": "abcd",
            "template_id": templates[number // TEAM].id,
            "role_id": roles[number % len(roles)].id,
            "seat": number % TEAM // len(roles) + 1,
            "date_from": "2020-01-06",
            "decided_on": "2020-01-06",
        }
        for number, member_id in enumerate(member_ids)
    ]
    places = env["coop.enrollment"]
    for first in range(0, len(values), BATCH):
        places |= env["coop.enrollment"].create(values[first : first + BATCH])
        env.flush_all()
    return places
