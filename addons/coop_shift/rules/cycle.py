"""Cycles: dates ↔ week letters, counted from an anchor Monday.

Letters never come from ISO week numbers: a year of 53 weeks would give two weeks of one letter in
a row.
"""

from datetime import date, timedelta
from typing import NamedTuple


class Cycle(NamedTuple):
    """``weeks`` weeks named A, B, C… again and again; week A begins on ``anchor``, a Monday.

    >>> louve = Cycle(4, date(2015, 12, 28))
    >>> days = date(2015, 12, 28), date(2016, 1, 24), date(2015, 12, 27)
    >>> [louve.letter(day) for day in days]
    ['A', 'D', 'D']
    >>> [louve.letter(date(2026, 12, 28) + timedelta(weeks=n)) for n in range(3)]
    ['C', 'D', 'A']
    """

    weeks: int
    anchor: date

    @property
    def length(self):
        """Days in a cycle."""
        return self.weeks * 7

    def letter(self, day):
        """The name of the week of ``day``: A to Z, then AA, AB…; also before the anchor."""
        return letter(self.week_number(day))

    def week_number(self, day):
        """The place of the week of ``day`` in its cycle, from 0."""
        return (day - self.anchor).days // 7 % self.weeks

    def start(self, day):
        """The first day of the cycle that contains ``day``.

        >>> Cycle(6, date(2024, 1, 1)).start(date(2023, 12, 31))
        datetime.date(2023, 11, 20)
        """
        return day - timedelta(days=(day - self.anchor).days % self.length)

    def starts(self, first, last):
        """The first days of all cycles that begin between two dates, both included, in order.

        >>> louve = Cycle(4, date(2015, 12, 28))
        >>> [str(day) for day in louve.starts(date(2026, 12, 1), date(2027, 2, 1))]
        ['2026-12-14', '2027-01-11']
        >>> louve.starts(date(2026, 12, 15), date(2026, 12, 20))
        []
        """
        return steps(self.anchor, self.length, first, last)

    def days(self, name, weekday, first, last):
        """The dates of a template (week ``name``, ``weekday`` 0 = Monday) between two dates, both
        included.

        >>> louve = Cycle(4, date(2015, 12, 28))
        >>> found = louve.days("C", 2, date(2026, 12, 1), date(2027, 1, 31))
        >>> [str(day) for day in found]
        ['2026-12-02', '2026-12-30', '2027-01-27']
        """
        offset = timedelta(days=7 * number(name) + weekday)
        return steps(self.anchor + offset, self.length, first, last)


def letter(place):
    """The name of the week at a place from 0.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(name):
    """The place of a week's name, from 0.

    >>> number("A"), number("AA")
    (0, 26)
    """
    place = 0
    for sign in name.upper():
        place = place * 26 + ord(sign) - 64
    return place - 1


def steps(anchor, length, first, last):
    """The days between two dates, both included, that are whole steps of ``length`` days from
    ``anchor``."""
    start = first + timedelta(days=(anchor - first).days % length)
    return [start + timedelta(days=shift) for shift in range(0, (last - start).days + 1, length)]
