"""Which free seats come first: those of the roles that lack people most."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple


class Opening(NamedTuple):
    """The seats of one role on one shift.

    :param start: local start of the shift
    :param least: how many people the role needs at least
    """

    start: datetime
    seats: int
    taken: int
    least: int
    rank: int = 0

    @property
    def free(self):
        return max(self.seats - self.taken, 0)

    @property
    def missing(self):
        """How many are missing for the least that is needed."""
        return max(self.least - self.taken, 0)


def filled(opening):
    """The share of the minimum that is filled, from 0 to 1.

    >>> filled(Opening(datetime(2026, 11, 23, 9), 8, 2, 4))
    Fraction(1, 2)
    >>> filled(Opening(datetime(2026, 11, 23, 9), 8, 6, 4))
    Fraction(1, 1)
    """
    if opening.least <= 0:
        return Fraction(1)
    return Fraction(min(opening.taken, opening.least), opening.least)


def by_need(opening):
    """A key to sort openings: most in need first, then the soonest.

    >>> soon, later = datetime(2026, 11, 23, 9), datetime(2026, 11, 24, 9)
    >>> rows = [Opening(soon, 4, 3, 4), Opening(later, 4, 0, 4), Opening(soon, 4, 0, 4)]
    >>> [(row.start.day, row.taken) for row in sorted(rows, key=by_need)]
    [(23, 0), (24, 0), (23, 3)]
    """
    return filled(opening), opening.start, opening.rank


def weeks(first, count):
    """The Mondays of some weeks, the first being that of a day.

    >>> from datetime import date
    >>> [str(day) for day in weeks(date(2026, 11, 25), 2)]
    ['2026-11-23', '2026-11-30']
    """
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=number) for number in range(count)]
