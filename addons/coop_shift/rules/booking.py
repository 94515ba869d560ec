"""Who may take which seat and why not. Reasons are codes; the screens have the words."""

from datetime import datetime, timedelta
from typing import NamedTuple

CANNOT_WORK = frozenset(
    ("not_concerned", "unsubscribed", "on_leave", "blocked", "expired", "closed", "withdrawn")
)
"""Standings in which no shift can be booked. A suspended or frozen member may: working is the way
back."""


class Booked(NamedTuple):
    """A shift that the member already holds: local start and end, and whether it is of their own
    seat."""

    start: datetime
    own: bool = False
    kind: str = "regular"
    id: str = ""
    stop: datetime | None = None


class Seat(NamedTuple):
    """A seat on a shift. ``start`` and ``stop`` are local. ``free``: seats left for this role.
    ``skills``: all needed."""

    start: datetime
    free: int = 1
    skills: frozenset = frozenset()
    kind: str = "regular"
    id: str = ""
    cancelled: bool = False
    stop: datetime | None = None


def refusals(policy, regime, standing, seat, booked, now, skills=frozenset(), out_of_team=False):
    """Why the member may not book the seat: a list of codes, empty when they may.

    Codes in order: ``shift_cancelled``, ``regime_cannot_book``, ``standing``, ``out_of_team``,
    ``past``, ``beyond_window``, ``already_on_shift``, ``overlap``, ``full``, ``skill``,
    ``per_day``, ``per_period``, ``ahead``, ``per_year``.

    :param policy: the :class:`policy.Policy` of the day of booking
    :param regime: the name of the member's regime
    :param standing: the member's standing on that day
    :param booked: the :class:`Booked` of the member, past and future, without cancelled ones
    :param now: local datetime of the request

    La Louve: at most 2 shifts a day.

    >>> from .policy import preset
    >>> louve, now = preset("la_louve").latest, datetime(2026, 11, 23, 9)
    >>> day = [Booked(datetime(2026, 11, 30, hour)) for hour in (6, 9)]
    >>> refusals(louve, "flying", "up_to_date", Seat(datetime(2026, 11, 30, 16)), day, now)
    ['per_day']
    >>> refusals(louve, "abcd", "on_leave", Seat(datetime(2027, 11, 30, 16), free=0), [], now)
    ['regime_cannot_book', 'standing', 'beyond_window', 'full']
    """
    limits = policy.booking
    checks = {
        "shift_cancelled": seat.cancelled,
        "regime_cannot_book": not policy.regimes[regime].books,
        "standing": standing in CANNOT_WORK,
        "out_of_team": out_of_team,
        "past": seat.start <= now,
        "beyond_window": _beyond(limits, seat, now),
        "already_on_shift": (same := any(_same(seat, one) for one in booked)),
        "overlap": not same and any(overlap(seat, one) for one in booked),
        "full": seat.free < 1,
        "skill": not seat.skills <= frozenset(skills),
        "per_day": _reached(
            limits.per_day, sum(one.start.date() == seat.start.date() for one in booked)
        ),
        "per_period": _too_many_in_period(limits, seat, booked),
        "ahead": _reached(limits.ahead, sum(one.start > now for one in booked)),
        "per_year": _reached((limits.yearly or {}).get(seat.kind), _same_year(seat, booked)),
    }
    return [code for code, refused in checks.items() if refused]


def _reached(limit, count):
    return limit is not None and count >= limit


def _beyond(limits, seat, now):
    if limits.window_days is None:
        return False
    return seat.start.date() > now.date() + timedelta(days=limits.window_days)


def _same(seat, one):
    """Whether a shift held is this one, or at the same moment."""
    return one.start == seat.start or bool(seat.id and seat.id == one.id)


def overlap(one, other):
    """Whether two shifts share some time; two that touch do not. Without an end: unknown, no.

    >>> morning = Booked(datetime(2026, 1, 5, 9), stop=datetime(2026, 1, 5, 12))
    >>> overlap(Seat(datetime(2026, 1, 5, 12), stop=datetime(2026, 1, 5, 15)), morning)
    False
    >>> overlap(Seat(datetime(2026, 1, 5, 11, 59), stop=datetime(2026, 1, 5, 15)), morning)
    True
    """
    if one.stop is None or other.stop is None:
        return False
    return one.start < other.stop and other.start < one.stop


def _same_year(seat, booked):
    return sum(one.kind == seat.kind and one.start.year == seat.start.year for one in booked)


def _too_many_in_period(limits, seat, booked):
    """Whether any period of that length that contains the seat would hold more shifts than
    allowed."""
    if limits.per_period is None or limits.period_days is None:
        return False
    reach = timedelta(days=limits.period_days - 1)
    day = seat.start.date()
    near = sorted(one.start.date() for one in booked if abs(one.start.date() - day) <= reach)
    starts = [other for other in near if other < day] + [day]
    return any(
        sum(start <= other <= start + reach for other in near) >= limits.per_period
        for start in starts
    )


def cancel_refusals(policy, regime, booked, now):
    """Why a booked shift may not be cancelled freely: ``past``, ``too_late``, ``own_shift``; empty
    when it may.

    Own shifts can only be given up in a regime that books.
    """
    checks = {
        "past": booked.start <= now,
        "too_late": booked.start > now
        and booked.start - now < timedelta(hours=policy.booking.cancel_hours),
        "own_shift": booked.own and not policy.regimes[regime].books,
    }
    return [code for code, refused in checks.items() if refused]


def stand_in_refusals(policy, booked, now):
    """Why a stand-in may not be asked: ``past``, ``too_late``, ``not_in_policy``; empty when it
    may."""
    hours = policy.booking.stand_in_hours
    if hours is None:
        return ["not_in_policy"]
    if booked.start <= now:
        return ["past"]
    return ["too_late"] if booked.start - now < timedelta(hours=hours) else []
