"""Periods of days. Everywhere in this package a period includes both ends, and an end of None is
open."""

from bisect import bisect_right
from datetime import date, timedelta
from operator import itemgetter

from .facts import Enrollment, Share

DAY = timedelta(days=1)
FOREVER = date.max
_start = itemgetter(0)


def covers(period, day):
    """Whether a period with ``start`` and ``end`` contains the day."""
    return period.start <= day and (period.end is None or day <= period.end)


def next_day(day):
    return day + DAY if day < FOREVER else FOREVER


def months_before(day, months):
    """The same day so many months earlier; the last of the month where there is none.

    >>> months_before(date(2024, 2, 29), 12)
    datetime.date(2023, 2, 28)
    """
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - DAY)


def months_after(day, months):
    """
    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    return months_before(day, -months)


def containing(runs, day):
    """The run ``(start, end)`` of a sorted list that contains the day (``end`` is the first day
    after), or None."""
    place = bisect_right(runs, day, key=_start) - 1
    if place >= 0:
        run = runs[place]
        if run[1] is None or day < run[1]:
            return run
    return None


def confirmed(leaves):
    return [leave for leave in leaves if leave.state == "confirmed"]


def with_exits(enrollments, exits):
    """Enrollments as the unsubscriptions leave them: those that cover the day of one end that
    day."""
    for day in exits:
        enrollments = [
            enrollment._replace(end=day) if covers(enrollment, day) else enrollment
            for enrollment in enrollments
        ]
    return enrollments


def regime_on(enrollments, day, default):
    """The regime of a day: of the latest seat held, else the last one held before, else the next
    one."""
    best, rank = default, (-1, date.min)
    for enrollment in enrollments:
        if enrollment.start > day:
            mine = (0, date.min + (FOREVER - enrollment.start))
        elif enrollment.end is None or day <= enrollment.end:
            mine = (2, enrollment.start)
        else:
            mine = (1, enrollment.end)
        if mine > rank:
            best, rank = enrollment.regime, mine
    return best


def duties(facts, policy):
    """The enrollments that owe work: those given, or the times of shares where a policy asks for
    no enrollment."""
    if facts.enrollments or policy.enrollment_required:
        return list(facts.enrollments)
    begun = min((fact.date for fact in facts.attendances), default=None)
    shares = facts.shares or ([Share(begun)] if begun else [])
    return [
        Enrollment(policy.default_regime, share.start, share.end)
        for share in shares
        if share.worker
    ]
