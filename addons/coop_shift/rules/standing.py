"""From facts to the standing of a member: a timeline over a whole life, first rule wins.

Standings: ``not_concerned``, ``unsubscribed``, ``unpaid``, ``blocked`` (and a policy's other
stops), ``on_leave``, ``grace``, ``alert``, ``suspended``, ``frozen``, ``exempted``, ``up_to_date``.
"""

from bisect import bisect_right
from operator import itemgetter

from .fold import Fold

BEFORE = "not_concerned"


def timeline(facts, history, until):
    """The standing over a whole life: ``[(from_date, standing)]``, in order, no two neighbours
    alike.

    Each standing lasts until the day before the next pair; the last one has no end. It begins on
    the day of the earliest fact. Dates in the future are those known today: they hold as long as
    no new fact arrives.

    :param facts: :class:`facts.Facts`
    :param history: :class:`policy.PolicyHistory`
    :param until: the last day for which the debit of a cycle is made

    >>> from datetime import date
    >>> from .facts import Attendance, Enrollment, Facts
    >>> from .policy import preset
    >>> facts = Facts(
    ...     enrollments=(Enrollment("abcd", date(2026, 1, 1)),),
    ...     attendances=(Attendance("1", date(2026, 11, 23), "absent"),),
    ... )
    >>> for day, standing in timeline(facts, preset("la_louve"), date(2026, 12, 31)):
    ...     print(day, standing)
    2026-01-01 up_to_date
    2026-11-23 alert
    2026-12-21 suspended
    """
    return Fold(facts, history, until).run().periods


def at(periods, day):
    """The standing that a timeline gives on ``day``; ``not_concerned`` before its first period.

    >>> from datetime import date
    >>> at([(date(2026, 1, 1), "up_to_date")], date(2025, 12, 31))
    'not_concerned'
    """
    place = bisect_right(periods, day, key=itemgetter(0))
    return periods[place - 1][1] if place else BEFORE
