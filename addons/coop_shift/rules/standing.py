"""From facts to the standing of a member: a timeline over a whole life, first rule wins.

Standings: ``not_concerned``, ``unsubscribed``, ``unpaid``, ``blocked`` (and a policy's other stops), ``on_leave``, ``grace``,
``alert``, ``suspended``, ``frozen``, ``exempted``, ``up_to_date``.
"""

from bisect import bisect_right
from datetime import date
from itertools import groupby
from operator import itemgetter

from .life import Life

BEFORE = "not_concerned"


def timeline(facts, history, entries, consequences=None):
    """The standing over a whole life: ``[(from_date, standing)]``, in order, no two neighbours alike.

    Each standing lasts until the day before the next pair; the last one has no end. It begins on the day of the earliest
    fact. Dates in the future are those known today: they hold as long as no new fact arrives.

    :param facts: :class:`facts.Facts` (``attendances`` are only needed for unsubscription by absences)
    :param history: :class:`policy.PolicyHistory`
    :param entries: the member's ledger, any order, reversals included
    :param consequences: those of :func:`credits.ledger`, when they are known; looked for otherwise

    >>> from .facts import Enrollment, Entry, Facts
    >>> from .policy import preset
    >>> facts = Facts(enrollments=(Enrollment("abcd", date(2026, 1, 1)),))
    >>> absent = Entry("1:abcd", "abcd", date(2026, 11, 23), -2, "absent", "1:abcd")
    >>> for day, standing in timeline(facts, preset("la_louve"), [absent]):
    ...     print(day, standing)
    2026-01-01 up_to_date
    2026-11-23 alert
    2026-12-21 suspended
    """
    return Life(facts, history, _rows(entries), consequences).timeline()


def standing_on(facts, history, entries, day, consequences=None):
    """The standing on one day, by the same rules."""
    life = Life(facts, history, _rows(entries), consequences)
    first = life.first_day()
    return life.on(day) if first and first <= day else BEFORE


def at(periods, day):
    """The standing that a timeline gives on ``day``; ``not_concerned`` before its first period.

    >>> at([(date(2026, 1, 1), "up_to_date")], date(2025, 12, 31))
    'not_concerned'
    """
    place = bisect_right(periods, day, key=itemgetter(0))
    return periods[place - 1][1] if place else BEFORE


def clipped(periods, first, last):
    """The part of a timeline between two dates, both included, beginning on ``first``."""
    inside = [(first, at(periods, first))]
    inside += [(day, standing) for day, standing in periods if first < day <= last]
    return inside if inside[0][1] != BEFORE or len(inside) == 1 or periods else []


def rebuild(members, rows, history):
    """The timelines of many members in one go: lean, tuples in, tuples out.

    :param members: ``{member_id: Facts}``; attendances may be left out where no absence is among them
    :param rows: ledger rows ``(member_id, counter, date, amount, counts_from or None)`` grouped by member, any order inside
    :return: iterator of ``(member_id, [(from_date, standing), …])`` for every member of ``members``
    """
    left = dict.fromkeys(members)
    for member, group in groupby(rows, key=itemgetter(0)):
        if member in left:
            del left[member]
            lines = sorted([(row[4] or row[2], row[1], row[3]) for row in group])
            yield member, Life(members[member], history, lines).timeline()
    for member in left:
        yield member, Life(members[member], history, []).timeline()


def _rows(entries):
    """Ledger entries as ``(day it counts from, counter, amount)``, sorted."""
    return sorted((entry.counts_from or entry.date, entry.counter, entry.amount) for entry in entries)
