"""La Louve's manual and bylaws, sentence by sentence: each test's first line is the sentence."""

from datetime import datetime, timedelta

import pytest
from coop_shift_rules.booking import Booked, Seat, cancel_refusals, refusals
from coop_shift_rules.credits import balances, ledger
from coop_shift_rules.policy import preset
from coop_shift_rules.respite import offer
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
    assert life.entries == ()
    assert life.timeline == louve(enrollments=ABCD, attendances=told[1:]).timeline


def test_withdrawn():
    """One that is withdrawn leaves nothing."""
    told = [came("absent", "2026-02-02", id=1), {"id": 1, "withdrawn": True}]
    assert louve(enrollments=ABCD, attendances=told).entries == ()


# standing, in the order of the manual

SHARE = [{"from": "2026-01-01"}]
BAD = [came("absent", "2026-02-02")]


def test_rule_1():
    """1. No worker share → not concerned."""
    partner = louve(shares=[{"from": "2026-01-01", "worker": False}], attendances=[])
    assert partner.standing("2026-02-01") == "not_concerned"
    sold = louve(shares=[{"from": "2026-01-01", "to": "2026-03-31"}], enrollments=ABCD)
    assert sold.standing("2026-03-31") == "up_to_date"
    assert sold.standing("2026-04-01") == "not_concerned"


def test_rule_2():
    """2. No present or future enrollment, and no open-ended leave covering the date →
    unsubscribed."""
    assert louve(shares=SHARE).standing("2026-02-01") == "unsubscribed"
    ended = louve(shares=SHARE, enrollments=[seat("abcd", to="2026-03-31")])
    assert ended.standing("2026-03-31") == "up_to_date"
    assert ended.standing("2026-04-01") == "unsubscribed"
    coming = louve(shares=SHARE, enrollments=[seat("abcd", "2026-06-01")])
    assert coming.standing("2026-02-01") == "up_to_date"
    away = louve(shares=SHARE, leaves=[{"type": "open_ended", "from": "2026-02-01"}])
    assert away.standing("2026-02-01") == "on_leave"


def test_rule_2_decided_later():
    """A seat given later does not rewrite the days before it was known."""
    seats = [seat("abcd", to="2026-03-31"), seat("abcd", "2026-06-01", decided="2026-05-10")]
    life = louve(shares=SHARE, enrollments=seats)
    assert life.standing("2026-05-09") == "unsubscribed"
    assert life.standing("2026-05-10") == "up_to_date"


def test_rules_3_and_4():
    """3. Capital instalment overdue and flagged → unpaid. 4. Blocked by hand → blocked."""
    life = louve(
        enrollments=ABCD,
        attendances=BAD,
        unpaid=[{"from": "2026-02-10", "to": "2026-02-20"}],
        blocks=[{"from": "2026-02-15", "to": "2026-02-25"}],
        leaves=[{"type": "temporary", "from": "2026-02-24", "to": "2026-05-01"}],
    )
    assert life.standing("2026-02-15") == "unpaid"
    assert life.standing("2026-02-24") == "blocked"
    assert life.standing("2026-02-26") == "on_leave"
    gone = louve(shares=SHARE, unpaid=[{"from": "2026-02-10"}])
    assert gone.standing("2026-02-15") == "unsubscribed"


def test_rule_5():
    """5. A confirmed leave of a non-shopping type covers the date (both ends inclusive) → on
    leave."""
    leave = {"type": "temporary", "from": "2026-02-10", "to": "2026-04-30"}
    life = louve(enrollments=ABCD, attendances=BAD, leaves=[leave])
    assert life.standing("2026-02-09") == "alert"
    assert life.standing("2026-02-10") == life.standing("2026-04-30") == "on_leave"
    assert life.standing("2026-05-01") == "suspended"
    asked = louve(enrollments=ABCD, leaves=[{**leave, "state": "draft"}])
    assert asked.standing("2026-02-10") == "up_to_date"


def test_rule_5_open_ended():
    """It may be open-ended."""
    life = louve(enrollments=ABCD, leaves=[{"type": "open_ended", "from": "2026-02-10"}])
    assert life.standing("2036-02-10") == "on_leave"


def test_rule_6_alert():
    """6. Counter < 0: less than 28 days since the counter became negative → alert; otherwise →
    suspended."""
    life = louve(enrollments=ABCD, attendances=BAD)
    assert life.standing("2026-02-01") == "up_to_date"
    assert life.standing("2026-02-02") == life.standing("2026-03-01") == "alert"
    assert life.standing("2026-03-02") == life.standing("2036-03-02") == "suspended"


def test_rule_6_grace():
    """Inside a grace → grace."""
    life = louve(
        enrollments=ABCD, attendances=BAD, graces=[{"from": "2026-03-10", "to": "2026-03-19"}]
    )
    assert life.standing("2026-03-09") == "suspended"
    assert life.standing("2026-03-10") == life.standing("2026-03-19") == "grace"
    assert life.standing("2026-03-20") == "suspended"


