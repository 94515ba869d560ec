"""The other co-ops' rules, sentence by sentence, and that every preset can be lived under."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from coop_shift_rules.booking import Booked, Seat, cancel_refusals, refusals, stand_in_refusals
from coop_shift_rules.facts import Leave
from coop_shift_rules.leave import Context
from coop_shift_rules.leave import refusals as leave_refusals
from coop_shift_rules.policy import preset, preset_names
from coop_shift_rules.respite import offer
from shift_lives import Lived, came, day, seat

NOW = datetime(2026, 11, 23, 9)


def test_the_presets():
    """Presets shipped as data; adding a co-op is adding a file."""
    assert preset_names() == [
        "bees", "elefan", "la_louve", "park_slope", "supercoop_berlin", "weekly_three_hours",
    ]  # fmt: skip


@pytest.mark.parametrize("name", preset_names())
def test_a_member_who_works_stays_up_to_date(name):
    history = preset(name)
    regime = history.latest.default_regime
    worked = [came("present", str(day("2026-01-05") + timedelta(weeks=n))) for n in range(52)]
    life = Lived(name, "2026-12-27", enrollments=[seat(regime, "2026-01-05")], attendances=worked)
    assert life.standing("2026-12-27") == "up_to_date"


def test_three_hours_a_week():
    """3 hours a week: a debit each week for flying members, a seat every week for the others."""
    life = Lived("weekly_three_hours", "2026-01-31", enrollments=[seat("flying", "2026-01-05")])
    assert list(life.debits()) == ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"]
    fixed = Lived(
        "weekly_three_hours",
        enrollments=[seat("weekly")],
        attendances=[came("absent", "2026-02-02")],
    )
    assert fixed.balance("weekly") == -2
    assert preset("weekly_three_hours").latest.cycle.letter(day("2026-02-02")) == "A"


# BEES coop

REGULAR = [seat("regular")]


def bees(*attendances, until="2026-01-02", enrollments=REGULAR, **facts):
    return Lived("bees", until, enrollments=enrollments, attendances=list(attendances), **facts)


def both(life):
    return life.balance("regular"), life.balance("compensation")


@pytest.mark.parametrize(
    ("kind", "counters"),
    [("absent", (-1, -1)), ("half_excused", (-1, 0)), ("excused", (0, 0)), ("present", (0, 0))],
)
def test_bees_absence(kind, counters):
    """Absent unexcused −1 on both, half-excused −1 on the first, excused 0."""
    assert both(bees(came(kind, "2026-02-02"))) == counters


def test_bees_compensation():
    """A compensation repays the first counter, then the second, then becomes a bonus."""
    repaid = [came("make_up", f"2026-02-{n:02}") for n in (3, 4, 5)]
    absent = came("absent", "2026-02-02")
    assert both(bees(absent, *repaid[:1])) == (0, -1)
    assert both(bees(absent, *repaid[:2])) == (0, 0)
    assert both(bees(absent, *repaid)) == (1, 0)


IRREGULAR = [seat("irregular", "2026-01-01")]


@pytest.mark.parametrize(("kind", "worth"), [("present", 1), ("excused", 1), ("absent", -1)])
def test_bees_irregular_shift(kind, worth):
    """Irregular: worked or excused +1, unexcused −1."""
    assert bees(came(kind, "2026-01-02"), enrollments=IRREGULAR).balance("regular") == worth


def test_bees_irregular_debit():
    """Irregular with −1 each 28 days (−2 once when already ≤ 0)."""
    life = bees(came("present", "2026-01-02"), enrollments=IRREGULAR, until="2026-04-23")
    assert life.debits() == {"2026-01-29": -1, "2026-02-26": -2, "2026-03-26": -1, "2026-04-23": -1}
    back = [came("present", f"2026-03-{n:02}") for n in range(1, 5)]
    again = bees(came("present", "2026-01-02"), *back, enrollments=IRREGULAR, until="2026-06-18")
    assert list(again.debits().values()) == [-1, -2, -1, -1, -2, -1]


def test_bees_standing():
    """May shop while ok, alert (28 days), extension (10 days, then 28 more on request),
    exempted."""
    absent = came("absent", "2026-02-02")
    life = bees(absent)
    assert life.standing("2026-02-01") == "up_to_date"
    assert life.standing("2026-02-02") == life.standing("2026-03-01") == "alert"
    assert life.standing("2026-03-02") == "suspended"
    ask = (life.history, life.entries, day("2026-03-05"))
    first, _ = offer(life.facts, *ask)
    more, _ = offer(life.facts, *ask, kind="extension")
    assert ((first.end - first.start).days + 1, (more.end - more.start).days + 1) == (10, 28)
    assert bees(absent, extensions=[{"from": "2026-03-05", "to": "2026-03-14"}]).may_shop(
        "2026-03-14"
    )
    away = bees(absent, leaves=[{"type": "exemption", "from": "2026-02-10"}])
    assert away.standing("2026-02-10") == "exempted"


def test_bees_compensation_still_due():
    """Two counters: repaying the first is not enough."""
    life = bees(came("absent", "2026-02-02"), came("make_up", "2026-02-03"))
    assert life.standing("2026-03-02") == "suspended"


def test_bees_unsubscribed():
    """Unsubscribed at a sum of −4."""
    life = bees(came("absent", "2026-02-02"), came("half_excused", "2026-03-02"))
    assert life.happened("unsubscribed") == []
    sunk = bees(came("absent", "2026-02-02"), came("absent", "2026-03-02"))
    assert sunk.happened("unsubscribed") == ["2026-03-02"]
    assert sunk.standing("2026-03-03") == "unsubscribed"


# SuperCoop; its cycles of 2026 begin on 26 January, 23 February, 23 March, 20 April…

MEMBER = [seat("abcd", "2026-01-12")]


def berlin(until, *attendances, enrollments=MEMBER, **facts):
    return Lived(
        "supercoop_berlin", until, enrollments=enrollments, attendances=list(attendances), **facts
    )


def cycle(number):
    starts = preset("supercoop_berlin").cycle_starts(day("2026-01-12"), day("2027-12-31"))
    return starts[number]


def in_cycle(number, kind, **more):
    return came(kind, str(cycle(number) + timedelta(days=2)), **more)


@pytest.mark.parametrize("regime", ["abcd", "flying"])
def test_berlin_debit(regime):
    """Each cycle −1 for every member of whom work is expected (once per member and cycle)."""
    life = berlin(str(cycle(2)), enrollments=[seat(regime, "2026-01-12")])
    assert list(life.debits().values()) == [-1, -1, -1]
    both_ways = berlin(
        str(cycle(2)), enrollments=[seat("abcd", "2026-01-12"), seat("flying", "2026-01-12")]
    )
    assert list(both_ways.debits().values()) == [-1, -1, -1]
    exempted = berlin(str(cycle(2)), leaves=[{"type": "exemption", "from": "2026-01-01"}])
    assert exempted.debits() == {}


@pytest.mark.parametrize(("kind", "left"), [("present", 0), ("excused", 0), ("absent", -2)])
def test_berlin_shift(kind, left):
    """Done or excused +1, missed −1 (so a missed one costs 2 in all)."""
    assert berlin(str(cycle(0)), in_cycle(0, kind)).balance("balance") == left


def test_berlin_solidarity():
    """A solidarity shift taken from the pool +1 (at most 2 a year)."""
    taken = [came("solidarity", f"2026-01-{n}") for n in (13, 14, 15)]
    next_year = came("solidarity", "2027-01-05")
    life = berlin("2026-01-15", *taken, next_year)
    assert life.balance("balance", "2026-01-25") == 2 + life.balance("balance", "2026-01-12")
    assert life.balance("balance") == 3


def sunk(until=None, **facts):
    """Three missed shifts: −6 after the third, on the third day of the third cycle."""
    missed = [in_cycle(n, "absent") for n in range(3)]
    return berlin(until or str(cycle(2)), *missed, **facts)


def test_berlin_threshold():
    """Balance > −4, or not below it for more than 10 days."""
    life = sunk()
    fell = cycle(2)  # the third debit makes −5; the second missed shift made −4
    assert life.balance("balance", str(cycle(1) + timedelta(days=2))) == -4
    first = cycle(1) + timedelta(days=2)
    assert life.standing(str(first - timedelta(days=1))) == "up_to_date"
    assert life.may_shop(str(first + timedelta(days=10)))
    assert life.standing(str(first + timedelta(days=11))) == "frozen"
    assert not life.may_shop(str(fell))


def test_berlin_registrations():
    """Or enough future shifts registered (weeks −4 to +8 added to the balance > −4)."""
    first = cycle(1) + timedelta(days=2)
    frozen = first + timedelta(days=11)
    ahead = {"date": str(frozen + timedelta(weeks=8)), "booked": str(first)}
    too_far = {"date": str(frozen + timedelta(weeks=8, days=1)), "booked": str(first)}
    assert sunk(str(cycle(1)), registrations=[ahead]).standing(str(frozen)) == "alert"
    assert sunk(str(cycle(1)), registrations=[too_far]).standing(str(frozen)) == "frozen"


def test_berlin_frozen():
    """Otherwise frozen: future shifts cancelled, place lost, no more debits."""
    life = sunk(str(cycle(6)))
    assert life.happened("frozen") == [str(cycle(1) + timedelta(days=13))]
    assert len(life.debits()) == 2


def test_berlin_thaws():
    """Thaws when the balance or the registrations suffice."""
    frozen = cycle(1) + timedelta(days=13)
    later = frozen + timedelta(days=20)
    booked = [{"date": str(later + timedelta(days=n)), "booked": str(later)} for n in range(1, 4)]
    two = [in_cycle(n, "absent") for n in range(2)]
    helped = berlin(str(cycle(1)), *two, registrations=booked)
    assert helped.standing(str(later - timedelta(days=1))) == "frozen"
    assert helped.standing(str(later)) == "alert"
    worked = berlin(str(cycle(1)), *two, came("present", str(later)))
    assert worked.standing(str(later)) == "up_to_date"
    assert worked.happened("thawed") == [str(later)]


def test_berlin_cancelled_by_the_freeze():
    """Frozen: future shifts cancelled: what was booked before does not help to thaw."""
    frozen = cycle(1) + timedelta(days=13)
    far = [{"date": str(frozen + timedelta(weeks=9)), "booked": str(frozen - timedelta(days=20))}]
    two = [in_cycle(n, "absent") for n in range(2)]
    life = berlin(str(cycle(1)), *two, registrations=far)
    assert life.standing(str(frozen + timedelta(weeks=5))) == "frozen"


def test_berlin_windows():
    """Self-unregister 7 days ahead, stand-in request 2 days."""
    policy = preset("supercoop_berlin").latest
    for days, refused in ((7, []), (6, ["too_late"])):
        assert (
            cancel_refusals(policy, "abcd", Booked(NOW + timedelta(days=days), own=True), NOW)
            == refused
        )
    for days, refused in ((2, []), (1, ["too_late"])):
        assert stand_in_refusals(policy, Booked(NOW + timedelta(days=days)), NOW) == refused


# L'éléfàn


def elefan(until, **facts):
    return Lived("elefan", until, enrollments=[seat("flying", "2026-01-01")], **facts)


def test_elefan_duty():
    """180 minutes per 28 days and membership (1 or 2 people share one counter)."""
    life = elefan("2026-02-26", attendances=[came("present", "2026-01-10", minutes=200)])
    assert life.debits() == {"2026-01-29": -180, "2026-02-26": -180}
    assert life.balance("time") == 200 - 2 * 180
    assert preset("elefan").latest.household.shared_counter == 2


def test_elefan_no_debit():
    """At the cycle's start, first match: registration expired 0, frozen 0, exempted 0, else
    −180."""
    around = {"from": "2026-02-25", "to": "2026-03-05"}
    for facts in (
        {"stops": [{"kind": "expired", **around}]},
        {"leaves": [{"type": "frozen", **around}]},
        {"leaves": [{"type": "exemption", **around}]},
    ):
        assert list(elefan("2026-03-27", **facts).debits()) == ["2026-01-29", "2026-03-26"]


def test_elefan_surplus():
    """Surplus cut or put in a savings account."""
    worked = [came("present", "2026-01-10", minutes=500)]
    assert elefan("2026-01-29", attendances=worked).balance("time") == 180
    saving = {"debit": {"surplus": {"to": "savings"}}}
    from coop_shift_rules.policy import PolicyHistory, preset_data

    kept = PolicyHistory.from_data([preset_data("elefan"), _change("2026-01-02", saving)])
    life = Lived(kept, "2026-01-29", enrollments=[seat("flying", "2026-01-01")], attendances=worked)
    assert (life.balance("time"), life.balance("savings")) == (180, 140)


def _change(since, flying):
    return {"from": since, "changes": {"regimes": {"flying": flying}}}


def test_elefan_late():
    """Never stopped for being late; stopped if frozen, closed, withdrawn or registration
    expired."""
    life = elefan("2026-12-31")
    assert life.balance("time") < -2000
    assert life.may_shop("2026-12-31")
    for kind in ("closed", "withdrawn", "expired"):
        assert (
            elefan("2026-01-31", stops=[{"kind": kind, "from": "2026-01-10"}]).standing(
                "2026-01-10"
            )
            == kind
        )
    assert (
        elefan("2026-01-31", leaves=[{"type": "frozen", "from": "2026-01-29"}]).standing(
            "2026-02-01"
        )
        == "frozen"
    )


def test_elefan_frozen_on_request():
    """Frozen on request, from the next cycle."""
    asked = Context(datetime(2026, 1, 10, 9), cycle_anchor=day("2026-01-01"))
    policy = preset("elefan").latest
    assert leave_refusals(policy, Leave("1", "frozen", day("2026-01-29")), asked) == []
    assert leave_refusals(policy, Leave("1", "frozen", day("2026-01-12")), asked) == [
        "not_cycle_start"
    ]


# Park Slope; its cycles of 2026 begin on 9 February, 23 March, 4 May, 15 June…


def slope(until, *attendances, regime="recurring"):
    return Lived(
        "park_slope", until, enrollments=[seat(regime, "2026-01-01")], attendances=list(attendances)
    )


def test_slope_duty():
    """One 2 h 45 slot each 6 weeks, recurring or freelance, for every adult of the household."""
    policy = preset("park_slope").latest
    assert (policy.shift_minutes, policy.cycle.weeks) == (165, 6)
    assert set(policy.regimes) == {"recurring", "freelance"}
    assert policy.household.adults_owe


@pytest.mark.parametrize("regime", ["recurring", "freelance"])
def test_slope_debit(regime):
    """A debit per cycle; bank unlimited."""
    banked = [came("make_up", f"2026-01-{n:02}") for n in range(5, 17)]
    life = slope("2026-06-15", *banked, regime=regime)
    assert list(life.debits().values()) == [-1, -1, -1, -1]
    assert life.balance("shifts") == 8


def test_slope_booking():
    """At most 2 scheduled ahead, 2 a day."""
    policy = preset("park_slope").latest
    ahead = [Booked(NOW + timedelta(days=n)) for n in (3, 5)]
    shift = Seat(NOW + timedelta(days=9))
    assert refusals(policy, "freelance", "up_to_date", shift, ahead, NOW) == ["ahead"]
    past = [Booked(NOW - timedelta(days=n)) for n in (3, 5)]
    assert refusals(policy, "freelance", "up_to_date", shift, past, NOW) == []
    today = [Booked(NOW.replace(hour=hour)) for hour in (6, 8)]
    assert refusals(policy, "freelance", "up_to_date", Seat(NOW.replace(hour=20)), today, NOW) == [
        "per_day"
    ]


def test_slope_meeting():
    """A general meeting attended to its end counts as one shift, once a calendar year."""
    life = slope("2026-01-10", came("meeting", "2026-01-20"), came("meeting", "2026-06-20"))
    assert life.balance("shifts") == 1
    two_years = slope("2026-01-10", came("meeting", "2026-12-20"), came("meeting", "2027-01-20"))
    assert two_years.balance("shifts") == 2


def test_slope_suspended():
    """Two cycles behind: suspended."""
    life = slope("2026-12-31")
    assert life.standing("2026-02-09") == "alert"
    assert life.standing("2026-03-22") == "alert"
    assert life.standing("2026-03-23") == "suspended"
    back = slope("2026-03-23", came("make_up", "2026-04-01"))
    assert back.may_shop("2026-04-01")


def test_slope_guests():
    """Guests may enter, not buy."""
    assert preset("park_slope").latest.household.guests_enter


# traps that one of them fell into


def test_trap_iso_weeks():
    """Week letters from ISO week numbers give two cycle starts in a row over a 53-week year."""
    starts = preset("la_louve").cycle_starts(day("2026-11-01"), day("2027-03-01"))
    assert {(b - a).days for a, b in pairwise(starts)} == {28}
    assert not {day("2026-12-28"), day("2027-01-04")} <= set(starts)


def test_trap_registered_twice():
    """One person registered twice in one shift."""
    policy = preset("la_louve").latest
    start = NOW + timedelta(days=3)
    twice = refusals(
        policy, "flying", "up_to_date", Seat(start, id="7"), [Booked(start, id="7")], NOW
    )
    assert twice == ["already_on_shift"]


def test_duty_without_enrollments():
    """Where a policy asks for no enrollment, the duty goes with the shares, or the first work."""
    since = {"shares": [{"from": "2026-01-12", "to": str(cycle(1))}]}
    assert list(Lived("supercoop_berlin", str(cycle(3)), **since).debits()) == [
        str(cycle(0)),
        str(cycle(1)),
    ]
    worked = Lived("supercoop_berlin", str(cycle(2)), attendances=[in_cycle(0, "present")])
    assert len(worked.debits()) == 2
