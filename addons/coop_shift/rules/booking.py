"""Who may take which seat and why not. Reasons are codes; the screens have the words."""

from datetime import datetime
from typing import NamedTuple


class Booked(NamedTuple):
    """A shift that the member already holds: local start, and whether it is an own template shift."""

    start: datetime
    own: bool = False
    kind: str = "regular"
    id: str = ""


class Seat(NamedTuple):
    """A seat on a shift. ``start`` is local. ``free``: seats left for this role. ``skills``: all needed."""

    start: datetime
    free: int = 1
    skills: frozenset = frozenset()
    kind: str = "regular"
    id: str = ""
    cancelled: bool = False


def refusals(policy, regime, standing, seat, booked, now, skills=frozenset(), out_of_team=False):
    """Why the member may not book the seat: a list of codes, empty when they may.

    Codes in order: ``shift_cancelled``, ``regime_cannot_book``, ``standing``, ``out_of_team``, ``past``, ``beyond_window``,
    ``already_on_shift``, ``full``, ``skill``, ``per_day``, ``per_period``, ``ahead``, ``per_year``.

    :param policy: the :class:`policy.Policy` of the day of booking
    :param standing: the member's standing on that day
    :param booked: the :class:`Booked` of the member, past and future
    :param now: local datetime of the request
    """
    raise NotImplementedError


def cancel_refusals(policy, regime, booked, now):
    """Why a booked shift may not be cancelled freely: ``past``, ``too_late``, ``own_shift``; empty when it may."""
    raise NotImplementedError


def stand_in_refusals(policy, booked, now):
    """Why a stand-in may not be asked: ``past``, ``too_late``, ``not_in_policy``."""
    raise NotImplementedError
