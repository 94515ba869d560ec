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


def make_households(env, partner_ids, each):
    """Give each member household persons with a card, and return the ids of these persons.

    They have the card codes "2800000nnnnnn", numbered from 0.
    """
    members = env["coop.member"].search([("partner_id", "in", partner_ids)], order="id")
    ids = []
    for start in range(0, len(members), BATCH):
        part = [member for member in members[start : start + BATCH] for _n in range(each)]
        names = [f"Household {start * each + n:06}" for n in range(len(part))]
        people = env["res.partner"].create([{"name": name} for name in names])
        env["coop.household.person"].create(
            [
                {"member_id": m.id, "partner_id": p.id, "kind": "adult", "date_from": FIRST_DAY}
                for m, p in zip(part, people, strict=True)
            ]
        )
        _give_cards(env, people.ids, range(start * each, start * each + len(part)), "28")
        ids += people.ids
    env.flush_all()
    env.invalidate_all()
    env.cr.execute("ANALYZE")
    return ids


def card_code(number, series="29"):
    """Return the code on the card of the member with that number, from 0."""
    return f"{series}{number:010}"


def _joined(number, count):
    return FIRST_DAY + timedelta(days=number * 20 * 365 // count)


def _share_type(env):
    types = env["coop.share.type"]
    return types.search([("company_id", "=", env.company.id)], limit=1) or types.create(
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


def _give_cards(env, partner_ids, numbers, series="29"):
    env["coop.card"].create(
        [
            {"partner_id": partner_id, "code": card_code(number, series), "issued_on": FIRST_DAY}
            for partner_id, number in zip(partner_ids, numbers, strict=True)
        ]
    )
