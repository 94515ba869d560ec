"""The dated facts of one member's life, as plain tuples. Nothing here is derived.

Dates are ``datetime.date``. Every period includes both its ends; an ``end`` of ``None`` is open.
The functions of this package never change a fact.
"""

from datetime import date
from typing import NamedTuple


class Share(NamedTuple):
    """The member owns shares; ``worker``: of a type that carries a work duty."""

    start: date
    end: date | None = None
    worker: bool = True


class Enrollment(NamedTuple):
    """The member holds a seat (or a place in the flying team) from ``start`` to ``end``.

    ``regime`` names one of the policy's regimes. ``decided`` is the day it was written down;
    before that day it does not count as a future enrollment. Without it, a future enrollment
    always counts, save after an unsubscription. ``anchor`` is a day on which a cycle of this
    enrollment starts, when its debits do not come with the co-op's cycles. ``withdrawn`` is the
    day on which it was taken back, before it began.
    """

    regime: str
    start: date
    end: date | None = None
    decided: date | None = None
    anchor: date | None = None
    withdrawn: date | None = None


class Attendance(NamedTuple):
    """What became of one assignment, in its last known state.

    ``id`` names the assignment: two attendances of one id are one event. ``kind`` is one of the
    policy's kinds for the regime (``present``, ``absent``, ``excused``, ``make_up``…). ``regime``
    defaults to that of the enrollment on the day. ``factor`` multiplies what is earned (0.5, 1,
    1.5 or 2), never what is owed. ``time`` orders the events of one day (minutes since midnight,
    local). ``minutes`` is the length of the shift. ``holiday`` is the kind of the shop's holiday
    that day, when it is not that of ``Facts.holidays`` (``none``: no holiday for this shift).
    """

    id: str
    date: date
    kind: str
    regime: str | None = None
    factor: float = 1
    minutes: int | None = None
    time: int = 0
    holiday: str | None = None


class Correction(NamedTuple):
    """A manual entry by the office, in the unit of the counter."""

    id: str
    date: date
    counter: str
    amount: float
    reason: str = ""


class Leave(NamedTuple):
    """A leave; only ``confirmed`` ones have an effect (``draft``, ``waiting``, ``cancelled``,
    ``refused`` have none).

    ``missed`` is the number of own shifts inside it, for types that debit them on the first day;
    without it, each is debited on its own day. ``open_until`` is the day on which a leave without
    an end was given one.
    """

    id: str
    type: str
    start: date
    end: date | None = None
    state: str = "confirmed"
    missed: int | None = None
    open_until: date | None = None


class Grace(NamedTuple):
    """A dated respite; ``kind`` is ``grace`` (at the door) or ``extension`` (by the office)."""

    start: date
    end: date
    kind: str = "grace"


class Stop(NamedTuple):
    """A dated stop; ``kind`` is one of the policy's stops (``blocked``, ``unpaid``,
    ``expired``…)."""

    kind: str
    start: date
    end: date | None = None


class Registration(NamedTuple):
    """A shift booked ahead: ``date`` of the shift, the day it was booked (``None``: always known),
    and cancelled.

    ``id`` is that of its attendance, once there is one.
    """

    id: str
    date: date
    booked: date | None = None
    cancelled: date | None = None


class Holiday(NamedTuple):
    """A period of the shop: ``kind`` is one of the policy's (``closed``, ``open``, ``long_all``,
    ``long_half``)."""

    kind: str
    start: date
    end: date


class Facts(NamedTuple):
    """Everything the rules look at for one member."""

    shares: tuple[Share, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    corrections: tuple[Correction, ...] = ()
    leaves: tuple[Leave, ...] = ()
    graces: tuple[Grace, ...] = ()
    stops: tuple[Stop, ...] = ()
    registrations: tuple[Registration, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    reduced_debits: tuple[date, ...] = ()
    """Days in the cycles for which the member asked for a reduced debit."""


class Entry(NamedTuple):
    """One line of the work ledger.

    ``date`` is the day of the event. ``counts_from`` is the day from which the standing counts it
    (``None``: its date). ``key`` is unique for the member: writing the same event twice gives the
    same key. ``source`` is the key's stem, the same for a line, its reversal and its successors.
    ``reverses`` is the key of the line that this one reverses. ``reason`` is a code: a kind of
    attendance, ``debit``, ``surplus``, ``leave``, ``correction``.
    """

    key: str
    counter: str
    date: date
    amount: float
    reason: str
    source: str
    counts_from: date | None = None
    reverses: str | None = None


class Consequence(NamedTuple):
    """What the rules make happen on a day, for the planning to carry out.

    ``kind``: ``unsubscribed`` (present enrollments end that day), ``out_of_team`` (told to the
    office), ``frozen`` (future registrations are cancelled), ``thawed``. ``cause`` says which rule.
    """

    date: date
    kind: str
    cause: str


class Ledger(NamedTuple):
    """The ledger as the facts make it, and what follows from it on the way."""

    entries: tuple[Entry, ...]
    consequences: tuple[Consequence, ...]
