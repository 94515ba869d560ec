"""What ends a place, and what puts somebody out of the team."""

from shift_lives import Lived, came, seat

SHARE = [{"from": "2026-01-01"}]
ABCD = [seat("abcd")]
FLYING = [seat("flying")]


def louve(*attendances, **facts):
    facts = {"until": "2026-01-11", "shares": SHARE, "enrollments": ABCD, **facts}
    return Lived("la_louve", attendances=list(attendances), **facts)


def ends(*attendances, **facts):
    return louve(*attendances, **facts).happened("unsubscribed")


def absent(on, **more):
    return came("absent", on, **more)


def test_a_row_begins_anew_after_a_shift_that_was_worked():
    first, worked = absent("2026-02-02"), came("present", "2026-03-02")
    assert ends(first, worked, absent("2026-03-30")) == []
    assert ends(first, worked, absent("2026-03-30"), absent("2026-04-27")) == ["2026-04-27"]


def test_a_row_begins_anew_at_a_new_place():
    seats = [seat("abcd", to="2026-02-15"), seat("abcd", "2026-02-16")]
    missed = [absent(day) for day in ("2026-02-02", "2026-03-02", "2026-03-30")]
    assert ends(*missed[:2], enrollments=seats) == []
    assert ends(*missed, enrollments=seats) == ["2026-03-30"]


def test_a_longer_row_ends_the_place_as_soon_as_the_member_is_late_before():
    """The first two cost nothing and little: only before the third is the counter below 0."""
    missed = [absent("2026-02-02", holiday="closed"), absent("2026-03-02"), absent("2026-03-30")]
    assert ends(*missed[:2]) == []
    assert ends(*missed) == ["2026-03-30"]


def test_who_comes_back_after_a_balance_begins_a_new_row():
    seats = [seat("flying", "2025-12-29"), seat("abcd", "2026-05-04")]
    missed = [absent("2026-05-11"), absent("2026-06-08")]
    made = {"until": "2026-05-03", "enrollments": seats}
    assert ends(missed[0], **made) == ["2026-04-06"]
    assert ends(*missed, **made) == ["2026-04-06", "2026-06-08"]


def bees(*attendances, seats=None):
    seats = seats or [seat("regular")]
    return Lived("bees", "2026-01-02", enrollments=seats, attendances=list(attendances))


SUNK = [
    absent("2026-02-02"),
    came("half_excused", "2026-03-02"),
    came("half_excused", "2026-03-30"),
]


def test_a_balance_that_comes_to_the_limit_by_one_ends_the_place():
    assert bees(*SUNK[:2]).happened("unsubscribed") == []
    life = bees(*SUNK)
    assert life.balance("regular") + life.balance("compensation") == -4
    assert life.happened("unsubscribed") == ["2026-03-30"]


def test_who_comes_back_with_the_debt_keeps_the_place_until_it_grows():
    """Make-ups stay due on return: a balance that is no lower than before ends nothing."""
    seats = [seat("regular"), seat("regular", "2026-06-01")]
    worked = came("make_up", "2026-06-15")
    assert bees(*SUNK, absent("2026-06-29"), seats=seats).happened("unsubscribed") == [
        "2026-03-30",
        "2026-06-29",
    ]
    deep = [*SUNK[:2], absent("2026-03-30")]  # -5
    life = bees(*deep, worked, seats=seats)
    assert life.happened("unsubscribed") == ["2026-03-30"]
    assert life.standing("2026-12-31") == "suspended"


def out_of_team(*attendances):
    return louve(*attendances, enrollments=FLYING).happened("out_of_team")


def test_what_was_missed_long_ago_puts_nobody_out_of_the_team():
    assert out_of_team(absent("2026-01-05"), absent("2027-03-01")) == []


def test_two_shifts_missed_on_a_day_after_another_put_out_of_the_team():
    twice = [absent("2026-02-02", id="morning"), absent("2026-02-02", id="evening")]
    assert out_of_team(*twice) == ["2026-02-02"]
    assert out_of_team(absent("2026-01-05"), *twice) == ["2026-02-02"]


def test_who_was_put_out_of_the_team_begins_to_count_anew():
    days = ("2026-01-05", "2026-02-02", "2026-03-02", "2026-03-30")
    missed = [absent(day) for day in days]
    assert out_of_team(*missed[:3]) == ["2026-02-02"]
    assert out_of_team(*missed) == ["2026-02-02", "2026-03-30"]
