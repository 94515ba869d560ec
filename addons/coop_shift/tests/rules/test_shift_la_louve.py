"""La Louve's manual and bylaws, sentence by sentence: each test's first line is the sentence."""

from datetime import datetime, timedelta

import pytest
from coop_shift_rules.booking import Booked, Seat, cancel_refusals, refusals
from coop_shift_rules.policy import preset
from shift_lives import Lived, came, day, seat

LOUVE = preset("la_louve").latest
ABCD = [seat("abcd")]
FLYING = [seat("flying", "2026-01-01")]
# La Louve's cycles of 2026 begin on 12 January, 9 February, 9 March, 6 April, 4 May, 1 June…


def louve(**facts):
    return Lived("la_louve", facts.pop("until", "2026-01-11"), **facts)


# the duty


def test_hours():
    """3 hours every 4 weeks (13 shifts a year)."""
    assert LOUVE.shift_minutes == 180
    assert LOUVE.cycle.weeks == 4
    assert len(preset("la_louve").cycle_starts(day("2025-12-29"), day("2026-12-27"))) == 13


def test_the_article():
    """The article that this project starts from says 3 hours a week: both are presets."""
    weekly = preset("weekly_three_hours").latest
    assert (weekly.shift_minutes, weekly.cycle.weeks) == (180, 1)


def test_week_a():
    """Cycle of 4 weeks A, B, C, D; week A began on Monday 2015-12-28."""
    weeks = [day("2015-12-28") + timedelta(weeks=n) for n in range(5)]
    assert [LOUVE.cycle.letter(week) for week in weeks] == list("ABCDA")


# ABCD members


@pytest.mark.parametrize(
    ("kind", "owed"),
    [
        ("present", 0),
        ("late", 0),
        ("absent", -2),
        ("excused", -1),
        ("bereavement", 0),
        ("replaced", 0),
    ],
)
def test_own_shift(kind, owed):
    """Own shift: attended 0, absent −2, excused −1 (bereavement 0)."""
    assert louve(enrollments=ABCD, attendances=[came(kind, "2026-02-02")]).balance("abcd") == owed


def test_single_make_up_granted():
    """A coordinator may grant a single make-up: the absence becomes an excuse."""
    told = [came("absent", "2026-02-02", id=1), came("excused", "2026-02-02", id=1)]
    assert louve(enrollments=ABCD, attendances=told).balance("abcd") == -1


@pytest.mark.parametrize("factor", [0.5, 1, 1.5, 2])
def test_make_up(factor):
    """A make-up worked: +1 (some templates 0.5, 1.5 or 2)."""
    life = louve(
        enrollments=ABCD,
        attendances=[came("absent", "2026-02-02"), came("make_up", "2026-02-10", factor=factor)],
    )
    assert life.balance("abcd") == -2 + factor
    assert life.balance("flying") == 0


def test_clip():
    """Clipped so that this counter never exceeds 0. Extra work beyond 0 goes to the flying
    counter."""
    life = louve(
        enrollments=ABCD,
        attendances=[came("excused", "2026-02-02"), came("make_up", "2026-02-10", factor=1.5)],
    )
    assert (life.balance("abcd"), life.balance("flying")) == (0, 0.5)
    assert (
        louve(enrollments=ABCD, attendances=[came("make_up", "2026-02-10")]).balance("flying") == 1
    )


def test_make_ups_need_no_booking():
    """Make-ups need no booking: one shows up on time, on any shift, several on one day."""
    shown_up = [came("make_up", "2026-02-10", id=1), came("make_up", "2026-02-10", id=2)]
    life = louve(enrollments=ABCD, attendances=[came("absent", "2026-02-02"), *shown_up])
    assert (life.balance("abcd"), life.balance("flying")) == (0, 0)


# flying members


def test_flying_work():
    """Flying members book shifts: worked +1, booked and absent −1."""
    assert (
        louve(enrollments=FLYING, attendances=[came("present", "2026-01-05")]).balance("flying")
        == 1
    )
    assert (
        louve(enrollments=FLYING, attendances=[came("absent", "2026-01-05")]).balance("flying")
        == -1
    )


def test_flying_absence_counts_at_the_debit():
    """Booked and absent −1 (not counted in the standing until the next debit)."""
    life = louve(
        until="2026-02-01",
        enrollments=FLYING,
        corrections=[{"date": "2026-01-02", "counter": "flying", "amount": 2}],
        attendances=[came("absent", "2026-01-05"), came("absent", "2026-01-06", id="other")],
    )
    assert life.balance("flying", "2026-01-06") == 0
    flat = louve(until="2026-02-01", enrollments=FLYING, attendances=[came("absent", "2026-01-05")])
    assert flat.balance("flying", "2026-01-06") == -1
    assert flat.standing("2026-01-11") == "up_to_date"
    assert flat.standing("2026-01-12") == "alert"
    assert flat.balance("flying", "2026-01-12") == -3


def test_absence_on_the_day_of_the_debit():
    """Not counted until the next debit: that of the same evening, when it is that day."""
    life = louve(enrollments=FLYING, attendances=[came("absent", "2026-01-12")])
    assert str(life.entries[0].counts_from) == "2026-01-12"
    next_day = louve(enrollments=FLYING, attendances=[came("absent", "2026-01-13")])
    assert str(next_day.entries[0].counts_from) == "2026-02-09"


