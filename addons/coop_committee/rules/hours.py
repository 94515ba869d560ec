"""From hours to credits. A pure function of the approved hours: the order in which they were
approved does not matter.

A credit is worth one shift of the co-op's work policy. Hours and rates are ``fractions.Fraction``
(or integers), so that nothing is lost in rounding.
"""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple


class Work(NamedTuple):
    """Approved hours of one member in one committee on one day.

    ``hours`` is more than 0. ``rate`` is the number of hours that one credit takes, as it was when
    the work was approved. ``cap`` is the most credits that a cycle gives; ``None``: no limit.
    """

    id: int
    date: date
    hours: Fraction
    rate: Fraction
    cap: int | None = None


def credits(works, cycle_start=lambda day: None):
    """How many credits each piece of work completes, as ``{work.id: credits}``.

    Hours add up in the order of their dates. A credit falls on the work that completes it; the
    hours left over count towards the next one. Without a cap the sum is
    ``floor(all hours / rate)``. Credits above the cap of a cycle are not given, then or later.

    :param works: :class:`Work` of one member in one committee, in any order
    :param cycle_start: a function that gives the first day of the cycle of a day

    La Louve: three hours are a shift.

    >>> one = Work(1, date(2026, 1, 5), Fraction(2), Fraction(3))
    >>> two = Work(2, date(2026, 1, 9), Fraction(5, 2), Fraction(3))
    >>> credits([two, one]), credits([one])
    ({1: 0, 2: 1}, {1: 0})

    At most one credit in a cycle; the half hour left over is kept, the second credit is not.

    >>> long = Work(3, date(2026, 2, 2), Fraction(13, 2), Fraction(3), cap=1)
    >>> credits([long]), remainder([long])
    ({3: 1}, Fraction(1, 2))
    """
    given, used, total = {}, defaultdict(int), Fraction(0)
    for work in sorted(works, key=lambda work: (work.date, work.id)):
        before, total = total, total + Fraction(work.hours) / work.rate
        whole = floor(total) - floor(before)
        cycle = cycle_start(work.date)
        if work.cap is not None:
            whole = min(whole, max(0, work.cap - used[cycle]))
        used[cycle] += whole
        given[work.id] = whole
    return given


def remainder(works, rate=None):
    """The hours that count towards the next credit.

    :param rate: hours for one credit today; by default that of the last work

    >>> remainder([])
    Fraction(0, 1)
    >>> remainder([Work(1, date(2026, 1, 5), Fraction(7, 2), Fraction(3))])
    Fraction(1, 2)
    """
    works = sorted(works, key=lambda work: (work.date, work.id))
    total = sum((Fraction(work.hours) / work.rate for work in works), Fraction(0))
    part = total - floor(total)
    return part * (rate or works[-1].rate) if part else Fraction(0)


def exact(number):
    """A stored number with two decimals, as a fraction.

    >>> exact(2.1), exact(3.0)
    (Fraction(21, 10), Fraction(3, 1))
    """
    return Fraction(round(number * 100), 100)
