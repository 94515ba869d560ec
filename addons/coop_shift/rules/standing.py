"""From facts to the standing of a member: a timeline over a whole life, first rule wins.

Standings: ``not_concerned``, ``unsubscribed``, ``unpaid``, ``blocked`` (and a policy's other
stops), ``on_leave``, ``grace``, ``alert``, ``suspended``, ``frozen``, ``exempted``, ``up_to_date``.
"""

from bisect import bisect_right
from operator import itemgetter

from .life import Life
from .runs import lines

BEFORE = "not_concerned"


def timeline(facts, history, entries, consequences=None):
    """The standing over a whole life: ``[(from_date, standing)]``, in order, no two neighbours
    alike.

    Each standing lasts until the day before the next pair; the last one has no end. It begins on
    the day of the earliest fact. Dates in the future are those known today: they hold as long as
    no new fact arrives.

    :param facts: :class:`facts.Facts` (``attendances`` are only needed for unsubscription by
        absences)
    :param history: :class:`policy.PolicyHistory`
    :param entries: the member's ledger, any order, reversals included
    :param consequences: those of :func:`credits.ledger`, when they are known; looked for otherwise

    >>> from datetime import date
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
    return Life(facts, history, lines(entries, history), consequences).timeline()


def at(periods, day):
    """The standing that a timeline gives on ``day``; ``not_concerned`` before its first period.

    >>> from datetime import date
    >>> at([(date(2026, 1, 1), "up_to_date")], date(2025, 12, 31))
    'not_concerned'
    """
    place = bisect_right(periods, day, key=itemgetter(0))
    return periods[place - 1][1] if place else BEFORE


def rebuild(members, rows, history):
    """The timelines of many members in one go: lean, tuples in, tuples out.

    :param members: ``{member_id: Facts}``; attendances may be left out where the enrollments given
        end where absences ended them
    :param rows: ``(member_id, [packed.Packed, …])`` for every member, once
    :return: iterator of ``(member_id, [(from_date, standing), …])``
    """
    for member, ledger in rows:
        yield member, Life.of_packed(members[member], history, ledger).timeline()
