"""Leaves: what a type asks, how long it lasts, what it does."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from .cycle import steps
from .spans import DAY, FOREVER, confirmed, covers, months_after

DEAD = ("cancelled", "refused")


class Context(NamedTuple):
    """What a request for leave is judged by.

    ``asked``: local moment of the request. ``leaves``: the member's other leaves. ``balances``: by
    counter, on that day. ``own_shifts``: dates of the member's own shifts ahead. ``multiple``:
    twins or more, for a parental leave. ``cycle_anchor``: a day on which one of the member's own
    cycles starts, when they are not the co-op's.
    """

    asked: datetime
    leaves: tuple = ()
    balances: dict | None = None
    own_shifts: tuple = ()
    multiple: bool = False
    cycle_anchor: object = None


def refusals(policy, leave, context):
    """Why a leave cannot be granted: list of codes, empty when it can.

    Codes: ``unknown_type``, ``ends_before_start``, ``needs_end``, ``too_short``, ``too_long``,
    ``retroactive``, ``notice``, ``not_cycle_start``, ``credit``, ``make_up_due``,
    ``shifts_missed``, ``overlap``.

    :param policy: the :class:`policy.Policy` of the day of the request
    :param leave: :class:`facts.Leave`
    :param context: :class:`Context`

    La Louve: a temporary leave lasts 8 weeks to 12 months and is not retroactive.

    >>> from datetime import date
    >>> from .facts import Leave
    >>> from .policy import preset
    >>> louve, asked = preset("la_louve").latest, Context(datetime(2026, 11, 23, 9))
    >>> refusals(louve, Leave("1", "temporary", date(2026, 12, 1), date(2027, 1, 24)), asked)
    ['too_short']
    >>> refusals(louve, Leave("1", "temporary", date(2026, 11, 1), date(2027, 11, 1)), asked)
    ['too_long', 'retroactive']
    """
    rule = policy.leave_types.get(leave.type)
    if rule is None:
        return ["unknown_type"]
    if leave.end is not None and leave.end < leave.start:
        return ["ends_before_start"]
    checks = {
        "needs_end": rule.needs_end and leave.end is None,
        "too_short": _too_short(rule, leave),
        "too_long": _too_long(rule, leave, context.multiple),
        "retroactive": not rule.retroactive and leave.start < context.asked.date(),
        "notice": _notice_missed(rule, leave, context.asked),
        "not_cycle_start": rule.from_next_cycle and leave.start != next_cycle(policy, context),
        "credit": _credit_missing(rule, context),
        "make_up_due": rule.no_debt and _make_up_due(rule, context),
        "shifts_missed": _reached_not(rule.min_missed, len(missed(leave, context.own_shifts))),
        "overlap": any(_overlap(leave, other) for other in context.leaves),
    }
    return [code for code, refused in checks.items() if refused]


def _too_short(rule, leave):
    if leave.end is None:
        return False
    least = max(rule.min_days or 0, 7 * (rule.min_weeks or 0))
    return (leave.end - leave.start).days + 1 < least


def _too_long(rule, leave, multiple):
    last = longest_end(rule, leave.start, multiple)
    return last is not None and leave.end is not None and leave.end > last


def _notice_missed(rule, leave, asked):
    if rule.notice_hours is None:
        return False
    return datetime.combine(leave.start, time()) - asked < timedelta(hours=rule.notice_hours)


def _credit_missing(rule, context):
    if rule.min_credit is None:
        return False
    counter, amount = rule.min_credit
    return (context.balances or {}).get(counter, 0) < amount - 0.005


def _make_up_due(rule, context):
    return any(balance < -0.005 for balance in (context.balances or {}).values())


def _reached_not(least, count):
    return least is not None and count < least


def _overlap(leave, other):
    if other.id == leave.id or other.state in DEAD:
        return False
    return leave.start <= (other.end or FOREVER) and other.start <= (leave.end or FOREVER)


def next_cycle(policy, context):
    """The first day of the next cycle after the request, of the member's own cycles if they have
    some."""
    first = context.asked.date() + DAY
    length = policy.cycle.length
    anchor = context.cycle_anchor or policy.cycle.anchor
    return steps(anchor, length, first, first + timedelta(days=length))[0]


def missed(leave, own_shifts):
    """The own shifts that fall inside a leave: they wait."""
    return [day for day in own_shifts if covers(leave, day)]


def waits(policy, leaves, day):
    """The confirmed leave that makes an assignment of ``day`` wait (and cost nothing), or None."""
    return next(
        (
            leave
            for leave in confirmed(leaves)
            if covers(leave, day)
            and leave.type in policy.leave_types
            and policy.leave_types[leave.type].waits
        ),
        None,
    )


def longest_end(rule, start, multiple=False):
    """The last day that a leave of a type can have, from its first; None without limit.

    :param rule: :class:`policy.LeaveType`
    """
    months = (multiple and rule.max_months_multiple) or rule.max_months
    ends = [months_after(start, months) - DAY] if months else []
    ends += [start + timedelta(days=rule.max_days - 1)] if rule.max_days else []
    return min(ends, default=None)


class Dates(NamedTuple):
    """What has to be done when; None where a type does not ask it. ``seat_ends``: the last day of
    the enrollments."""

    remind_end: object = None
    certificate_reminder: object = None
    certificate_deadline: object = None
    seat_ends: object = None


def dates(policy, leave, asked_on):
    """The dates that its type gives to a leave. Certificates are counted from the later of request
    and start.

    >>> from datetime import date
    >>> from .facts import Leave
    >>> from .policy import preset
    >>> sick = Leave("1", "incapacity", date(2026, 3, 1), date(2026, 4, 1))
    >>> found = dates(preset("la_louve").latest, sick, date(2026, 3, 1))
    >>> str(found.certificate_reminder), str(found.certificate_deadline)
    ('2026-03-16', '2026-03-23')
    """
    rule = policy.leave_types[leave.type]
    since = max(asked_on, leave.start)
    return Dates(
        remind_end=_shift(leave.end, rule.remind_end_days, -1) if leave.end else None,
        certificate_reminder=_shift(since, rule.certificate_reminder_days),
        certificate_deadline=_shift(since, rule.certificate_deadline_days),
        seat_ends=leave.start - DAY if rule.loses_seat else None,
    )


def _shift(day, days, sign=1):
    return None if days is None else day + timedelta(days=sign * days)


def lapses_on(policy, leave, asked_on):
    """The first day on which a leave whose certificate has not come holds no more; None for a type
    that asks for none.

    Source: RULES.md 3, it lapses by the rules, on its day, and not for the days before.
    """
    rule = policy.leave_types.get(leave.type)
    if rule is None or not rule.without_certificate:
        return None
    return dates(policy, leave, asked_on).certificate_deadline


def held(history, leave, asked_on):
    """A leave without its certificate, as long as it holds.

    >>> from datetime import date
    >>> from .facts import Leave
    >>> from .policy import preset
    >>> sick = Leave("1", "incapacity", date(2026, 3, 1), date(2026, 4, 1))
    >>> str(held(preset("la_louve"), sick, date(2026, 3, 1)).end)
    '2026-03-22'
    """
    lapse = lapses_on(history.on(asked_on), leave, asked_on)
    if lapse is None or (leave.end and leave.end < lapse):
        return leave
    return leave._replace(end=lapse - DAY)


def without_certificate(policy, leave, asked_on, day):
    """What becomes, on a day, of a leave whose certificate has not come: ``None``, ``remind``,
    ``cancelled`` or ``abandoned``."""
    found = dates(policy, leave, asked_on)
    if found.certificate_deadline and day >= found.certificate_deadline:
        return policy.leave_types[leave.type].without_certificate
    return "remind" if found.certificate_reminder and day >= found.certificate_reminder else None
