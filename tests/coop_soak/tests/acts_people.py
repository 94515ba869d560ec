"""Who holds a place, who is a member: enrollments, shares, ends, merges."""

from datetime import date, timedelta
from uuid import uuid4

from .world import MOST_MEMBERS, Nothing, one_in


def enroll(world, chance):
    """A place, from today on, to come, or written down afterwards."""
    day = world.days(chance, *chance.choice(((0, 0), (1, 40), (-60, 0))))
    member = world.member(chance)
    vals = {"date_to": day + timedelta(days=chance.randint(5, 90))} if one_in(chance, 5) else {}
    world.enroll(chance, member, day, **vals)
    return day


def running(world, *domain):
    """The places that run today or later."""
    last = ("date_to", "=", False), ("date_to", ">=", world.today)
    drop = ("dropped_on", "=", False), ("dropped_on", ">=", world.today)
    return world.rows("coop.enrollment", "|", *last, "|", *drop, *domain)


def end_place(world, chance):
    """In the list of enrollments; the last day may be past."""
    place = world.pick(chance, running(world))
    before = place.date_to or date.max
    place.date_to = max(place.date_from, world.days(chance, -20, 40))
    return min(before, place.date_to, world.today) + timedelta(days=1)


def change_regime(world, chance):
    """One place ends, another one of another regime begins the day after."""
    place = world.pick(chance, running(world))
    others = [name for name in world.regimes if name != place.regime] or world.regimes
    day = max(place.date_from, world.days(chance, -10, 30))
    place.date_to = day
    first = day + timedelta(days=1)
    world.enroll(chance, place.member_id, first, chance.choice(others))
    return first


def move_place(world, chance):
    """The office moves a member to another template."""
    place = world.pick(chance, running(world, ("template_id", "!=", False)))
    template = world.pick(chance, world.templates() - place.template_id)
    day = world.days(chance, 1, 40)
    seats = place._coop_move_seats(template, world.role, day)
    if seats[place][1]:
        raise Nothing
    numbers = {place: seats[place][0]}
    place._coop_move(numbers, template, world.role, day)


def remove_place(world, chance):
    """A place that was a mistake is deleted."""
    place = world.pick(chance, world.rows("coop.enrollment"))
    day = min(place.date_from, place.decided_on)
    place.unlink()
    return day


def choose_place(world, chance):
    """A member waits for a place on a shift, and takes the seat when it is offered."""
    member, template = world.member(chance), world.pick(chance, world.templates())
    lent = template.with_env(world.case.env), world.role.with_env(world.case.env)
    row = world.lent("coop.waiting")._coop_ask(member, *lent)
    row._coop_accept()


def accept_place(world, chance):
    row = world.pick(chance, world.rows("coop.waiting"))
    row.with_env(world.case.env)._coop_accept()


# ---------------------------------------------------------------------- shares


def new_member(world, chance):
    if len(world.members) >= MOST_MEMBERS:
        raise Nothing
    return world.new_member(chance).joined_on


def buy(world, chance, member=None, day=None):
    """More shares, or shares again; what the payment of a subscription writes."""
    member = member or world.member(chance)
    if member.merged_into_id:
        raise Nothing
    day = day or world.days(chance, -chance.choice((0, 20)), 0)
    world.case.make_entry(member, chance.choice((1, 10)), date=day)
    member._coop_update_membership(day, bought=True)
    return day


def come_back(world, chance):
    """The second membership of somebody who has left."""
    left = world.members.filtered(lambda row: row.left_on and row.left_on <= world.today)
    return buy(world, chance, world.pick(chance, left), world.today)


def transfer(world, chance):
    member = world.member(chance)
    other, day = world.member(chance, member), world.days(chance, -30, 0)
    wizard = world.model("coop.share.transfer")
    quantity = chance.choice((1, member.share_count))
    wizard.create(
        {
            "member_id": member.id,
            "partner_id": other.partner_id.id,
            "quantity": quantity,
            "date": day,
            "reason": "Gift",
        }
    ).action_transfer()
    return day


def refund(world, chance, member=None):
    """The shares of one who leaves are given back; the entry that the form writes."""
    owners = world.members.filtered(lambda row: row.left_on and row.share_count)
    member = member or world.pick(chance, owners)
    if member.left_on > world.today + timedelta(days=1):
        raise Nothing
    for kind, quantity, amount in member._coop_holdings():
        vals = {"amount": -amount, "kind": "refund", "key": f"soak:{uuid4()}"}
        world.case.make_entry(member, -quantity, kind.code, world.today, **vals)


# ---------------------------------------------------------------------- the end


def leave_coop(world, chance):
    """By the form; sometimes with a notice, sometimes written down afterwards."""
    member = world.member(chance)
    world.company.sudo().coop_leave_notice = notice = chance.choice((0, 60))
    reason = chance.choice(("left", "left", "excluded", "died"))
    ahead = notice if reason == "left" and one_in(chance) else 0
    last = max(member.joined_on or world.today, world.days(chance, -20, 0) + timedelta(days=ahead))
    before = member.left_on or date.max
    wizard = world.model("coop.member.leave")
    wizard.create(
        {"member_id": member.id, "last_day": last, "reason": reason, "refund": False}
    ).action_leave()
    if one_in(chance, 3) and member.left_on <= world.today + timedelta(days=1):
        refund(world, chance, member)
    return min(before, member.left_on, world.today)


def correct_end(world, chance):
    """An end that was a mistake, or that came on another day, is corrected."""
    left = world.members.filtered(lambda row: row.left_on and not row.merged_into_id)
    member = world.pick(chance, left)
    before = member.left_on
    after = max(member.joined_on, before + timedelta(days=chance.randint(-20, 40)))
    member.write({"left_on": False if one_in(chance) else after})
    return min(before, member.left_on or date.max, world.today)


def merge(world, chance):
    """Two files of one person become one."""
    if len(world.members) < 5:
        raise Nothing
    others = world.case.member | world.members.filtered("merged_into_id")
    member = world.member(chance, *others)
    kept = world.member(chance, member, *world.members.filtered("merged_into_id"))
    days = [row.joined_on for row in (member, kept) if row.joined_on]
    wizard = world.model("coop.member.merge")
    wizard.create({"member_id": member.id, "into_id": kept.id}).action_merge()
    return min(days, default=None)


TABLE = (
    ("enroll", 6, enroll),
    ("end_place", 2, end_place),
    ("change_regime", 3, change_regime),
    ("move_place", 2, move_place),
    ("remove_place", 1, remove_place),
    ("choose_place", 2, choose_place),
    ("accept_place", 1, accept_place),
    ("new_member", 2, new_member),
    ("buy", 2, buy),
    ("come_back", 2, come_back),
    ("transfer", 2, transfer),
    ("refund", 1, refund),
    ("leave_coop", 2, leave_coop),
    ("correct_end", 2, correct_end),
    ("merge", 1, merge),
)
