"""Periods of days: months, seats that rules end, and which places owe work."""

import pytest
from coop_shift_rules.facts import Attendance, Enrollment, Facts, Leave, Share
from coop_shift_rules.policy import PolicyHistory, preset
from coop_shift_rules.spans import (
    FOREVER,
    confirmed,
    covers,
    duties,
    months_after,
    months_before,
    next_day,
    regime_on,
    with_exits,
)
from shift_lives import changed, day


def dates(*texts):
    return [text and day(text) for text in texts]


def times(places):
    """Places as text: ``(regime, start, end, anchor)``."""
    return [
        (place.regime, *(date and str(date) for date in (place.start, place.end, place.anchor)))
        for place in places
    ]


def place(regime, start, end=None, **more):
    return Enrollment(regime, *dates(start, end), **more)


def share(start, end=None, **more):
    return Share(*dates(start, end), **more)


def test_a_period_includes_both_ends():
    march = share("2026-03-01", "2026-03-31")
    on = ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")
    assert [covers(march, day(text)) for text in on] == [False, True, True, False]
    open_ended = share("2026-03-01")
    assert [covers(open_ended, day(text)) for text in on] == [False, True, True, True]


def test_there_is_no_day_after_the_last():
    assert next_day(day("2026-02-28")) == day("2026-03-01")
    assert next_day(FOREVER) == FOREVER


