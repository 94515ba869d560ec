"""Twelve shift templates, three months of attendance, and a standing of every kind."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from .tables import rows

HISTORY = timedelta(days=84)
ROLES_FR = {
    "Till": "Caisse",
    "Receiving": "Réception",
    "Shelves": "Mise en rayon",
    "Cleaning": "Nettoyage",
    "Cheese and counter": "Fromage et coupe",
}
#: What became of the own shifts, the last one first; those before were attended.
ATTENDANCE = {
    "abcd_alert": ["absent"],
    "abcd_suspended": ["present", "absent"],
    "abcd_grace": ["present", "absent"],
    "pass": ["present", "absent"],
    "unsubscribed": ["absent", "absent"],
}
LEAVES = {"abcd_on_leave": "temporary", "abcd_exempted": "parental"}
#: Flying members: days in the team before the present cycle began, and shifts worked since.
FLYING = {"flying_ok": (20, 3), "flying_alert": (20, 0), "flying_suspended": (50, 0)}


def build(env, coop, members):
    """Roles, templates, enrollments, shifts with attendance, leaves and a grace."""
    today = coop._coop_today()
    templates = add_templates(env, coop, today)
    shifts = add_shifts(env, coop, templates, today)
    worked = []
    for row in rows("people"):
        member, scenario = members[row["name"]], row["scenario"]
        if scenario in ("partner", "left"):
            continue
        if scenario.startswith("flying"):
            worked += flying(env, member, scenario, shifts, today)
        else:
            worked += fixed(env, member, scenario, templates, shifts, today)
    env["coop.assignment"].create(worked)
    add_leaves(env, coop, members)
    add_grace(env, coop, members)


def add_templates(env, coop, today):
    """The templates of ``data/templates.csv`` with their seats."""
    roles = {}
    for name, name_fr in ROLES_FR.items():
        roles[name] = env["coop.shift.role"].create({"name": name, "company_id": coop.id})
        roles[name].with_context(lang="fr_FR").name = name_fr
    return env["coop.shift.template"].create(
        [
            {
                "company_id": coop.id,
                "week": int(row["week"]),
                "weekday": row["weekday"],
                "hour_from": float(row["hour_from"]),
                "hour_to": float(row["hour_to"]),
                "date_from": today - HISTORY - timedelta(days=28),
                "seat_ids": [
                    (0, 0, {"role_id": roles[name].id, "seats": int(seats)})
                    for name, seats in (part.split(":") for part in row["roles"].split(","))
                ],
            }
            for row in rows("templates")
        ]
    )


def add_shifts(env, coop, templates, today):
    """The shifts of the last three months: ``{template: [shift, …]}``, the last one first."""
    history = env["coop.work.policy"]._history(coop)
    cycle = history.latest.cycle
    found = {}
    for template in templates:
        days = cycle.days(template.letter, int(template.weekday), today - HISTORY, today)
        vals = []
        for day in sorted((day for day in days if day < today), reverse=True):
            start, stop = template._utc_hours(day)
            vals.append(
                {
                    "company_id": coop.id,
                    "template_id": template.id,
                    "occurrence": day,
                    "start": start,
                    "stop": stop,
                    "state": "closed",
                }
            )
        found[template] = list(env["coop.shift"].create(vals))
    return found


def fixed(env, member, scenario, templates, shifts, today):
    """Enroll a member on the first template with a free seat, and tell the past attendance."""
    template, seat = next(
        (template, line)
        for template in templates[member.number % len(templates) :] + templates
        for line in template.seat_ids
        if len(template.enrollment_ids.filtered(lambda e, r=line.role_id: e.role_id == r))
        < line.seats
    )
    env["coop.enrollment"].create(
        {
            "member_id": member.id,
            "regime": "abcd",
            "template_id": template.id,
            "role_id": seat.role_id.id,
            "date_from": today - HISTORY,
            "decided_on": today - HISTORY,
        }
    )
    states = iter(ATTENDANCE.get(scenario, []))
    return [
        {
            "shift_id": shift.id,
            "member_id": member.id,
            "role_id": seat.role_id.id,
            "origin": "enrollment",
            "state": next(states, "present"),
        }
        for shift in shifts[template]
    ]


def flying(env, member, scenario, shifts, today):
    """A place in the flying team and the shifts that were booked and worked.

    Whoever joined the team in the last cycle was debited once, when the present one began.
    """
    days, worked = FLYING[scenario]
    cycle = env["coop.work.policy"]._history(member.company_id).latest.cycle
    since = cycle.start(today) - timedelta(days=days)
    env["coop.enrollment"].create(
        {"member_id": member.id, "regime": "flying", "date_from": since, "decided_on": since}
    )
    past = [shift for group in shifts.values() for shift in group if shift.day > since]
    past.sort(key=lambda shift: shift.start)
    return [
        {"shift_id": shift.id, "member_id": member.id, "origin": "booking", "state": "present"}
        for shift in past[:worked]
    ]


def add_leaves(env, coop, members):
    """Confirmed leaves that cover today."""
    today = coop._coop_today()
    for row in rows("people"):
        if row["scenario"] in LEAVES:
            leave_type = env["coop.leave.type"].search(
                [("code", "=", LEAVES[row["scenario"]])], limit=1
            )
            env["coop.leave"].create(
                {
                    "member_id": members[row["name"]].id,
                    "type_id": leave_type.id,
                    "date_from": today - relativedelta(days=20),
                    "date_to": today + relativedelta(days=60),
                    "asked_on": today - relativedelta(days=30),
                    "state": "confirmed",
                }
            )


def add_grace(env, coop, members):
    """Ten days of extra time, given two days ago at the door."""
    today = coop._coop_today()
    for row in rows("people"):
        if row["scenario"] == "abcd_grace":
            env["coop.grace"].create(
                {
                    "member_id": members[row["name"]].id,
                    "kind": "grace",
                    "date_from": today - relativedelta(days=2),
                    "date_to": today + relativedelta(days=7),
                    "reason": "First visit after the suspension",
                }
            )
