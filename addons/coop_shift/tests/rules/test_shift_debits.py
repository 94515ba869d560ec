"""The days on which cycles cost something."""

from coop_shift_rules.debits import debit_days, falls_on, next_debit_day
from coop_shift_rules.facts import Enrollment
from coop_shift_rules.policy import FIRST_DAY, PolicyHistory, preset
from shift_lives import changed, day

LOUVE, BEES, ELEFAN = preset("la_louve"), preset("bees"), preset("elefan")
# La Louve's cycles of 2026 begin on 12 January, 9 February, 9 March, 6 April, 4 May, 1 June…


def place(regime, start, end=None, anchor=None):
    return Enrollment(regime, day(start), end and day(end), anchor=anchor and day(anchor))


def found(*places, history=LOUVE, until="2026-04-06", after=None):
    days = debit_days(places, history, day(until), after and day(after))
    return [(str(on), regime) for on, regime in days]


def days(*places, **more):
    return [on for on, _regime in found(*places, **more)]


def test_the_cycles_that_begin_while_a_place_is_held():
    assert days(place("flying", "2026-01-12", "2026-03-09")) == [
        "2026-01-12",
        "2026-02-09",
        "2026-03-09",
    ]
    assert days(place("flying", "2026-01-13", "2026-03-08")) == ["2026-02-09"]
    assert days(place("flying", "2026-02-10"), until="2026-04-05") == ["2026-03-09"]


def test_only_those_after_a_day():
    flying = place("flying", "2026-01-01")
    assert days(flying, after="2026-02-09") == ["2026-03-09", "2026-04-06"]
    assert days(flying, after="2026-02-08") == ["2026-02-09", "2026-03-09", "2026-04-06"]


def test_where_no_cycle_costs_there_are_none():
    assert days(place("abcd", "2026-01-01")) == []
    assert days(place("sailing", "2026-01-01")) == []


def test_two_places_of_a_regime_bring_one_debit():
    twice = place("flying", "2026-01-01"), place("flying", "2026-02-01")
    assert days(*twice) == ["2026-01-12", "2026-02-09", "2026-03-09", "2026-04-06"]


def test_cycles_from_a_day_of_their_own():
    """An anchor before or after the start: every 28 days from it, within the place."""
    own = ["2026-01-21", "2026-02-18", "2026-03-18"]
    assert days(place("flying", "2026-01-01", anchor="2025-12-24")) == own
    assert days(place("flying", "2026-01-01", anchor="2026-02-18")) == own
    assert days(place("flying", "2026-01-22", anchor="2025-12-24")) == own[1:]


def test_cycles_from_the_first_day_of_the_member():
    """BEES: the first costs after 28 days; with an anchor it says itself when."""
    irregular = place("irregular", "2026-01-01")
    assert days(irregular, history=BEES) == ["2026-01-29", "2026-02-26", "2026-03-26"]
    anchored = place("irregular", "2026-01-01", anchor="2026-01-01")
    assert days(anchored, history=BEES) == ["2026-01-01", "2026-01-29", "2026-02-26", "2026-03-26"]
    assert days(irregular, history=BEES, after="2026-01-29") == ["2026-02-26", "2026-03-26"]
    at_once = changed("bees", {"regimes.irregular.debit.first_after": 0})
    assert days(irregular, history=at_once)[0] == "2026-01-01"
    later = changed("bees", {"regimes.irregular.debit.first_after": 2})
    assert days(irregular, history=later) == ["2026-02-26", "2026-03-26"]


def test_each_day_by_the_version_of_its_day():
    weeks = changed("la_louve", {"cycle.weeks": 1, "cycle.anchor": "2026-01-05"}).latest
    history = PolicyHistory([(FIRST_DAY, LOUVE.latest), (day("2026-03-10"), weeks)])
    assert days(place("flying", "2026-02-01"), history=history, until="2026-03-23") == [
        "2026-02-09",
        "2026-03-09",
        "2026-03-16",
        "2026-03-23",
    ]


def test_whether_a_cycle_falls_on_a_day():
    flying, policy = place("flying", "2026-01-01"), LOUVE.latest
    debit = policy.regimes["flying"].debit
    on = ("2026-02-08", "2026-02-09", "2026-02-10")
    assert [falls_on(flying, policy, debit, day(text)) for text in on] == [False, True, False]
    anchored = flying._replace(anchor=day("2026-02-10"))
    assert [falls_on(anchored, policy, debit, day(text)) for text in on] == [False, False, True]


def next_day(on, *held, history=LOUVE, regime="flying"):
    found = next_debit_day(held, history, history.on(day(on)).regimes[regime], day(on))
    return found and str(found)


def test_the_next_debit_in_the_evening_can_be_that_of_the_day():
    flying = place("flying", "2026-01-01")
    assert next_day("2026-01-11", flying) == next_day("2026-01-12", flying) == "2026-01-12"
    assert next_day("2026-01-13", flying) == "2026-02-09"


def test_the_next_debit_in_the_morning_is_that_of_a_later_day():
    early = changed("la_louve", {"regimes.flying.debit.at_end": False})
    flying = place("flying", "2026-01-01")
    assert next_day("2026-01-11", flying, history=early) == "2026-01-12"
    assert next_day("2026-01-12", flying, history=early) == "2026-02-09"
    assert next_day("2026-02-08", history=early) == "2026-02-09"
    assert next_day("2026-02-09", history=early) == "2026-03-09"


def test_the_next_debit_is_that_of_the_place_of_the_regime():
    fixed, flying = place("abcd", "2026-01-01"), place("flying", "2026-01-01", anchor="2026-01-21")
    assert next_day("2026-01-15", fixed, flying) == "2026-01-21"
    assert next_day("2026-01-15", fixed) == "2026-02-09", "the co-op's, without a place"
    assert next_day("2026-01-15") == "2026-02-09"


def test_a_first_cycle_without_a_debit_ends_what_waits_all_the_same():
    """L'éléfàn's first debit after two cycles: a length of the cycle later, at most."""
    late = changed("elefan", {"regimes.flying.debit.first_after": 3})
    assert next_day("2026-01-02", place("flying", "2026-01-01"), history=late) == "2026-01-31"


def test_where_no_cycle_costs_nothing_waits():
    assert next_day("2026-01-15", place("abcd", "2026-01-01"), regime="abcd") is None
