"""L'éléfàn's and Park Slope's rules, sentence by sentence, and traps that co-ops fell into."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from coop_shift_rules.booking import Booked, Seat, refusals
from coop_shift_rules.facts import Leave
from coop_shift_rules.leave import Context
from coop_shift_rules.leave import refusals as leave_refusals
from coop_shift_rules.policy import preset
from shift_lives import Lived, came, day, seat

NOW = datetime(2026, 11, 23, 9)


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
