"""Sixteen shift templates, three months of attendance, and a standing of every kind."""

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
    scenario = {members[row["name"]]: row["scenario"] for row in rows("people")}
    for member, name in scenario.items():
        if name.startswith("flying"):
            join_flying_team(env, member, name, today)
        elif name not in ("partner", "left"):
            enroll(env, member, templates, today)
    env["coop.planning"]._plan(coop, first=today - HISTORY)
    record_attendance(env, coop, scenario, today)
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


def enroll(env, member, templates, today):
    """A seat of the first template that has one free, from three months ago on."""
    template, seat = next(
        (template, line)
        for template in templates[member.number % len(templates) :] + templates
        for line in template.seat_ids
        if len(template.enrollment_ids.filtered(lambda e, r=line.role_id: e.role_id == r))
        < line.seats
    )
    since = max(today - HISTORY, member.joined_on)
    env["coop.enrollment"].create(
        {
            "member_id": member.id,
            "regime": "abcd",
            "template_id": template.id,
            "role_id": seat.role_id.id,
            "date_from": since,
            "decided_on": since,
        }
    )


def join_flying_team(env, member, scenario, today):
    """A place in the flying team.

    Whoever joined it in the last cycle was debited once, when the present one began.
    """
    cycle = env["coop.work.policy"]._history(member.company_id).latest.cycle
    since = cycle.start(today) - timedelta(days=FLYING[scenario][0])
    env["coop.enrollment"].create(
        {"member_id": member.id, "regime": "flying", "date_from": since, "decided_on": since}
    )


def record_attendance(env, coop, scenario, today):
    """Say who was there on every shift before today, and close those shifts."""
    past = env["coop.shift"].search([("company_id", "=", coop.id)], order="start desc")
    past = past.filtered(lambda shift: shift.day < today)
    told = {}
    for member, rows_ in past.assignment_ids.grouped("member_id").items():
        states = iter(ATTENDANCE.get(scenario[member], []))
        for row in rows_.sorted(lambda row: row.shift_id.start, reverse=True):
            state = next(states, "present")
            told[state] = told.get(state, env["coop.assignment"]) | row
    for state, assignments in told.items():
        assignments._record(state)
    env["coop.assignment"].create(
        [
            {"shift_id": shift.id, "member_id": member.id, "origin": "booking", "state": "present"}
            for member, name in scenario.items()
            if name.startswith("flying")
            for shift in worked_shifts(member, past, FLYING[name][1])
        ]
    )
    past.action_close()


def worked_shifts(member, past, count):
    """The first shifts that a flying member worked since joining the team."""
    since = member.enrollment_ids.date_from
    return past.filtered(lambda shift: shift.day > since).sorted("start")[:count]


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
    """Extra time, as the rules gave it two days ago at the door."""
    day = coop._coop_today() - relativedelta(days=2)
    for row in rows("people"):
        if row["scenario"] == "abcd_grace":
            reason = env["coop.grace"]._first_visit_words(coop)
            env["coop.grace"]._give(members[row["name"]], "grace", reason, day)
