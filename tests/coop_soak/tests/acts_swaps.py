"""Shifts that change hands: swaps, stand-ins, the solidarity pool."""

from datetime import timedelta


def coming(world, *domain):
    rows = world.assignments(0, 60, ("state", "=", "expected"), *domain)
    return rows.with_env(world.case.env)


def stand_in(world, chance):
    """Somebody looks for a stand-in, and another member takes the shift."""
    row = world.pick(chance, coming(world))
    other = world.member(chance, row.member_id)
    offer = world.lent("coop.swap")._offer(row, "stand_in", chance.choice((None, other)))
    offer._take_over(other)


def offer(world, chance):
    """An offer that nobody answers yet."""
    row = world.pick(chance, coming(world))
    world.lent("coop.swap")._offer(row, chance.choice(("swap", "stand_in")))


def take_over(world, chance):
    swap = world.pick(chance, world.rows("coop.swap", ("state", "=", "open")))
    swap = swap.with_env(world.case.env)
    swap._take_over(world.member(chance, swap.member_id))


def exchange(world, chance):
    """Two members exchange their shifts."""
    row = world.pick(chance, coming(world))
    mine = [("member_id", "!=", row.member_id.id), ("shift_id", "!=", row.shift_id.id)]
    proposed = world.pick(chance, coming(world, *mine))
    swap = world.lent("coop.swap")._offer(row)
    swap._accept(swap._propose(proposed))


def move_seat(world, chance):
    """A shift is worked on another day."""
    row = world.pick(chance, coming(world))
    shift = world.pick(chance, world.shifts(0, 40) - row.shift_id.with_env(world.case.env))
    row._swap_move(shift.with_env(world.case.env), world.role.with_env(world.case.env))


def undo(world, chance):
    """The office undoes a swap; when there is none, one that was just made."""
    done = ("state", "=", "done")
    if not world.rows("coop.swap", done):
        chance.choice((exchange, stand_in))(world, chance)
    swap = world.pick(chance, world.rows("coop.swap", done))
    wizard = world.model("coop.swap.undo").create({"swap_id": swap.id, "reason": "Mistake"})
    wizard.action_undo()


def cancel_offer(world, chance):
    swap = world.pick(chance, world.rows("coop.swap", ("state", "=", "open")))
    wizard = world.model("coop.swap.cancel")
    wizard.create({"swap_ids": [(6, 0, swap.ids)], "reason": "Mistake"}).action_cancel()


def give(world, chance):
    worked = ("state", "in", ("present", "late"))
    rows = world.assignments(-90, 0, worked, ("origin", "!=", "solidarity"))
    if not rows or chance.randrange(2):
        return fill_pool(world, chance)
    world.lent("coop.solidarity.gift")._give(world.pick(chance, rows).with_env(world.case.env))
    return None


def fill_pool(world, chance):
    """A member with credit gives yesterday's shift; the first day that this touches."""
    giver, yesterday = world.member(chance), world.now - timedelta(days=1)
    shift = world.model("coop.shift").create(
        {
            "company_id": world.company.id,
            "start": yesterday,
            "stop": yesterday + timedelta(hours=3),
        }
    )
    row = world.model("coop.assignment").create(
        {"member_id": giver.id, "shift_id": shift.id, "origin": "booking", "state": "present"}
    )
    for counter, _name in world.case.env["coop.work.policy"]._counters(world.company):
        world.model("coop.correction.wizard").create(
            {"member_id": giver.id, "counter": counter, "amount": 9, "reason": "Counted again"}
        ).action_correct()
    world.lent("coop.solidarity.gift")._give(row.with_env(world.case.env))
    return shift.day


def receive(world, chance):
    day = None
    if not world.rows("coop.solidarity.gift", ("state", "=", "available")):
        day = fill_pool(world, chance)
    member = world.member(chance)
    if chance.randrange(3) == 0:
        world.lent("coop.solidarity.gift")._take(member)
    else:
        world.model("coop.solidarity.give").create({"member_id": member.id}).action_give()
    return day


def take_gift_back(world, chance):
    gift = world.pick(chance, world.rows("coop.solidarity.gift", ("state", "=", "available")))
    gift.with_env(world.case.env)._withdraw()
    return gift.given_on


TABLE = (
    ("stand_in", 5, stand_in),
    ("offer", 1, offer),
    ("take_over", 1, take_over),
    ("exchange", 3, exchange),
    ("move_seat", 3, move_seat),
    ("undo", 2, undo),
    ("cancel_offer", 1, cancel_offer),
    ("give", 2, give),
    ("receive", 2, receive),
    ("take_gift_back", 1, take_gift_back),
)