@pytest.mark.parametrize(("before", "debit"), [(0, -2), (0.5, -2), (1, -1), (3, -1), (-1, -2)])
def test_debit(before, debit):
    """Each 4 weeks a debit: −1 if the counter is ≥ 1, otherwise −2."""
    life = louve(
        until="2026-01-26",
        enrollments=FLYING,
        corrections=[{"date": "2026-01-02", "counter": "flying", "amount": before}]
        if before
        else [],
    )
    assert life.debits() == {"2026-01-12": debit}


def test_reduced_debit():
    """ "Reduced debit" −1 on request, at most 2 in a row."""
    asked = ["2026-01-28", "2026-02-09", "2026-03-30", "2026-04-20"]
    life = louve(until="2026-05-01", enrollments=FLYING, reduced_debits=asked)
    assert list(life.debits().values()) == [-1, -1, -2, -1]


def test_debits_a_year():
    """13 debits a year."""
    paid = louve(
        until="2026-12-27",
        enrollments=[seat("flying", "2025-12-29")],
        corrections=[{"date": "2025-12-29", "counter": "flying", "amount": 30}],
    )
    assert len(paid.debits()) == 13


def test_debit_once():
    """A cycle start that runs twice debits twice (a trap): once per member and cycle, late or
    twice."""
    two_teams = [seat("flying", "2026-01-01"), seat("flying", "2026-01-15", anchor="2026-01-29")]
    life = louve(until="2026-02-08", enrollments=two_teams)
    assert list(life.debits().values()) == [-2]
    assert len({entry.key for entry in life.entries}) == len(life.entries)


def test_missed_cycle():
    """A cycle whose Monday was missed is lost (a trap): asked late, the debit has its own date."""
    on_time = louve(until="2026-01-12", enrollments=FLYING)
    late = louve(until="2026-02-01", enrollments=FLYING)
    assert len(late.entries) == 1
    assert late.entries == on_time.entries


NOW = datetime(2026, 11, 23, 9)


def test_window():
    """Booking: window of 4 weeks."""
    inside, outside = Seat(datetime(2026, 12, 21, 6)), Seat(datetime(2026, 12, 22, 6))
    assert refusals(LOUVE, "flying", "up_to_date", inside, [], NOW) == []
    assert refusals(LOUVE, "flying", "up_to_date", outside, [], NOW) == ["beyond_window"]


def test_booking_limits():
    """At most 2 shifts a day and 5 in any 28 days."""
    spread = [Booked(datetime(2026, 11, 24, 6) + timedelta(days=6 * n)) for n in range(5)]
    last = Seat(spread[-1].start + timedelta(days=3))
    assert refusals(LOUVE, "flying", "up_to_date", last, spread, NOW) == ["per_period"]
    assert refusals(LOUVE, "flying", "up_to_date", last, spread[1:], NOW) == []
    twice = [Booked(datetime(2026, 11, 24, hour)) for hour in (6, 9)]
    third = Seat(datetime(2026, 11, 24, 12))
    assert refusals(LOUVE, "flying", "up_to_date", third, twice, NOW) == ["per_day"]


def test_cancellation():
    """Free cancellation (1 hour before in the manual, 24 hours in the software: a parameter)."""
    tomorrow, soon = Booked(NOW + timedelta(hours=24)), Booked(NOW + timedelta(hours=23))
    assert cancel_refusals(LOUVE, "flying", tomorrow, NOW) == []
    assert cancel_refusals(LOUVE, "flying", soon, NOW) == ["too_late"]
    by_the_manual = {"versions": [{**_louve_data(), "booking": {"cancel_hours": 1}}]}
    from coop_shift_rules.policy import PolicyHistory

    manual = PolicyHistory.from_data(by_the_manual).latest
    assert cancel_refusals(manual, "flying", soon, NOW) == []


def _louve_data():
    from coop_shift_rules.policy import preset_data

    return preset_data("la_louve")


def test_out_of_the_team():
    """Two missed in 12 months puts a member out of the flying team."""
    missed = [came("absent", "2026-01-05"), came("absent", "2027-01-04")]
    assert louve(enrollments=FLYING, attendances=missed).happened("out_of_team") == ["2027-01-04"]
    later = [came("absent", "2026-01-05"), came("absent", "2027-01-05")]
    assert louve(enrollments=FLYING, attendances=later).happened("out_of_team") == []
    shift = Seat(datetime(2026, 12, 1, 6))
    assert refusals(LOUVE, "flying", "up_to_date", shift, [], NOW, out_of_team=True) == [
        "out_of_team"
    ]


# recording


def test_recorded_twice():
    """The same attendance recorded twice counts once."""
    once = [came("absent", "2026-02-02", id=1)]
    assert louve(enrollments=ABCD, attendances=once * 2).balance("abcd") == -2


def test_corrected():
    """An attendance that is corrected (absent, then present after all) leaves exactly what the
    last state says."""
    told = [came("absent", "2026-02-02", id=1), came("present", "2026-02-02", id=1)]
    life = louve(enrollments=ABCD, attendances=told)
    assert life.entries == []
    assert life.timeline == louve(enrollments=ABCD, attendances=told[1:]).timeline


def test_withdrawn():
    """One that is withdrawn leaves nothing."""
    told = [came("absent", "2026-02-02", id=1), {"id": 1, "withdrawn": True}]
    assert louve(enrollments=ABCD, attendances=told).entries == []


# standing, in the order of the manual
