"""What holds for all hours, approved in any order."""

import doctest
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from coop_committee_rules import hours
from coop_committee_rules.hours import Work, credits, remainder
from hypothesis import given
from hypothesis import strategies as st

FIRST = date(2026, 1, 5)
QUARTERS = st.integers(1, 96).map(lambda n: Fraction(n, 4))


@st.composite
def lives(draw, caps=None):
    rate = draw(QUARTERS)
    cap = draw(caps) if caps is not None else None
    rows = draw(st.lists(st.tuples(st.integers(0, 90), QUARTERS), max_size=12))
    return [
        Work(id_, FIRST + timedelta(days=day), worked, rate, cap)
        for id_, (day, worked) in enumerate(rows, 1)
    ]


def cycle_start(day):
    return FIRST + timedelta(days=(day - FIRST).days // 28 * 28)


def test_examples():
    assert doctest.testmod(hours).failed == 0


@given(lives())
def test_whole_credits_and_nothing_is_lost(works):
    total = sum((work.hours for work in works), Fraction(0))
    given_ = credits(works, cycle_start)
    assert given_.keys() == {work.id for work in works}
    if works:
        assert sum(given_.values()) == floor(total / works[0].rate)
        assert sum(given_.values()) * works[0].rate + remainder(works) == total


@given(lives(caps=st.none() | st.integers(1, 3)), st.randoms(use_true_random=False))
def test_the_order_of_approval_does_not_matter(works, random):
    shuffled = random.sample(works, len(works))
    assert credits(shuffled, cycle_start) == credits(works, cycle_start)
    assert remainder(shuffled) == remainder(works)


@given(lives(caps=st.integers(1, 3)))
def test_a_cycle_gives_at_most_its_cap(works):
    given_ = credits(works, cycle_start)
    assert all(count >= 0 for count in given_.values())
    for start in {cycle_start(work.date) for work in works}:
        cycle = [work for work in works if cycle_start(work.date) == start]
        assert sum(given_[work.id] for work in cycle) <= cycle[0].cap


@given(lives(), st.data())
def test_more_hours_never_give_less(works, data):
    fewer = [work for work in works if data.draw(st.booleans())]
    assert sum(credits(fewer).values()) <= sum(credits(works).values())


def test_a_new_rate_leaves_what_was_approved():
    before = [Work(1, FIRST, Fraction(3), Fraction(3))]
    after = [*before, Work(2, FIRST + timedelta(days=1), Fraction(3), Fraction(6))]
    assert credits(after) == {1: 1, 2: 0}
    assert remainder(after, Fraction(6)) == 3
