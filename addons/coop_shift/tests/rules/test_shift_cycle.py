from datetime import date, timedelta
from itertools import pairwise

import pytest
from coop_shift_rules.cycle import Cycle, letter, number
from hypothesis import given
from hypothesis import strategies as st

some_days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
mondays = some_days.map(lambda day: day - timedelta(days=day.weekday()))
cycles = st.builds(Cycle, st.integers(1, 60), mondays)


@given(cycles, some_days)
def test_a_week_has_one_letter_and_the_next_week_the_next(cycle, day):
    monday = day - timedelta(days=day.weekday())
    assert {cycle.letter(monday + timedelta(days=n)) for n in range(7)} == {cycle.letter(day)}
    following = (cycle.week_number(day) + 1) % cycle.weeks
    assert cycle.week_number(day + timedelta(weeks=1)) == following


@given(cycles, some_days, st.integers(-30, 30))
def test_letters_repeat_with_the_cycle_also_before_the_anchor(cycle, day, turns):
    assert cycle.letter(day) == cycle.letter(day + timedelta(weeks=cycle.weeks * turns))


@given(cycles, some_days)
def test_each_day_is_in_the_cycle_that_starts_on_a_monday_of_week_a(cycle, day):
    start = cycle.start(day)
    assert start <= day < start + timedelta(weeks=cycle.weeks)
    assert (start.weekday(), cycle.letter(start)) == (0, "A")


@given(cycles, some_days, st.integers(0, 1500))
def test_starts_are_those_of_every_day_between(cycle, first, length):
    last = first + timedelta(days=length)
    every = {cycle.start(first + timedelta(days=n)) for n in range(length + 1)}
    assert cycle.starts(first, last) == sorted(day for day in every if first <= day)


@given(cycles, some_days, st.integers(0, 6))
def test_days_of_a_template(cycle, first, weekday):
    last = first + timedelta(days=500)
    name = cycle.letter(first)
    every = [first + timedelta(days=n) for n in range(501)]
    assert cycle.days(name, weekday, first, last) == [
        day for day in every if day.weekday() == weekday and cycle.letter(day) == name
    ]


@given(st.integers(0, 5000))
def test_names_of_weeks_are_read_back(place):
    assert number(letter(place)) == place


@pytest.mark.parametrize("year", range(2015, 2045))
def test_a_year_of_53_weeks_is_like_any_other(year):
    louve = Cycle(4, date(2015, 12, 28))
    starts = louve.starts(date(year, 12, 1), date(year + 1, 2, 28))
    assert all((b - a).days == 28 for a, b in pairwise(starts))
