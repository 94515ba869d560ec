"""What concerns the whole co-op: time, the daily job, holidays, templates, rules."""

from copy import deepcopy
from datetime import timedelta

from .world import Nothing, one_in


def pass_days(world, chance):
    """Time goes by, and nobody runs the daily job."""
    days = chance.choice((0, 1, 1, 2, 3, 5, 7, 7, 14))
    world.later(days, chance.choice((5, 9, 13, 18, 23)))


def pass_weeks(world, chance):
    days = chance.choice((21, 28, 35, 60, 90))
    world.later(days, chance.choice((0, 12, 20)))


def job(world, chance):
    world.run_job()


def job_twice(world, chance):
    world.run_job()
    world.run_job()


# ---------------------------------------------------------------------- holidays


def holiday(world, chance):
    day = world.days(chance, *chance.choice(((1, 60), (-20, 20), (-90, 0))))
    kinds = world.model("coop.shop.holiday")._fields["kind"].get_values(world.case.env)
    world.model("coop.shop.holiday").create(
        {
            "name": "Closed",
            "company_id": world.company.id,
            "kind": chance.choice(kinds),
            "date_from": day,
            "date_to": day + timedelta(days=chance.choice((0, 1, 6, 30))),
        }
    )
    return day


def change_holiday(world, chance):
    row = world.pick(chance, world.rows("coop.shop.holiday"))
    before = row.date_from
    if one_in(chance):
        row.kind = chance.choice(("closed", "open", "long_all"))
    else:
        row.date_from = min(row.date_to, before + timedelta(days=chance.randint(-7, 7)))
    return min(before, row.date_from)


def no_holiday(world, chance):
    row = world.pick(chance, world.rows("coop.shop.holiday"))
    day = row.date_from
    row.unlink()
    return day


# ---------------------------------------------------------------------- templates


def new_template(world, chance):
    if len(world.templates()) > 4:
        raise Nothing
    hour = chance.choice((6.5, 9.0, 16.0, 22.75))
    number = chance.randrange(world.policy.cycle.weeks)
    world.make_template(number, chance.randrange(7), hour, (hour + 3) % 24, chance.randint(1, 3))


def change_template(world, chance):
    """The wizard: members and planned shifts go along."""
    template = world.pick(chance, world.templates())
    kind = chance.choice(("move", "move", "split", "merge"))
    vals = {
        "template_ids": [(6, 0, template.ids)],
        "kind": kind,
        "date": world.days(chance, 1, 40),
        "weekday": str(chance.randrange(7)),
        "hour_from": chance.choice((8.0, 19.0)),
        "hour_to": chance.choice((11.0, 22.0)),
    }
    if kind == "split":
        places = template._places_from(vals["date"])
        vals["enrollment_ids"] = [(6, 0, world.pick(chance, places).ids)]
    elif kind == "merge":
        target = world.pick(chance, world.templates() - template)
        vals["target_id"] = target.id
        vals["template_ids"] = [(6, 0, (template | target).ids)]
    world.model("coop.template.wizard").create(vals).action_apply()


def end_template(world, chance):
    """Its places end, and then the template."""
    if len(world.templates()) < 2:
        raise Nothing
    template = world.pick(chance, world.templates())
    day = max(world.days(chance, 1, 30), template.date_from + timedelta(days=1))
    template._places_from(day)._coop_end_before(day, "The shift ends.")
    template.date_to = day - timedelta(days=1)


def more_seats(world, chance):
    line = world.pick(chance, world.templates().seat_ids)
    line.seats = max(1, line.seats + chance.choice((-1, 1)))


# ---------------------------------------------------------------------- rules


def new_version(world, chance):
    """Other amounts and other days of grace, from a day to come on."""
    data = deepcopy({key: value for key, value in world.newest.items() if key != "from"})
    for regime in data["regimes"].values():
        for kind in regime["attendance"].values():
            for line in kind.get("writes", ()):
                if "amount" in line and line["amount"] < 0:
                    line["amount"] = chance.choice((-1, -2, line["amount"]))
        stop = regime.get("debt", {}).get("stop", {})
        if "after_days" in stop:
            stop["after_days"] = chance.choice((14, 28, stop["after_days"]))
        if "debit" in regime and "amount" in regime["debit"]:
            regime["debit"]["amount"] *= chance.choice((1, 1, 2))
    policy = world.rows("coop.work.policy")
    last = max(policy.version_ids.mapped("date_from"))
    day = max(last + timedelta(days=1), world.days(chance, 1, 60))
    world.model("coop.work.policy.version").create(
        {"policy_id": policy.id, "date_from": day, "params": data}
    )


def other_zone(world, chance):
    """The co-op's clock changes: shifts to come keep their local hours."""
    zone = chance.choice(("Europe/Paris", "America/New_York", "Asia/Tokyo"))
    wizard = world.model("coop.template.wizard").create({"kind": "zone", "zone": zone})
    wizard.action_apply()


def other_cycle(world, chance):
    """Cycles of another length, from a Monday to come on."""
    day = world.days(chance, 7, 40)
    wizard = world.model("coop.template.wizard")
    wizard.create(
        {
            "kind": "cycle",
            "date": day - timedelta(days=day.weekday()),
            "weeks": chance.choice((2, 3, 4, 6)),
        }
    ).action_apply()


TABLE = (
    ("pass_days", 24, pass_days),
    ("pass_weeks", 3, pass_weeks),
    ("job", 14, job),
    ("job_twice", 1, job_twice),
    ("holiday", 2, holiday),
    ("change_holiday", 1, change_holiday),
    ("no_holiday", 1, no_holiday),
    ("new_template", 1, new_template),
    ("change_template", 2, change_template),
    ("end_template", 1, end_template),
    ("more_seats", 1, more_seats),
    ("new_version", 1, new_version),
    ("other_zone", 1, other_zone),
    ("other_cycle", 1, other_cycle),
)
