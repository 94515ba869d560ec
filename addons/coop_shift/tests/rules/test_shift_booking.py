from datetime import datetime, timedelta

import pytest
from coop_shift_rules.booking import Booked, Seat, cancel_refusals, refusals, stand_in_refusals
from coop_shift_rules.policy import preset
from hypothesis import given
from hypothesis import strategies as st

LOUVE = preset("la_louve").latest
NOW = datetime(2026, 11, 23, 9)
SOON = NOW + timedelta(days=3)


def ask(seat=None, standing="up_to_date", booked=(), policy=LOUVE, regime="flying", **more):
    return refusals(policy, regime, standing, seat or Seat(SOON), list(booked), NOW, **more)


@pytest.mark.parametrize(
    ("seat", "codes"),
    [
        (Seat(SOON, free=0), ["full"]),
        (Seat(SOON, cancelled=True), ["shift_cancelled"]),
        (Seat(SOON, skills=frozenset({"till"})), ["skill"]),
        (Seat(NOW), ["past"]),
    ],
)
def test_seats_that_cannot_be_taken(seat, codes):
    assert ask(seat) == codes


@pytest.mark.parametrize(
    ("minutes", "codes"), [(-180, []), (-179, ["overlap"]), (179, ["overlap"]), (180, [])]
)
def test_two_shifts_that_share_some_time(minutes, codes):
    """Those that only touch may both be held."""
    start, length = SOON + timedelta(minutes=minutes), timedelta(hours=3)
    held = [Booked(start, stop=start + length)]
    assert ask(Seat(SOON, stop=SOON + length), booked=held) == codes


@pytest.mark.parametrize(("days", "codes"), [(28, []), (29, ["beyond_window"])])
def test_seats_are_booked_four_weeks_ahead(days, codes):
    assert ask(Seat(NOW + timedelta(days=days))) == codes


def test_a_skill_opens_the_seat():
    assert ask(Seat(SOON, skills=frozenset({"till"})), skills={"till", "cheese"}) == []


@pytest.mark.parametrize(
    "standing", ["alert", "suspended", "grace", "frozen", "exempted", "unpaid"]
)
def test_a_late_member_may_book_working_is_the_way_back(standing):
    assert ask(standing=standing) == []


@pytest.mark.parametrize("standing", ["unsubscribed", "on_leave", "blocked", "not_concerned"])
def test_who_does_not_work_does_not_book(standing):
    assert ask(standing=standing) == ["standing"]


def test_abcd_members_do_not_book():
    """Make-ups need no booking: one shows up on time."""
    assert ask(regime="abcd") == ["regime_cannot_book"]


@given(st.lists(st.integers(-40, 40), max_size=12), st.integers(1, 28))
def test_never_more_than_five_in_any_28_days(shifts, ahead):
    """At most 5 in any 28 days, wherever the 28 days begin."""
    held = [Booked(NOW + timedelta(days=shift)) for shift in set(shifts)]
    day = NOW + timedelta(days=ahead, hours=1)
    taken = [one.start.date() for one in held] + [day.date()]
    worst = max(
        sum(start <= other < start + timedelta(days=28) for other in taken)
        for start in (day.date() - timedelta(days=n) for n in range(28))
    )
    assert ("per_period" in ask(Seat(day), booked=held)) == (worst > 5)


def test_yearly_kinds():
    """A general meeting counts once a calendar year."""
    slope, meeting = preset("park_slope").latest, Seat(SOON, kind="meeting")
    been = [Booked(datetime(2026, 2, 1, 19), kind="meeting")]
    assert ask(meeting, booked=been, policy=slope, regime="freelance") == ["per_year"]
    last_year = [Booked(datetime(2025, 2, 1, 19), kind="meeting")]
    assert ask(meeting, booked=last_year, policy=slope, regime="freelance") == []


def test_cancelling():
    assert cancel_refusals(LOUVE, "abcd", Booked(SOON, own=True), NOW) == ["own_shift"]
    assert cancel_refusals(LOUVE, "flying", Booked(NOW - timedelta(hours=1)), NOW) == ["past"]


def test_stand_ins():
    assert stand_in_refusals(LOUVE, Booked(SOON), NOW) == []
    assert stand_in_refusals(LOUVE, Booked(NOW), NOW) == ["past"]
    assert stand_in_refusals(preset("bees").latest, Booked(SOON), NOW) == ["not_in_policy"]
