"""Sixty members, their shares, cards and households."""

from dateutil.relativedelta import relativedelta

from .tables import rows

REDUCED = {"Awa Diallo", "Omar Cissé", "Lila Ferrand"}


def build(env, coop):
    """Create the members and return them by name."""
    types = share_types(env, coop)
    members = {row["name"]: add_member(env, coop, types, row) for row in rows("people")}
    for row in rows("household"):
        add_household_person(env, coop, members[by_number(members, row["member"])], row)
    add_stops(env, coop, members)
    return members


def by_number(members, number):
    """The name of the member with that number."""
    return next(name for name, member in members.items() if member.number == int(number))


TYPES_FR = {"A": "Part travailleur", "B": "Part partenaire", "C": "Part de soutien"}


def share_types(env, coop):
    """The three share types of La Louve: worker, partner, supporter."""
    values = [
        {"code": "A", "name": "Worker share", "minimum": 10, "is_worker": True},
        {"code": "B", "name": "Partner share", "minimum": 10, "college_cap": 0.1},
        {"code": "C", "name": "Supporter share", "minimum": 1, "has_vote": False},
    ]
    found = env["coop.share.type"].search([("company_id", "=", coop.id)])
    known = {share_type.code: share_type for share_type in found}
    for vals in values:
        if vals["code"] not in known:
            known[vals["code"]] = env["coop.share.type"].create(
                {**vals, "value": 10, "minimum_reduced": 1, "company_id": coop.id}
            )
        known[vals["code"]].with_context(lang="fr_FR").name = TYPES_FR[vals["code"]]
    return known


def add_member(env, coop, types, row):
    """One member: a person with a card, who subscribed and paid in cash at the office."""
    number = int(row["number"])
    today = coop._coop_today()
    joined = joined_on(number, today)
    partner = env["res.partner"].create(
        {
            "name": row["name"],
            # Every eighth rarely uses the Internet: their convocations are printed.
            "email": number % 8 != 0 and f"member{number}@coop.example",
            "city": "Paris",
            "zip": f"750{number % 20 + 1:02d}",
            "country_id": env.ref("base.fr").id,
            "lang": "fr_FR",
        }
    )
    add_card(env, coop, partner, number, joined)
    share_type = types["B" if row["scenario"] == "partner" else "A"]
    member = subscribe(
        env, coop, partner, share_type, joined, "meeting" if number < 20 else "portal"
    )
    if row["scenario"] == "left":
        leave(env, member, today - relativedelta(days=140))
    return member


def subscribe(env, coop, partner, share_type, day, origin):
    """A subscription called and paid on one day; the payment makes the member."""
    reduced = partner.name in REDUCED
    quantity = 1 if reduced else share_type.minimum
    subscription = env["coop.subscription"].create(
        {
            "partner_id": partner.id,
            "company_id": coop.id,
            "date": day,
            "origin": origin,
            "reduced": reduced,
            # The welcome mail of the demo's members was sent long ago.
            "welcome_on": day,
            "line_ids": [(0, 0, {"type_id": share_type.id, "quantity": quantity})],
        }
    )
    subscription.action_confirm()
    env["coop.subscription.pay"].create(
        {"subscription_id": subscription.id, "date": day}
    ).action_pay()
    return subscription.member_id


def leave(env, member, last_day):
    """The member left; the shares wait for the refund that the assembly will decide."""
    env["coop.member.leave"].create(
        {"member_id": member.id, "last_day": last_day, "refund": False}
    ).action_leave()


def joined_on(number, today):
    """The last seven came one after the other during the campaign, the others before it."""
    days = 15 * (61 - number) if number > 53 else 200 + 25 * (61 - number)
    return today - relativedelta(days=days)


def add_card(env, coop, partner, number, day, issue=0):
    """A card whose barcode the till's nomenclature knows as a customer: 042…"""
    digits = f"042{number:07d}{issue:02d}"
    env["coop.card"].create(
        {
            "partner_id": partner.id,
            "company_id": coop.id,
            "code": env["barcode.nomenclature"].sanitize_ean(digits + "0"),
            "issued_on": day,
        }
    )


def add_household_person(env, coop, member, row):
    """A person who shops on the member's standing, with a card of their own."""
    today = coop._coop_today()
    partner = env["res.partner"].create(
        {"name": row["name"], "city": "Paris", "country_id": env.ref("base.fr").id}
    )
    person = env["coop.household.person"].create(
        {
            "member_id": member.id,
            "partner_id": partner.id,
            "kind": row["kind"],
            "date_from": today + relativedelta(days=int(row["from_days"])),
            "date_to": row["to_days"] and today + relativedelta(days=int(row["to_days"])),
        }
    )
    add_card(env, coop, partner, 900000 + person.id, person.date_from)


def add_stops(env, coop, members):
    """A block, an overdue instalment, a pass for today and a card that was lost."""
    today = coop._coop_today()
    block = env["coop.block"].create
    common = {"company_id": coop.id}
    block(
        {
            **common,
            "partner_id": members["Joséphine Ricci"].partner_id.id,
            "date_from": today - relativedelta(days=9),
            "reason": "Asked for a talk about a returned crate",
        }
    )
    block(
        {
            **common,
            "partner_id": members["Marc Delaunay"].partner_id.id,
            "kind": "unpaid",
            "date_from": today - relativedelta(days=12),
            "reason": "Third instalment is two months late",
        }
    )
    env["coop.day.pass"].create(
        {
            **common,
            "partner_id": members["Gabriel Santos"].partner_id.id,
            "date": today,
            "reason": "Make-up shift booked for tomorrow",
        }
    )
    lose_card(env, coop, members["Hugo Berthelot"])


def lose_card(env, coop, member):
    """The member's first card was lost: it is revoked and the next issue given."""
    today = coop._coop_today()
    member.partner_id.coop_card_ids.write(
        {"revoked_on": today - relativedelta(days=20), "reason": "Lost"}
    )
    add_card(env, coop, member.partner_id, member.number, today - relativedelta(days=20), issue=1)
