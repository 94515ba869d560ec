"""What the office grants, forbids and corrects: leaves, graces, blocks, corrections, debits."""

from datetime import date, timedelta

from .world import Nothing, one_in

ALIVE = ("draft", "confirmed")


def leave_type(world, chance):
    codes = sorted(world.policy.leave_types)
    types = world.case.env["coop.leave.type"].search([("code", "in", codes)])
    return world.pick(chance, types)


def begins(leave):
    """The first day that a leave can touch: its own, or that on which it was asked for."""
    return min(leave.date_from, leave.asked_on)


def ask_leave(world, chance):
    """By the member on the page, or by the office, which often confirms it at once."""
    member, kind = world.member(chance), leave_type(world, chance)
    first = world.days(chance, *chance.choice(((-60, 0), (0, 3), (1, 40))))
    last = first + timedelta(days=chance.choice((10, 30, 70, 120, 300)))
    vals = {
        "member_id": member.id,
        "type_id": kind.id,
        "date_from": first,
        "date_to": False if one_in(chance, 4) else last,
    }
    if one_in(chance, 4):
        world.lent("coop.leave")._coop_ask({**vals, "asked_on": world.today})
        return None
    leave = world.model("coop.leave").create({**vals, "multiple": one_in(chance)})
    if one_in(chance, 3):
        return None
    leave.action_confirm_anyway()
    return begins(leave)


def confirm_leave(world, chance):
    leave = world.pick(chance, world.rows("coop.leave", ("state", "=", "draft")))
    if one_in(chance, 4):
        leave.action_confirm()
    else:
        leave.action_confirm_anyway()
    return begins(leave)


def answer_leave(world, chance):
    """In the office's list, with words to the member."""
    leave = world.pick(chance, world.rows("coop.leave", ("state", "=", "draft")))
    decision = chance.choice(("grant", "grant", "refuse"))
    wizard = world.model("coop.leave.answer").create(
        {
            "leave_ids": [(6, 0, leave.ids)],
            "decision": decision,
            "words": "So be it.",
            "anyway": True,
        }
    )
    wizard.action_answer()
    return begins(leave)


def cancel_leave(world, chance):
    leave = world.pick(chance, world.rows("coop.leave", ("state", "in", ALIVE)))
    leave.action_cancel()
    return begins(leave)


def end_leave(world, chance):
    """A leave ends on another day, usually earlier."""
    leave = world.pick(chance, world.rows("coop.leave", ("state", "in", ALIVE)))
    before = leave.date_to or date.max
    leave.date_to = max(leave.date_from, world.days(chance, -30, 30))
    return min(before, leave.date_to, world.today)


def certificate(world, chance):
    """It comes, in time or late; or it turns out not to have come."""
    leave = world.pick(chance, world.rows("coop.leave", ("state", "=", "confirmed")))
    leave.certificate_on = False if leave.certificate_on else world.days(chance, -20, 0)
    return begins(leave)


def late_member(world, chance):
    """Somebody who is suspended, or else anybody."""
    late = world.members.filtered(lambda row: row.coop_standing == "suspended")
    return world.pick(chance, late or world.members)


def grace_at_door(world, chance):
    world.lent("coop.grace")._give(late_member(world, chance), "grace")


def extension(world, chance):
    member = late_member(world, chance)
    member.with_user(world.case.manager).action_give_extension()


def grace_in_list(world, chance):
    day = world.days(chance, -60, 10)
    world.model("coop.grace").create(
        {
            "member_id": world.member(chance).id,
            "kind": chance.choice(("grace", "extension")),
            "date_from": day,
            "date_to": day + timedelta(days=chance.randint(0, 30)),
        }
    )
    return day


def undo_grace(world, chance):
    grace = world.pick(chance, world.rows("coop.grace", ("undone_on", "=", False)))
    grace.action_undo()


def block(world, chance):
    day = world.days(chance, -40, 20)
    last = False if one_in(chance) else day + timedelta(days=chance.randint(0, 60))
    world.model("coop.block").create(
        {
            "partner_id": world.member(chance).partner_id.id,
            "company_id": world.company.id,
            "kind": chance.choice(("blocked", "unpaid")),
            "date_from": day,
            "date_to": last,
            "reason": "To be talked about",
        }
    )
    return day


def end_block(world, chance):
    row = world.pick(chance, world.rows("coop.block"))
    before = row.date_to or date.max
    row.date_to = max(row.date_from, world.days(chance, -30, 10))
    return min(before, row.date_to) + timedelta(days=1)


def correct(world, chance):
    wizard = world.model("coop.correction.wizard")
    counters = [code for code, _name in wizard._selection_counter()]
    unit = 60 if "time" in counters else 1
    day = world.days(chance, -chance.choice((0, 30, 365)), 0)
    wizard.create(
        {
            "member_id": world.member(chance).id,
            "date": day,
            "counter": chance.choice(counters),
            "amount": unit * chance.choice((-4, -2, -1, 1, 2, 3)),
            "reason": "Counted again",
        }
    ).action_correct()
    return day


def take_back(world, chance):
    row = world.pick(chance, world.rows("coop.work.correction"))
    row.action_take_back()
    return row.date


def reduced_debit(world, chance):
    day = world.days(chance, -40, 40)
    row = world.model("coop.debit.request").create(
        {"member_id": world.member(chance).id, "date": day}
    )
    if not row.exists():
        raise Nothing
    return world.history.on(day).cycle.start(day)


def no_reduced_debit(world, chance):
    row = world.pick(chance, world.rows("coop.debit.request"))
    day = row.date
    row.unlink()
    return world.history.on(day).cycle.start(day)


TABLE = (
    ("ask_leave", 4, ask_leave),
    ("confirm_leave", 4, confirm_leave),
    ("answer_leave", 2, answer_leave),
    ("cancel_leave", 1, cancel_leave),
    ("end_leave", 2, end_leave),
    ("certificate", 2, certificate),
    ("grace_at_door", 3, grace_at_door),
    ("extension", 2, extension),
    ("grace_in_list", 1, grace_in_list),
    ("undo_grace", 1, undo_grace),
    ("block", 2, block),
    ("end_block", 2, end_block),
    ("correct", 4, correct),
    ("take_back", 2, take_back),
    ("reduced_debit", 2, reduced_debit),
    ("no_reduced_debit", 1, no_reduced_debit),
)
