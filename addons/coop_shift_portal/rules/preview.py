"""What a leave would change for a member, before it is asked for."""

from datetime import date, timedelta
from typing import NamedTuple

from odoo.addons.coop_shift.rules import credits, leave, standing

DAY = timedelta(days=1)


class Change(NamedTuple):
    """What a leave changes.

    :param waiting: the days of the shifts inside it, which need not be worked
    :param standings: ``[(first, last or None, standing, may shop)]`` from its first day to the day
        after its last
    :param debited: ``{counter: amount}`` taken off on its first day, amounts below 0
    :param seat_ends: the last day on one's own seat, when the leave gives it back
    :param certificate: the day by which a certificate is due, when one is asked for
    """

    waiting: tuple = ()
    standings: tuple = ()
    debited: dict = {}
    seat_ends: date | None = None
    certificate: date | None = None


def change(facts, history, wanted, own_shifts, today, booked=()):
    """What a leave would change if it were granted as it is asked.

    :param facts: ``coop_shift.rules.facts.Facts`` with attendances
    :param wanted: ``coop_shift.rules.facts.Leave``, ``confirmed``
    :param own_shifts: the days of the shifts of the member's own place: what a leave misses
    :param booked: the days of other shifts to come: they wait too, but are not missed

    >>> from odoo.addons.coop_shift.rules.facts import Enrollment, Facts, Leave
    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> facts = Facts(enrollments=(Enrollment("abcd", date(2026, 1, 1)),))
    >>> asked = Leave("new", "temporary", date(2026, 12, 1), date(2027, 2, 28))
    >>> found = change(facts, preset("la_louve"), asked, [date(2026, 12, 7)], date(2026, 11, 23))
    >>> found.waiting, found.debited
    ((datetime.date(2026, 12, 7),), {})
    >>> for first, last, name, may in found.standings: print(first, last, name, may)
    2026-12-01 2027-02-28 on_leave False
    2027-03-01 None up_to_date True
    """
    policy = history.on(wanted.start)
    rule = policy.leave_types[wanted.type]
    days = sorted({*own_shifts, *booked})
    waiting = tuple(leave.missed(wanted, days)) if rule.waits else ()
    wanted = wanted._replace(missed=len(leave.missed(wanted, own_shifts)))
    dates = leave.dates(policy, wanted, today)
    after = _granted(facts, wanted, dates.seat_ends)
    until = max(today, wanted.start)
    return Change(
        waiting,
        tuple(_standings(after, history, wanted, until)),
        _debited(facts, after, history, until),
        dates.seat_ends,
        dates.certificate_deadline,
    )


def _granted(facts, wanted, seat_ends):
    """The facts as they would be."""
    after = facts._replace(leaves=(*facts.leaves, wanted))
    if seat_ends is None:
        return after
    places = tuple(
        row._replace(end=min(row.end or seat_ends, seat_ends))
        for row in facts.enrollments
        if row.start <= seat_ends
    )
    return after._replace(enrollments=places)


def _standings(facts, history, wanted, until):
    periods = standing.timeline(facts, history, until)
    last = wanted.end + DAY if wanted.end else None
    ends = [start - DAY for start, _name in periods[1:]] + [None]
    for (start, name), end in zip(periods, ends, strict=True):
        if (end is None or end >= wanted.start) and (last is None or start <= last):
            yield max(start, wanted.start), end, name, name in history.on(start).may_shop


def _debited(before, after, history, until):
    """The lines that the leave itself writes."""
    lines = credits.changes(
        credits.ledger(before, history, until).entries,
        credits.ledger(after, history, until).entries,
    )
    totals = {}
    for line in lines:
        if line.reason == "leave":
            totals[line.counter] = round(totals.get(line.counter, 0) + line.amount, 2)
    return totals
