"""Co-ops of any size for the benchmarks, made quickly and always the same."""

from datetime import date, timedelta

FIRST_DAY = date(2006, 1, 2)
BATCH = 1000


def make_members(env, count):
    """Make members with shares and a card each, and return the ids of their persons.

    They joined one after the other over twenty years; member n has the card code "2900000nnnnnn".
    """
    share_type = _share_type(env)
    ids = []
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        members = (
            env["coop.member"]
            .with_context(tracking_disable=True)
            .create([{"name": f"Member {n:06}", "joined_on": _joined(n, count)} for n in numbers])
        )
        partners = members.partner_id.ids
        _buy_shares(env, share_type, members)
        _give_cards(env, partners, numbers)
        ids += partners
    env.flush_all()
    env.invalidate_all()
    env.cr.execute("ANALYZE")
    return ids


def card_code(number):
    """Return the code on the card of the member with that number, from 0."""
    return f"29{number:010}"


def _joined(number, count):
    return FIRST_DAY + timedelta(days=number * 20 * 365 // count)


def _share_type(env):
    types = env["coop.share.type"]
    return types.search([], limit=1) or types.create(
        {"name": "A", "code": "A", "value": 10, "minimum": 10}
    )


def _buy_shares(env, share_type, members):
    env["coop.share.entry"].create(
        [
            {
                "member_id": member.id,
                "type_id": share_type.id,
                "date": member.joined_on,
                "quantity": 10,
                "amount": 10 * share_type.value,
                "kind": "subscription",
                "key": f"bench:{member.id}",
            }
            for member in members
        ]
    )


def _give_cards(env, partner_ids, numbers):
    env["coop.card"].create(
        [
            {"partner_id": partner_id, "code": card_code(number), "issued_on": FIRST_DAY}
            for partner_id, number in zip(partner_ids, numbers, strict=True)
        ]
    )
