"""What a member should do next, as codes; the screens have the words."""

from datetime import date
from typing import NamedTuple

SEE_OFFICE = ("blocked", "unpaid", "expired", "closed", "withdrawn", "frozen")


class Situation(NamedTuple):
    """Where a member stands on a day.

    :param due: make-ups to do (or shifts owed) on the counter that judges the member, 0 when none
    :param make_ups: make-ups still to do on another counter, 0 when none
    :param stops_on: the first day on which shopping stops if nothing is done, when known
    :param books: the member's regime books its shifts
    :param next_day: the day of the next shift, when there is one
    :param cycle_day: the next day on which a cycle costs something, for those who book
    :param credit: what the booking counter holds
    :param leave_end: the last day of the leave that runs, when known
    :param certificate_by: the day by which its certificate has to come, when it has not
    """

    standing: str
    due: float = 0
    make_ups: float = 0
    stops_on: date | None = None
    books: bool = False
    next_day: date | None = None
    cycle_day: date | None = None
    credit: float = 0
    leave_end: date | None = None
    certificate_by: date | None = None


class Step(NamedTuple):
    """A thing to do. ``link``: where on the portal, ``book``, ``waiting`` or nothing."""

    code: str
    values: dict
    link: str = ""


def steps(now):
    """What to do next, most pressing first; never empty.

    >>> late = Situation(
    ...     "alert", 2, stops_on=date(2026, 12, 10), next_day=date(2026, 12, 7)
    ... )
    >>> [(step.code, step.link) for step in steps(late)]
    [('make_ups_before', 'book'), ('next_shift', '')]
    >>> [step.code for step in steps(Situation("up_to_date", books=True, credit=0))]
    ['book_ahead']
    >>> flying = Situation("up_to_date", books=True, cycle_day=date(2026, 12, 7))
    >>> [step.code for step in steps(flying._replace(next_day=date(2026, 12, 15)))]
    ['next_shift', 'book_before']
    >>> [step.code for step in steps(flying._replace(next_day=date(2026, 12, 7)))]
    ['next_shift']
    >>> [step.code for step in steps(Situation("unsubscribed", due=2))]
    ['choose_shift', 'make_ups']
    >>> [step.code for step in steps(Situation("alert", make_ups=1, books=True))]
    ['make_ups']
    >>> [step.code for step in steps(Situation("up_to_date"))]
    ['nothing']
    >>> sick = Situation("exempted", leave_end=date(2027, 2, 28), certificate_by=date(2027, 1, 1))
    >>> [step.code for step in steps(sick)]
    ['leave_until', 'certificate']
    """
    found = []
    if now.standing == "unsubscribed":
        found.append(Step("choose_shift", {}, "waiting"))
    if now.leave_end:
        found.append(Step("leave_until", {"day": now.leave_end}))
    if now.certificate_by:
        found.append(Step("certificate", {"day": now.certificate_by}))
    found += _owed(now)
    if now.make_ups:
        found.append(Step("make_ups", {"count": now.make_ups}, "book"))
    if now.next_day:
        found.append(Step("next_shift", {"day": now.next_day}))
    if now.books and not now.due and now.standing == "up_to_date":
        found += _book(now)
    if now.standing in SEE_OFFICE:
        found.append(Step("see_office", {}))
    return found or [Step("nothing", {})]


def _owed(now):
    """What is owed, with the day before which it should be done."""
    if not now.due:
        return []
    kind = "shifts" if now.books else "make_ups"
    values = {"count": now.due}
    if now.stops_on:
        return [Step(f"{kind}_before", {**values, "day": now.stops_on}, "book")]
    return [Step(kind, values, "book")]


def _book(now):
    """Booking, while nothing is booked that comes before what the next count takes."""
    before_count = now.next_day and (not now.cycle_day or now.next_day <= now.cycle_day)
    if now.cycle_day and now.credit < 1 and not before_count:
        return [Step("book_before", {"day": now.cycle_day}, "book")]
    return [] if now.next_day else [Step("book_ahead", {}, "book")]
