"""Whole ledgers, small in memory, for a co-op's members all at once.

Most members were never below a limit. That shows in the floor of their balances, without looking
at their lines one by one.
"""

from datetime import date
from itertools import accumulate
from operator import le
from struct import unpack
from typing import NamedTuple

#: Days are counted from here, four times each; what counts with the debit of its day has one of
#: the numbers after it.
DAY_ZERO = date(2000, 1, 1)
WAITED, DEBIT = 2, 3
_ORDINAL = DAY_ZERO.toordinal()


class Packed(NamedTuple):
    """The lines of one counter of one member, in order of date.

    ``days``: four times the days since ``DAY_ZERO`` on which the lines begin to count, plus 2 for
    what waited for a debit and 3 for a debit. ``amounts``: what each line adds, in the counter's
    unit.

    >>> from struct import pack
    >>> one = Packed.read("abcd", pack(">2i", 123, 4), pack(">2d", 0.5, -2))
    >>> for line in one.lines():
    ...     print(*line)
    2000-01-02 False abcd -2.0
    2000-01-31 True abcd 0.5
    >>> one.floor(), one.total(), one.debits(DAY_ZERO)
    (-2.0, -1.5, [datetime.date(2000, 1, 31)])
    """

    counter: str
    days: tuple[int, ...]
    amounts: tuple[float, ...]

    @classmethod
    def read(cls, counter, days, amounts):
        """From bytes as PostgreSQL sends them: 4-byte integers and 8-byte floats, big-endian."""
        count = len(amounts) // 8
        days, amounts = unpack(f">{count}i", days), unpack(f">{count}d", amounts)
        if not all(map(le, days, days[1:])):
            days, amounts = zip(*sorted(zip(days, amounts, strict=True)), strict=True)
        return cls(counter, days, amounts)

    def floor(self):
        """A level that the balance never was below, at the end of any day; 0 at most."""
        return min(0, *accumulate(self.amounts))

    def total(self):
        return round(sum(self.amounts), 2)

    def debits(self, since):
        """The days after ``since`` on which there was a debit."""
        after = _number(since)
        return [_date(day) for day in self.days if day & DEBIT == DEBIT and day > after + DEBIT]

    def lines(self, late=None):
        """``[(day it counts from, late, counter, amount), …]``.

        :param late: whether the debit of a day comes after its work; always, without it
        """
        counter, found = self.counter, []
        for number, amount in zip(self.days, self.amounts, strict=True):
            day = _date(number)
            counts_with_debit = number & WAITED == WAITED
            found.append((day, counts_with_debit and (late is None or late(day)), counter, amount))
        return found


def read_all(rows):
    """The ledger of a member, from rows of what :meth:`Packed.read` takes."""
    return [Packed.read(*row) for row in rows]


def _number(day):
    return (day - DAY_ZERO).days * 4


def _date(number):
    return date.fromordinal(_ORDINAL + (number >> 2))


def place(entry):
    """Where in its day a line counts: see ``Packed.days``."""
    if entry.reason == "debit":
        return DEBIT
    return 0 if entry.counts_from is None else WAITED


def with_lines(ledger, lines):
    """A packed ledger and further lines ``(day, place, counter, amount)``, packed too."""
    counters = {packed.counter: packed for packed in ledger}
    for counter in {line[2] for line in lines}:
        old = counters.get(counter, Packed(counter, (), ()))
        new = [
            (_number(day) + where, amount) for day, where, name, amount in lines if name == counter
        ]
        both = sorted([*zip(old.days, old.amounts, strict=True), *new])
        counters[counter] = Packed(counter, *zip(*both, strict=True))
    return list(counters.values())
