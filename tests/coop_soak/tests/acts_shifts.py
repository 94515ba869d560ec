"""What happens on shifts: attendance, make-ups, bookings, committees."""

from datetime import datetime, time, timedelta

from .world import one_in

YEAR = 365
BUTTONS = ("action_present", "action_absent", "action_excused", "action_late", "action_withdraw")


def record(world, chance):
    """The attendance of one who is expected, usually soon after the shift."""
    expected = ("state", "=", "expected")
    recent = world.assignments(-chance.choice((5, 40, YEAR)), 0, expected)
    row = world.pick(chance, recent or world.assignments(-YEAR, 0, expected))
    getattr(row, chance.choice(BUTTONS[:4]))()
    return row.shift_id.day


def change(world, chance):
    """What was recorded is said otherwise, up to a year later."""
    row = world.pick(chance, world.assignments(-YEAR, 0, ("recorded_on", "!=", False)))
    getattr(row, chance.choice(BUTTONS))()
    return row.shift_id.day


def withdraw(world, chance):
    row = world.pick(chance, world.assignments(-YEAR, 0, ("recorded_on", "!=", False)))
    row.action_withdraw()
    return row.shift_id.day


def record_in_list(world, chance):
    """In the list of a shift any state can be chosen."""
    row = world.pick(chance, world.assignments(-YEAR, 0))
    states = ("present", "absent", "half_excused", "bereavement", "cancelled", "expected")
    row.write({"state": chance.choice(states)})
    return row.shift_id.day


def all_present(world, chance):
    shift = world.pick(chance, world.shifts(-30, 0))
    shift.action_coop_all_present_and_close()
    return shift.day


def reopen(world, chance):
    shift = world.pick(chance, world.shifts(-YEAR, 0).filtered(lambda s: s.state == "closed"))
    shift.action_reopen()
    return shift.day


def make_up(world, chance):
    """Somebody came for a make-up: their number is typed at the desk."""
    shift = world.pick(chance, world.shifts(-chance.choice((2, 60)), 0))
    member = world.member(chance)
    wizard = world.model("coop.make.up.wizard")
    wizard.create({"shift_id": shift.id, "code": str(member.number)}).action_add()
    return shift.day


def past_attendance(world, chance):
    """A shift outside of the planning, written down afterwards with who was there."""
    day = world.days(chance, -YEAR, 0)
    start = datetime.combine(day, time(chance.randint(4, 21)))
    start = min(start, world.now - timedelta(hours=1))
    shift = world.model("coop.shift").create(
        {
            "company_id": world.company.id,
            "start": start,
            "stop": start + timedelta(hours=3),
            "factor": chance.choice((1, 1, 0.5, 2)),
        }
    )
    origins = ("booking", "make_up", "meeting", "solidarity", "enrollment")
    world.model("coop.assignment").create(
        {
            "member_id": world.member(chance).id,
            "shift_id": shift.id,
            "origin": chance.choice(origins),
            "state": chance.choice(("present", "absent", "late", "excused")),
        }
    )
    return shift.day


def move_shift(world, chance):
    """The hours of one shift are corrected, also afterwards."""
    shift = world.pick(chance, world.shifts(-60, 20))
    before, hours = shift.day, chance.choice((-30, -2, 2, 20))
    step = timedelta(hours=hours)
    shift.write({"start": shift.start + step, "stop": shift.stop + step})
    return min(before, shift.day)


def cancel_shift(world, chance):
    shift = world.pick(chance, world.shifts(-5, 40))
    shift.action_cancel()
    return shift.day


def book(world, chance):
    shift = world.pick(chance, world.shifts(0, chance.choice((10, 28, 60))))
    world.lent("coop.assignment")._book(
        world.member(chance), shift.sudo().with_env(world.case.env), world.role.sudo()
    )


def cancel_booking(world, chance):
    rows = world.assignments(0, 60, ("state", "=", "expected"), ("origin", "!=", "enrollment"))
    world.pick(chance, rows).with_env(world.case.env)._coop_cancel_mine()


def warn(world, chance):
    rows = world.assignments(-1, 20, ("state", "=", "expected"))
    world.pick(chance, rows).with_env(world.case.env)._coop_warn("ill")


def put_on(world, chance):
    """The office puts somebody on a shift."""
    shift = world.pick(chance, world.shifts(-20, 40))
    world.model("coop.assignment").create(
        {
            "member_id": world.member(chance).id,
            "shift_id": shift.id,
            "origin": chance.choice(("booking", "make_up")),
        }
    )
    return shift.day


def take_off(world, chance):
    row = world.pick(chance, world.assignments(-60, 0, ("origin", "=", "make_up")))
    row.action_take_off()
    return row.shift_id.day


def committee_hours(world, chance):
    """Hours in a committee, declared and approved; the seat is made when there is none."""
    member, day = world.member(chance), world.days(chance, -90, 0)
    seats = world.rows("coop.committee.seat", ("member_id", "=", member.id))
    seat = seats[:1] or world.model("coop.committee.seat").create(
        {"member_id": member.id, "committee_id": world.committee.id, "date_from": day}
    )
    work = world.model("coop.committee.work").create(
        {"seat_id": seat.id, "date": day, "hours": chance.choice((2, 3, 7)), "description": "…"}
    )
    work.action_approve()
    return day


def committee_withdraw(world, chance):
    work = world.pick(chance, world.rows("coop.committee.work", ("state", "=", "approved")))
    day = work.date
    work.action_withdraw()
    if one_in(chance):
        work.unlink()
    else:
        work.action_approve()
    return day


TABLE = (
    ("record", 14, record),
    ("change", 5, change),
    ("withdraw", 3, withdraw),
    ("record_in_list", 3, record_in_list),
    ("all_present", 2, all_present),
    ("reopen", 1, reopen),
    ("make_up", 4, make_up),
    ("past_attendance", 4, past_attendance),
    ("move_shift", 2, move_shift),
    ("cancel_shift", 1, cancel_shift),
    ("book", 6, book),
    ("cancel_booking", 3, cancel_booking),
    ("warn", 1, warn),
    ("put_on", 2, put_on),
    ("take_off", 1, take_off),
    ("committee_hours", 2, committee_hours),
    ("committee_withdraw", 1, committee_withdraw),
)