@pytest.mark.parametrize(
    ("on", "months", "found"),
    [
        ("2026-03-15", 1, "2026-02-15"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-12-31", 1, "2026-11-30"),
        ("2026-01-31", 1, "2025-12-31"),
        ("2026-02-10", 2, "2025-12-10"),
        ("2026-01-05", 12, "2025-01-05"),
        ("2026-12-05", 11, "2026-01-05"),
        ("2026-08-31", 26, "2024-06-30"),
        ("2026-08-31", 0, "2026-08-31"),
    ],
)
def test_so_many_months_before(on, months, found):
    assert months_before(day(on), months) == day(found)


@pytest.mark.parametrize(
    ("on", "months", "found"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-15", 24, "2028-03-15"),
    ],
)
def test_so_many_months_after(on, months, found):
    assert months_after(day(on), months) == day(found)


def test_an_end_by_the_rules_ends_the_places_of_that_day():
    seats = [place("abcd", "2026-01-01"), place("flying", "2026-03-03")]
    assert times(with_exits(seats, dates("2026-03-02"))) == [
        ("abcd", "2026-01-01", "2026-03-02", None),
        ("flying", "2026-03-03", None, None),
    ]
    assert with_exits(seats, []) == seats


def test_the_regime_of_a_day():
    """Of the latest seat held, else of the next one, else of the last one held before."""
    seats = [
        place("a", "2026-01-01", "2026-01-31"),
        place("b", "2026-02-10", "2026-03-31"),
        place("c", "2026-03-01", "2026-03-31"),
        place("d", "2026-01-05", "2026-01-20"),
    ]
    found = {text: regime_on(seats, day(text), "none") for text in (
        "2025-12-31", "2026-01-01", "2026-01-05", "2026-01-20", "2026-01-21", "2026-01-31",
        "2026-02-01", "2026-02-10", "2026-03-01", "2026-03-31", "2026-04-01",
    )}  # fmt: skip
    assert found == {
        "2025-12-31": "a",
        "2026-01-01": "a",
        "2026-01-05": "d",
        "2026-01-20": "d",
        "2026-01-21": "a",
        "2026-01-31": "a",
        "2026-02-01": "b",
        "2026-02-10": "b",
        "2026-03-01": "c",
        "2026-03-31": "c",
        "2026-04-01": "c",
    }
    assert regime_on([], day("2026-01-01"), "none") == "none"


def test_the_last_held_is_the_one_that_ended_last():
    seats = [place("a", "2026-01-01", "2026-03-31"), place("b", "2026-02-01", "2026-02-28")]
    for order in (seats, seats[::-1]):
        assert regime_on(order, day("2026-05-01"), "none") == "a"
    twins = [place("a", "2026-01-01", "2026-03-31"), place("b", "2026-02-01", "2026-03-31")]
    for order in (twins, twins[::-1]):
        assert regime_on(order, day("2026-05-01"), "none") == "b"


def test_of_two_equal_seats_the_first_counts():
    seats = [place("a", "2026-01-01"), place("b", "2026-01-01")]
    assert regime_on(seats, day("2026-02-01"), "none") == "a"


def test_a_seat_to_come_counts_from_the_day_on_which_it_was_decided():
    decided = day("2026-02-10")
    seats = [
        place("a", "2026-01-01", "2026-01-31"),
        place("b", "2026-03-01", decided=decided),
    ]
    on = ("2026-02-09", "2026-02-10", "2026-02-11", "2026-03-01")
    assert [regime_on(seats, day(text), "none") for text in on] == ["a", "b", "b", "b"]
    first = [place("b", "2026-03-01", decided=decided)]
    assert [regime_on(first, day(text), "none") for text in on] == ["none", "b", "b", "b"]


def test_a_seat_to_come_says_nothing_of_what_is_worked():
    seats = [place("a", "2026-01-01", "2026-01-31"), place("b", "2026-03-01")]
    on = ("2026-02-10", "2026-03-01")
    assert [regime_on(seats, day(text), "none", worked=True) for text in on] == ["a", "b"]
    assert [regime_on(seats, day(text), "none") for text in on] == ["b", "b"]


BERLIN = preset("supercoop_berlin")


def owed(facts, history=BERLIN, exits=()):
    return times(duties(facts, history, exits))


def test_where_a_place_is_needed_shares_owe_nothing():
    facts = Facts(shares=(share("2026-01-01"),))
    assert owed(facts, preset("la_louve")) == []
    assert owed(facts) == [("abcd", "2026-01-01", None, None)]


def test_shares_without_work_owe_nothing():
    assert owed(Facts(shares=(share("2026-01-01", worker=False),))) == []


def test_more_shares_are_one_time():
    """Also where the second begins on the day after, or ends sooner than the first."""
    for second in (
        share("2026-02-01", "2026-06-30"),
        share("2026-04-01", "2026-06-30"),
    ):
        facts = Facts(shares=(second, share("2026-01-01", "2026-03-31")))
        assert owed(facts) == [("abcd", "2026-01-01", "2026-06-30", None)]
    within = Facts(shares=(share("2026-01-01", "2026-06-30"), share("2026-02-01", "2026-03-31")))
    assert owed(within) == [("abcd", "2026-01-01", "2026-06-30", None)]
    endless = Facts(shares=(share("2026-01-01"), share("2026-02-01", "2026-03-31")))
    assert owed(endless) == [("abcd", "2026-01-01", None, None)]
    apart = Facts(shares=(share("2026-04-02"), share("2026-01-01", "2026-03-31")))
    assert owed(apart) == [
        ("abcd", "2026-01-01", "2026-03-31", None),
        ("abcd", "2026-04-02", None, None),
    ]


def test_of_whom_only_attendances_are_known_work_is_owed_from_the_first():
    came = tuple(
        Attendance(text, day(text), "present")
        for text in ("2026-02-02", "2026-01-05", "2026-03-02")
    )
    assert owed(Facts(attendances=came)) == [("abcd", "2026-01-05", None, None)]
    assert owed(Facts()) == []
    seat = place("flying", "2026-04-01", "2026-04-30")
    assert owed(Facts(enrollments=(seat,), attendances=came)) == [
        ("flying", "2026-04-01", "2026-04-30", None)
    ]


def test_shares_owe_work_where_no_place_is_held():
    """Before the first place under the policy's first way, after one as it was."""
    seats = (
        place("flying", "2026-05-01", "2026-05-31"),
        place("flying", "2026-03-01", "2026-03-31"),
        place("abcd", "2026-03-10", "2026-03-20"),
        place("abcd", "2026-06-01", "2026-06-30"),
    )
    facts = Facts(shares=(share("2026-01-01", "2026-08-31"),), enrollments=seats)
    assert owed(facts)[4:] == [
        ("abcd", "2026-01-01", "2026-02-28", None),
        ("flying", "2026-04-01", "2026-04-30", None),
        ("abcd", "2026-07-01", "2026-08-31", None),
    ]


def test_a_place_that_does_not_end_leaves_no_time_to_the_shares():
    facts = Facts(
        shares=(share("2026-01-01"), share("2026-09-01")),
        enrollments=(place("flying", "2026-03-01"),),
    )
    assert owed(facts)[1:] == [("abcd", "2026-01-01", "2026-02-28", None)]
    ends = facts._replace(shares=(share("2026-01-01", "2026-01-31"),))
    assert owed(ends)[1:] == [("abcd", "2026-01-01", "2026-01-31", None)]
    day_long = facts._replace(shares=(share("2026-02-28", "2026-03-01"),))
    assert owed(day_long)[1:] == [("abcd", "2026-02-28", "2026-02-28", None)]


def test_a_place_that_the_rules_ended_leaves_the_time_to_the_shares():
    facts = Facts(shares=(share("2026-01-01"),), enrollments=(place("flying", "2026-01-01"),))
    assert owed(facts) == [("flying", "2026-01-01", None, None)]
    assert owed(facts, exits=dates("2026-03-02")) == [
        ("flying", "2026-01-01", "2026-03-02", None),
        ("flying", "2026-03-03", None, None),
    ]


def test_the_cycles_of_the_last_place_go_on():
    anchor = day("2026-01-14")
    kept = Facts(
        shares=(share("2026-01-01"),),
        enrollments=(place("flying", "2026-01-01", "2026-01-31", anchor=anchor),),
    )
    assert owed(kept)[1:] == [("flying", "2026-02-01", None, "2026-01-14")]
    elefan = preset("elefan")
    own = kept._replace(enrollments=(place("flying", "2026-01-05", "2026-01-31"),))
    assert owed(own, elefan)[1:] == [
        ("flying", "2026-01-01", "2026-01-04", None),
        ("flying", "2026-02-01", None, "2026-01-05"),
    ]
    assert owed(kept, elefan)[1:] == [("flying", "2026-02-01", None, "2026-01-14")]
    assert owed(own)[1:] == [
        ("abcd", "2026-01-01", "2026-01-04", None),
        ("flying", "2026-02-01", None, None),
    ]


def test_a_regime_that_the_rules_do_not_know_is_none_to_go_on_with():
    facts = Facts(
        shares=(share("2026-01-01"),),
        enrollments=(place("sailing", "2026-01-01", "2026-01-31"),),
    )
    assert owed(facts)[1:] == [("abcd", "2026-02-01", None, None)]


def test_a_time_of_shares_goes_on_under_a_new_version():
    """Work is owed by shares while the version of the day says so."""
    free, bound = BERLIN.latest, changed("supercoop_berlin", {"enrollment_required": True}).latest
    facts = Facts(shares=(share("2026-01-01"),))
    first, second = dates("2026-02-02", "2026-03-02")
    again = PolicyHistory([(day("2020-01-06"), free), (first, free)])
    assert owed(facts, again) == [("abcd", "2026-01-01", None, None)]
    twice = Facts(shares=(share("2026-01-01", "2026-01-10"), share("2026-01-20")))
    assert owed(twice, again) == [
        ("abcd", "2026-01-01", "2026-01-10", None),
        ("abcd", "2026-01-20", None, None),
    ]
    apart = PolicyHistory([(day("2020-01-06"), free), (first, bound), (second, free)])
    assert owed(facts, apart) == [
        ("abcd", "2026-01-01", "2026-02-01", None),
        ("abcd", "2026-03-02", None, None),
    ]
    mixed = PolicyHistory([(day("2020-01-06"), free), (first, preset("elefan").latest)])
    assert owed(facts, mixed) == [
        ("abcd", "2026-01-01", "2026-02-01", None),
        ("flying", "2026-02-02", None, None),
    ]


def test_only_confirmed_leaves_count():
    asked = [
        Leave(state, "temporary", day("2026-02-01"), state=state)
        for state in ("draft", "waiting", "confirmed", "cancelled", "refused")
    ]
    assert [leave.id for leave in confirmed(asked)] == ["confirmed"]
