"""An assembly of the whole co-op: convocation, form, check-in, live numbers, sheet and minutes."""

from dataclasses import replace
from datetime import timedelta

import population

from odoo import fields

PRESENT = 2000
ARRIVALS = 200


def run(ctx):
    """Measure an assembly that all members are convened to, and that PRESENT of them attend."""
    population.make_members(ctx.env, ctx.members)
    ctx.env.cr.execute(
        "UPDATE res_partner SET email = 'member' || id || '@coop.example'"
        " WHERE id IN (SELECT partner_id FROM coop_member WHERE id % 20 > 0)"
    )
    ctx.env.invalidate_all()
    assembly = make_assembly(ctx.env)
    yield replace(ctx.measure("convene", assembly.action_convene, repeat=1), count=ctx.members)
    letters = ctx.measure("all other letters", assembly._cron_letters, repeat=1)
    yield replace(letters, count=ctx.members)
    yield ctx.measure("print run: who has no e-mail", assembly._members_on_paper)
    assembly.action_start()
    yield from at_the_door(ctx, assembly)
    yield from on_paper(ctx, assembly)


def make_assembly(env):
    """An ordinary assembly in preparation, far enough for every notice."""
    return (
        env["coop.assembly"]
        .with_context(tracking_disable=True)
        .create(
            {
                "name": "Everybody",
                "rule_id": env.ref("coop_vote.rule_louve_ordinary").id,
                "starts_at": fields.Datetime.now() + timedelta(days=30),
                "point_ids": [(0, 0, {"name": "Accounts"})],
            }
        )
    )


def at_the_door(ctx, assembly):
    """Arrivals, one by one as at the tablet, and what is shown after each."""
    members = assembly._convened_members()
    fill(ctx.env, assembly, members[ARRIVALS:PRESENT])
    codes = [population.card_code(number) for number in range(ARRIVALS)]

    def arrive():
        for code in codes:
            assembly._let_in(assembly._find_members(code), "present")

    yield replace(ctx.measure("check in by card", arrive, repeat=1), count=ARRIVALS)
    yield ctx.measure("find by a part of the name", lambda: assembly._find_members("ember 0123"))
    yield ctx.measure("live numbers", lambda: live(assembly))
    yield ctx.measure("the form of the office", lambda: form(assembly))
    givers = members[PRESENT : PRESENT + 1000]
    ctx.env["coop.proxy"].create(
        [{"assembly_id": assembly.id, "giver_id": giver.id} for giver in givers]
    )
    row = ctx.measure("hand out the pool", assembly.action_hand_out_pool, repeat=1)
    yield replace(row, count=len(givers))


def fill(env, assembly, members):
    """Have members come in, all at once."""
    env.cr.execute(
        """WITH here AS (
           INSERT INTO coop_assembly_presence (assembly_id, member_id, state, arrived_at)
           SELECT %s, unnest(%s), 'present', now() at time zone 'utc' RETURNING id, arrived_at)
           INSERT INTO coop_assembly_passage (presence_id, state, at)
           SELECT id, 'present', arrived_at FROM here""",
        (assembly.id, members.ids),
    )
    env.invalidate_all()


def live(assembly):
    """What the projector asks for every ten seconds."""
    assembly.env.invalidate_all()
    return assembly.env["ir.qweb"]._render("coop_vote.attendance_numbers", {"assembly": assembly})


def form(assembly):
    """What the form reads, the first page of each list."""
    assembly.env.invalidate_all()
    line = {"fields": {"member_id": {"fields": {"display_name": {}}}}, "limit": 80}
    names = ("present_count", "represented_count", "quorum_reached", "member_count")
    lists = {"presence_ids": line, "proxy_ids": {**line, "fields": {"state": {}}}}
    return assembly.web_read({**{name: {} for name in names}, **lists})


def on_paper(ctx, assembly):
    """The sheet to sign and the minutes, as pages."""
    reports = ctx.env["ir.actions.report"]

    def page(name):
        ctx.env.invalidate_all()
        reports._render_qweb_html(f"coop_vote.report_{name}", assembly.ids)

    row = ctx.measure("sheet to sign, as a page", lambda: page("sheet"), repeat=1)
    yield replace(row, count=ctx.members)
    assembly.action_end()
    row = ctx.measure("minutes, as a page", lambda: page("minutes"), repeat=1)
    yield replace(row, count=PRESENT)
