"""Cycles: dates ↔ week letters, counted from an anchor Monday."""

from datetime import date
from typing import NamedTuple


class Cycle(NamedTuple):
    """``weeks`` weeks named A, B, C… again and again; week A begins on ``anchor``, a Monday.

    >>> louve = Cycle(4, date(2015, 12, 28))
    >>> louve.letter(date(2015, 12, 28)), louve.letter(date(2016, 1, 24))
    ('A', 'D')
    """

    weeks: int
    anchor: date

    def letter(self, day):
        """The name of the week of ``day``: A to Z, then AA, AB…; also before the anchor."""
        raise NotImplementedError

    def week_number(self, day):
        """The place of the week of ``day`` in its cycle, from 0."""
        raise NotImplementedError

    def start(self, day):
        """The first day of the cycle that contains ``day``."""
        raise NotImplementedError

    def starts(self, first, last):
        """The first days of all cycles that begin between two dates, both included, in order."""
        raise NotImplementedError

    def days(self, letter, weekday, first, last):
        """The dates of a template (week ``letter``, ``weekday`` 0 = Monday) between two dates, both included."""
        raise NotImplementedError