def test_rule_6_second_absence():
    """A second absence does not restart the 28 days."""
    life = louve(enrollments=ABCD, attendances=[*BAD, came("excused", "2026-02-20")])
    assert life.standing("2026-03-01") == "alert"
    assert life.standing("2026-03-02") == "suspended"


def test_rule_6_cleared():
    """Reaching 0 clears it."""
    work = [came("make_up", "2026-02-10"), came("make_up", "2026-02-17")]
    life = louve(enrollments=ABCD, attendances=[*BAD, *work, came("excused", "2026-03-10")])
    assert life.standing("2026-02-16") == "alert"
    assert life.standing("2026-02-17") == "up_to_date"
    assert life.standing("2026-04-06") == "alert"
    assert life.standing("2026-04-07") == "suspended"


def test_rule_6_cleared_before_the_debit():
    """Reaching 0 clears it: work done on the day of the debit counts before it."""
    life = louve(
        until="2026-02-09",
        enrollments=FLYING,
        attendances=[came("present", "2026-01-20"), came("present", "2026-02-09")],
    )
    assert life.balance("flying") == -2
    assert life.standing("2026-02-08") == "alert"
    assert life.standing("2026-03-08") == "alert"
    assert life.standing("2026-03-09") == "suspended"


def test_rule_7():
    """7. A confirmed leave of an exempting type covers the date → exempted (only with counter ≥
    0)."""
    leave = [{"type": "exemption", "from": "2026-01-15"}]
    assert louve(enrollments=ABCD, leaves=leave).standing("2026-02-01") == "exempted"
    late = louve(
        enrollments=ABCD,
        leaves=leave,
        corrections=[{"date": "2026-02-02", "counter": "abcd", "amount": -1}],
    )
    assert late.standing("2026-02-02") == "alert"


def test_rule_8():
    """8. Otherwise up to date; a flying member up to date whose ABCD counter is still negative is
    in alert."""
    life = louve(
        enrollments=[seat("abcd", to="2026-02-28"), seat("flying", "2026-03-01")], attendances=BAD
    )
    assert life.standing("2026-02-28") == "alert"
    assert life.standing("2026-03-02") == "alert"
    assert life.standing("2026-12-31") == "alert"
    worked = louve(
        enrollments=[seat("abcd", to="2026-02-28"), seat("flying", "2026-03-01")],
        attendances=[*BAD, came("make_up", "2026-03-05", factor=2)],
    )
    assert worked.standing("2026-03-05") == "up_to_date"


def test_may_shop():
    """May shop: up to date, alert, grace, exempted."""
    assert set(LOUVE.may_shop) == {"up_to_date", "alert", "grace", "exempted"}


def test_household():
    """A household person has the member's standing; temporary buyer at most 6 months (180 days)."""
    assert (LOUVE.household.adults_owe, LOUVE.household.temporary_days) == (False, 180)
    assert (LOUVE.household.child_until, LOUVE.household.told_days_before) == (18, 14)


# unsubscription


def test_two_absences():
    """A second consecutive absence, by a member who was not up to date before it: the enrollment
    ends that day."""
    missed = [came("absent", "2026-02-02"), came("absent", "2026-03-02")]
    life = louve(shares=SHARE, enrollments=ABCD, attendances=missed)
    assert life.happened("unsubscribed") == ["2026-03-02"]
    assert life.standing("2026-03-02") == "suspended"
    assert life.standing("2026-03-03") == "unsubscribed"


@pytest.mark.parametrize("between", ["make_up", "present", "replaced"])
def test_work_between(between):
    """With no shift worked in between."""
    told = [came("absent", "2026-02-02"), came(between, "2026-02-20"), came("absent", "2026-03-02")]
    assert louve(enrollments=ABCD, attendances=told).happened("unsubscribed") == []


def test_excused_between():
    """Consecutive: an own shift excused in between breaks the row."""
    told = [
        came("absent", "2026-02-02"),
        came("excused", "2026-03-02"),
        came("absent", "2026-03-30"),
    ]
    assert louve(enrollments=ABCD, attendances=told).happened("unsubscribed") == []


def test_up_to_date_before():
    """By a member who was not up to date before it: an absence that cost nothing does not count."""
    told = [came("absent", "2026-02-02", holiday="closed"), came("absent", "2026-03-02")]
    assert louve(enrollments=ABCD, attendances=told).happened("unsubscribed") == []


def test_make_ups_stay_due():
    """Make-ups stay due on return."""
    missed = [came("absent", "2026-02-02"), came("absent", "2026-03-02")]
    back = [seat("abcd", to="2026-05-31"), seat("abcd", "2026-06-01")]
    life = louve(shares=SHARE, enrollments=back, attendances=missed)
    assert life.standing("2026-05-31") == "unsubscribed"
    assert (life.balance("abcd"), life.standing("2026-06-01")) == (-4, "suspended")


def test_flying_unsubscription():
    """Flying: counter ≤ −8."""
    life = louve(until="2026-12-31", shares=SHARE, enrollments=[seat("flying", "2025-12-29")])
    assert list(life.debits().values()) == [-2, -2, -2, -2]
    assert life.happened("unsubscribed") == ["2026-04-06"]
    assert life.standing("2026-04-06") == "suspended"
    assert life.standing("2026-04-07") == "unsubscribed"


