"""From when until when work is owed: enrollments, shares, and the version of each day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from coop_shift_rules.credits import ledger
from coop_shift_rules.facts import Attendance, Enrollment, Facts, Share
from coop_shift_rules.policy import PolicyHistory, preset, preset_names
from coop_shift_rules.standing import at, timeline

JOINED = date(2026, 1, 5)
UNTIL = date(2027, 1, 5)
LATER = date(2030, 1, 7)
OWED_BY_SHARES = [n for n in preset_names() if not preset(n).latest.enrollment_required]


def debits(facts, history, until=UNTIL):
    entries = ledger(facts, history, until).entries
    return [(entry.date, entry.amount) for entry in entries if entry.reason == "debit"]


def standings(facts, history, until=UNTIL):
    """The standing of each day."""
    life = timeline(facts, history, until)
    return [at(life, JOINED + timedelta(days=n)) for n in range((until - JOINED).days)]


def attended(history, regime, kind):
    """What was recorded, twice a day, on the first day of every second cycle."""
    own = [JOINED + timedelta(days=n) for n in range(28, 364, 56)]
    days = {*own, *history.cycle_starts(JOINED, UNTIL)[::2]}
    return tuple(Attendance(f"{day} {n}", day, kind, regime) for day in sorted(days) for n in "ab")


@pytest.mark.parametrize("other", preset_names())
@pytest.mark.parametrize("name", preset_names())
def test_a_version_to_come_says_nothing_of_the_days_before_it(name, other):
    history, following = preset(name), preset(other).latest
    later = PolicyHistory([*history.versions, (LATER, following)])
    seat_to_come = Enrollment(following.default_regime, LATER, decided=LATER)
    for regime in history.latest.regimes:
        for place in ((), (Enrollment(regime, date(2026, 3, 2)),), (seat_to_come,)):
            for kind in ("present", "absent"):
                facts = Facts((Share(JOINED),), place, attended(history, regime, kind))
                assert debits(facts, later) == debits(facts, history)
                assert standings(facts, later) == standings(facts, history)


def test_the_hour_of_a_debit_is_that_of_its_day():
    """BEES debits in the morning: a member who works that day does not come back to 0 first."""
    bees = preset("bees")
    later = PolicyHistory([*bees.versions, (LATER, preset("la_louve").latest)])
    second = JOINED + timedelta(days=56)
    twice = tuple(Attendance(n, second, "present", "irregular") for n in "ab")
    facts = Facts((Share(JOINED),), (Enrollment("irregular", JOINED),), twice)
    assert standings(facts, later) == standings(facts, bees)
    assert "suspended" in standings(facts, bees)


def test_a_version_to_come_frees_from_its_first_day():
    """Shares alone bring work only while the version of the day says so."""
    slope = preset("park_slope")
    required = replace(slope.latest, enrollment_required=True)
    facts = Facts(shares=(Share(JOINED),))
    starts = slope.cycle_starts(JOINED, UNTIL)
    ends = PolicyHistory([*slope.versions, (starts[3], required)])
    assert [day for day, _amount in debits(facts, ends)] == starts[:3]
    begins = PolicyHistory([(date.min, required), (starts[3], slope.latest)])
    assert [day for day, _amount in debits(facts, begins)] == starts[3:]
    assert standings(facts, begins)[0] == "unsubscribed", "no seat to come"


@pytest.mark.parametrize("name", OWED_BY_SHARES)
def test_a_first_enrollment_leaves_debts_from_before(name):
    history = preset(name)
    first = date(2026, 8, 3)
    without = Facts(shares=(Share(JOINED),))
    place = Enrollment([*history.latest.regimes][-1], first)
    enrolled = without._replace(enrollments=(place,))
    before = [debit for debit in debits(without, history) if debit[0] < first]
    assert len(before) >= 4
    assert [debit for debit in debits(enrolled, history) if debit[0] < first] == before


@pytest.mark.parametrize("name", OWED_BY_SHARES)
def test_work_is_owed_on_after_a_place_was_given_up(name):
    history = preset(name)
    place = Enrollment(history.latest.default_regime, JOINED)
    kept = Facts(shares=(Share(JOINED),), enrollments=(place,))
    given_up = kept._replace(enrollments=(place._replace(end=date(2026, 8, 3)),))
    assert debits(given_up, history) == debits(kept, history)


@pytest.mark.parametrize("name", OWED_BY_SHARES)
def test_more_shares_start_no_cycle_anew(name):
    history, more = preset(name), date(2026, 5, 20)
    once = Facts(shares=(Share(JOINED),))
    twice = Facts(shares=(Share(JOINED, more - timedelta(days=1)), Share(more)))
    assert debits(twice, history) == debits(once, history)
