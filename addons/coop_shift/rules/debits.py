"""The days on which cycles cost something."""

from datetime import date, timedelta

from .cycle import steps
from .spans import DAY, FOREVER, next_day


def debit_days(places, history, until, after=None):
    """``(day, regime)`` of every debit that places can bring until a day, each once.

    Whether work is expected of the member that day is decided when the day comes.

    :param places: :func:`spans.duties`
    :param after: only those after this day
    """
    since = date.min if after is None else next_day(after)
    days = {}
    for duty in places:
        end = min(duty.end or FOREVER, until)
        for first, last, policy in history.spans(max(duty.start, since), end):
            regime = policy.regimes.get(duty.regime)
            if regime and regime.debit:
                for day in _starts(duty, policy, regime.debit, first, last):
                    days[day, duty.regime] = None
    return list(days)


def falls_on(duty, policy, debit, day):
    """Whether a cycle of an enrollment is debited on a day."""
    return bool(_starts(duty, policy, debit, day, day))


def _starts(duty, policy, debit, first, last):
    """First days of the cycles of one enrollment between two dates, both included."""
    if duty.anchor is None and not debit.member_cycle:
        return policy.cycle.starts(first, last)
    length = policy.cycle.length
    if duty.anchor is None:
        first = max(first, duty.start + timedelta(days=length * debit.first_after))
    return steps(duty.anchor or duty.start, length, first, last)


def next_debit_day(held, history, regime, day):
    """The first day, from ``day`` on, whose debit looks at what happened on ``day``; None without
    debits.

    :param held: the places that owe work on ``day``
    """
    policy = history.on(day)
    if regime.debit is None:
        return None
    duty = next((duty for duty in held if duty.regime == regime.name), None)
    first = day if regime.debit.at_end else day + DAY
    last = first + timedelta(days=policy.cycle.length)
    if duty is None:
        return policy.cycle.starts(first, last)[0]
    return (_starts(duty, policy, regime.debit, first, last) or [last])[0]