# graces


def test_grace_days():
    """Grace: at the first visit after a suspension, automatically at the door, 10 days."""
    life = louve(enrollments=ABCD, attendances=BAD)
    assert LOUVE.grace.automatic
    grace, _ = offer(life.facts, life.history, life.entries, day("2026-03-10"))
    assert (str(grace.start), str(grace.end)) == ("2026-03-10", "2026-03-19")
    assert offer(life.facts, life.history, life.entries, day("2026-02-10")) == (
        None,
        "not_suspended",
    )


def test_grace_once():
    """One per absence."""
    given = [{"from": "2026-03-10", "to": "2026-03-19"}]
    life = louve(enrollments=ABCD, attendances=BAD, graces=given)
    ask = (life.history, life.entries, day("2026-03-25"))
    assert offer(life.facts, *ask) == (None, "already_given")
    again = louve(enrollments=ABCD, attendances=[*BAD, came("excused", "2026-03-23")], graces=given)
    grace, _ = offer(again.facts, again.history, again.entries, day("2026-03-25"))
    assert grace


def test_grace_cap():
    """Capped at the next own shift + 1 day."""
    life = louve(enrollments=ABCD, attendances=BAD)
    ask = (life.facts, life.history, life.entries, day("2026-03-10"))
    grace, _ = offer(*ask, next_shift=day("2026-03-12"))
    assert str(grace.end) == "2026-03-13"


def test_extension():
    """Extension: until the next own shift, by the office, at most 6 in a row."""
    given = [{"from": f"2026-03-{n:02}", "to": f"2026-03-{n:02}"} for n in range(10, 15)]
    life = louve(enrollments=ABCD, attendances=BAD, extensions=given)
    ask = (life.history, life.entries, day("2026-03-20"), "extension", day("2026-03-30"))
    sixth, _ = offer(life.facts, *ask)
    assert str(sixth.end) == "2026-03-30"
    six = life.facts._replace(graces=(*life.facts.graces, sixth._replace(start=day("2026-03-16"))))
    assert offer(six, *ask) == (None, "too_many")
    assert offer(life.facts, *ask[:-1]) == (None, "no_next_shift")


def test_day_pass():
    """One-day pass until midnight, by an employee."""
    assert LOUVE.day_pass_days == 1


# holidays of the shop


def test_closed():
    """Closed: an absence that day costs nothing."""
    closed = [{"kind": "closed", "from": "2026-02-02", "to": "2026-02-02"}]
    life = louve(enrollments=ABCD, attendances=BAD, holidays=closed)
    assert life.balance("abcd") == 0


def test_open():
    """Open: an absent member owes one make-up instead of two."""
    opened = [{"kind": "open", "from": "2026-02-02", "to": "2026-02-02"}]
    assert louve(enrollments=ABCD, attendances=BAD, holidays=opened).balance("abcd") == -1
    excused = [came("excused", "2026-02-02")]
    assert louve(enrollments=ABCD, attendances=excused, holidays=opened).balance("abcd") == -1


@pytest.mark.parametrize(("forgive", "owed"), [("all", 0), ("half", -1)])
def test_long(forgive, owed):
    """A long period may forgive all or half."""
    away = [{"kind": "long", "forgive": forgive, "from": "2026-01-10", "to": "2026-02-05"}]
    assert louve(enrollments=ABCD, attendances=BAD, holidays=away).balance("abcd") == owed
    flying = louve(until="2026-02-01", enrollments=FLYING, holidays=away)
    assert sum(flying.debits().values()) == owed


# leaves


def test_leave_costs_nothing():
    """Assignments inside a leave become "waiting" and cost nothing."""
    leave = [{"type": "temporary", "from": "2026-02-01", "to": "2026-04-30"}]
    assert louve(enrollments=ABCD, attendances=BAD, leaves=leave).entries == ()
    flying = louve(until="2026-06-30", enrollments=FLYING, leaves=leave)
    assert list(flying.debits()) == ["2026-01-12", "2026-05-04", "2026-06-01", "2026-06-29"]


def test_anticipated_debits():
    """Anticipated: debits the missed shifts."""
    life = louve(
        enrollments=ABCD,
        attendances=[came("make_up", f"2026-01-{n:02}") for n in (5, 6, 7)]
        + [came("waiting", "2026-03-02"), came("waiting", "2026-03-30")],
        leaves=[{"type": "anticipated", "from": "2026-02-10", "to": "2026-04-30"}],
    )
    assert life.balance("flying", "2026-03-01") == 3
    assert life.balance("flying", "2026-03-30") == 1
    told = life.facts._replace(leaves=(life.facts.leaves[0]._replace(missed=2),))
    entries = ledger(told, life.history, day("2026-01-11")).entries
    assert balances(entries, day("2026-02-09"))["flying"] == 3
    assert balances(entries, day("2026-02-10"))["flying"] == 1
    assert balances(entries)["flying"] == 1
