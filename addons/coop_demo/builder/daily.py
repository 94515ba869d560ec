"""What a week in the shop brings: coordinators, an offer, a leave to answer, two who wait."""

from datetime import timedelta

from .tables import rows


def build(env, coop, members):
    """Everything on the members' and the coordinators' screens has something in it."""
    reliable = [members[row["name"]] for row in rows("people") if row["scenario"] == "abcd_ok"]
    member = next(members[row["name"]] for row in rows("people") if row["login"] == "member")
    add_coordinators(env, coop, reliable)
    stand_in_today(env, coop, member)
    others = [other for other in reliable if other != member]
    offer_shifts(env, others[:3])
    ask_leave(env, coop, others[5])
    wait_for_place(env, coop, others[6:8])
    add_committee(env, coop, others[0], [member, others[1], others[2]])


def add_coordinators(env, coop, members):
    """Whoever holds the first place of a template coordinates its shifts."""
    places = env["coop.enrollment"].search(
        [("member_id", "in", [member.id for member in members]), ("template_id", "!=", False)]
    )
    env["coop.shift.coordinator"].create(
        [
            {"template_id": template.id, "member_id": held[0].member_id.id, "date_from": day}
            for template, held in places.grouped("template_id").items()
            if (day := template.date_from)
        ]
    )


def stand_in_today(env, coop, member):
    """The member who signs in runs the nearest shift with people: their phone has one to show."""
    today = coop._coop_today()
    near = env["coop.shift"].search([("company_id", "=", coop.id), ("state", "=", "planned")])
    peopled = near.filtered(lambda shift: len(shift.assignment_ids) > 1 and shift.day >= today)
    peopled[:1].substitute_ids = [(4, member.id)]


def offer_shifts(env, members):
    """Each offers the next shift, to everybody."""
    for member in members:
        coming = member.assignment_ids.filtered(lambda row: row.state == "expected")
        free = coming.sorted("start").filtered(lambda row: not row._swap_offer_refusals())
        if free:
            env["coop.swap"]._offer(free[0], "swap", None, "")


def ask_leave(env, coop, member):
    """A leave that waits for the office's answer."""
    today = coop._coop_today()
    env["coop.leave"].create(
        {
            "member_id": member.id,
            "type_id": env["coop.leave.type"].search([("code", "=", "temporary")], limit=1).id,
            "date_from": today + timedelta(days=20),
            "date_to": today + timedelta(days=90),
            "asked_on": today,
        }
    )


def wait_for_place(env, coop, members):
    """Two wait for a place on a template that is full."""
    today = coop._coop_today()
    templates = env["coop.shift.template"].search([("company_id", "=", coop.id)])
    full = [
        (template, line.role_id)
        for template in templates
        for line in template.seat_ids
        if not template._free_seats(line.role_id, today)
    ]
    env["coop.waiting"].create(
        [
            {"member_id": member.id, "template_id": template.id, "role_id": role.id}
            for member in members
            for template, role in full[:1]
            if template not in member.enrollment_ids.template_id
        ]
    )


def add_committee(env, coop, coordinator, members):
    """A working group with hours that wait for its coordinator's answer."""
    since = coop._coop_today() - timedelta(days=60)
    committee = env["coop.committee"].create(
        {
            "name": "Buying group",
            "company_id": coop.id,
            "purpose": "Finds farms and mills nearby, and talks to them.",
            "coordinator_ids": [(4, coordinator.id)],
            "seat_ids": [
                (0, 0, {"member_id": member.id, "date_from": since})
                for member in [coordinator, *members]
            ],
        }
    )
    committee.with_context(lang="fr_FR").write(
        {
            "name": "Groupe achats",
            "purpose": "Trouve des fermes et des moulins proches, et leur parle.",
        }
    )
    for seat in committee.seat_ids.filtered(lambda seat: seat.member_id in members[:2]):
        env["coop.committee.work"].create(
            {
                "seat_id": seat.id,
                "date": coop._coop_today() - timedelta(days=3),
                "hours": 3,
                "description": "Visite du moulin",
            }
        )
