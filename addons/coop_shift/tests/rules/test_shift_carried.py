"""A debt goes along when somebody changes between a fixed seat and flying shifts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from coop_shift_rules.carried import debts
from coop_shift_rules.credits import ledger
from coop_shift_rules.facts import Attendance, Correction, Enrollment, Facts, Grace
from coop_shift_rules.fold import rank
from coop_shift_rules.policy import preset, preset_names
from coop_shift_rules.respite import offer
from coop_shift_rules.standing import timeline
from shift_lives import standing_on

LOUVE = preset("la_louve")
START, CHANGE = date(2026, 1, 5), date(2026, 6, 1)
FLEW = Enrollment("flying", START, CHANGE - timedelta(days=1))
FIXED = Enrollment("abcd", CHANGE)
DAY = date(2026, 7, 1)


def life(*more, seats=(FLEW, FIXED), **facts):
    owed = Correction("1", date(2026, 5, 28), "flying", -20, "missed")
    kept = Correction("2", START, "flying", 20, "")
    return Facts(enrollments=seats, corrections=(kept, owed, *more), **facts)


def on(facts, day, history=LOUVE):
    return standing_on(facts, history, day, day)


def test_suspended_before_is_suspended_after():
    facts = life()
    fell = next(start for start, standing in changes(facts) if standing == "alert")
    assert fell < CHANGE
    assert on(facts, CHANGE) == "alert", "the clock goes on"
    assert on(facts, fell + timedelta(days=27)) == "alert"
    assert on(facts, fell + timedelta(days=28)) == "suspended"
    assert on(facts, date(2027, 6, 1)) == "suspended"


def changes(facts, history=LOUVE):
    return timeline(facts, history, DAY)


def test_it_ends_with_the_last_make_up():
    owed = -sum(e.amount for e in ledger(life(), LOUVE, DAY).entries if e.counter == "flying")
    make_ups = tuple(
        Attendance(str(n), DAY + timedelta(days=n), "make_up") for n in range(int(owed))
    )
    facts = life(attendances=make_ups)
    last = make_ups[-1].date
    assert on(facts, last - timedelta(days=1)) == "suspended"
    assert on(facts, last) == "up_to_date"


def test_a_respite_covers_it():
    facts = life(graces=(Grace(DAY, DAY + timedelta(days=3)),))
    assert [on(facts, DAY + timedelta(days=n)) for n in (3, 4)] == ["grace", "suspended"]


def test_a_respite_is_offered_for_it():
    facts = life()
    grace, refusal = offer(facts, LOUVE, DAY)
    assert (grace.start, refusal) == (DAY, None)


def test_the_worse_of_two_debts_counts():
    """Fixed and just absent, with an older debt from flying: suspended, not in alert."""
    facts = life(attendances=(Attendance("a", DAY - timedelta(days=1), "absent"),))
    assert on(facts, DAY) == "suspended"
    fresh = Facts(
        enrollments=(FIXED,), attendances=(Attendance("a", DAY - timedelta(days=1), "absent"),)
    )
    assert on(fresh, DAY) == "alert"


def test_late_with_an_old_debt_two_absences_end_the_place():
    """ "Not up to date before it": a counter that judged, be it that of the former regime."""
    twice = (Attendance("a", DAY, "absent"), Attendance("b", DAY + timedelta(days=28), "absent"))
    end = DAY + timedelta(days=40)
    assert [c.kind for c in ledger(life(attendances=twice), LOUVE, end).consequences] == [
        "unsubscribed"
    ]


@pytest.mark.parametrize(("moved", "ended"), [(-1, True), (0, True), (1, False), (28, False)])
def test_a_new_place_ends_a_row_of_absences(moved, ended):
    """The second absence is the first at the new place; one found before the first ends no row."""
    day = DAY + timedelta(days=moved)
    seats = (FLEW, FIXED._replace(end=day - timedelta(days=1)), Enrollment("abcd", day))
    twice = (Attendance("a", DAY, "absent"), Attendance("b", DAY + timedelta(days=28), "absent"))
    facts = life(attendances=twice, seats=seats)
    made = ledger(facts, LOUVE, DAY + timedelta(days=40))
    assert [c.kind for c in made.consequences] == ["unsubscribed"] * ended


def test_the_other_way_the_manual_says_alert():
    seats = (
        Enrollment("abcd", START, CHANGE - timedelta(days=1)),
        Enrollment("flying", CHANGE),
    )
    facts = Facts(
        enrollments=seats,
        attendances=(Attendance("a", date(2026, 3, 3), "absent"),),
        corrections=(Correction("1", CHANGE, "flying", 20, ""),),
    )
    assert on(facts, CHANGE - timedelta(days=1)) == "suspended"
    assert on(facts, CHANGE) == "alert"


def test_nothing_of_a_seat_to_come():
    policy = LOUVE.latest
    assert [
        d.measure.counters for d in debts(policy, (FLEW, FIXED), CHANGE - timedelta(days=1))
    ] == [("flying",)]
    assert [d.measure.counters for d in debts(policy, (FLEW, FIXED), CHANGE)] == [
        ("abcd",),
        ("flying",),
    ]


def counters(*seats, policy=LOUVE.latest, day=DAY):
    return [debt.measure.counters[0] for debt in debts(policy, seats, day)]


def test_which_seats_count():
    fixed, flies = Enrollment("abcd", DAY), Enrollment("flying", DAY)
    assert counters(fixed, flies) == ["abcd", "flying"], "both from this day on"
    later = flies._replace(start=DAY + timedelta(days=1))
    assert counters(FIXED, later) == ["abcd"]
    before = FLEW._replace(start=FLEW.start - timedelta(days=90), end=FLEW.start)
    assert counters(before, FLEW, FIXED) == ["abcd", "flying"], "twice in a regime, judged once"


def test_who_could_be_frozen_is_not_judged_twice():
    flying = LOUVE.latest.regimes["flying"]
    rescue = preset("supercoop_berlin").latest.regimes["flying"].debt.rescue
    regimes = {
        **LOUVE.latest.regimes,
        "flying": replace(flying, debt=flying.debt._replace(rescue=rescue)),
    }
    assert rescue
    assert counters(FLEW, FIXED, policy=replace(LOUVE.latest, regimes=regimes)) == ["abcd"]


@pytest.mark.parametrize("name", preset_names())
def test_no_counter_is_looked_at_twice(name):
    policy = preset(name).latest
    seats = [
        Enrollment(regime, START + timedelta(days=n), None if n + 1 == len(policy.regimes) else DAY)
        for n, regime in enumerate(policy.regimes)
    ]
    for seat in seats:
        found = debts(policy, [*seats, seat, Enrollment("gone", START, DAY)], DAY)
        counters = [counter for debt in found for counter in debt.measure.counters]
        assert len(counters) == len(set(counters))
        assert not any(debt.rescue for debt in found[1:])


def test_the_first_regime_without_any_seat():
    assert debts(LOUVE.latest, (), DAY) == [LOUVE.latest.regimes["abcd"].debt]


def test_how_far_a_debt_goes():
    assert [rank(name) for name in (None, "alert", "grace", "suspended", "frozen")] == [
        0,
        1,
        2,
        3,
        3,
    ]
