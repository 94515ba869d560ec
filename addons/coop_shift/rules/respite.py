"""Graces (at the door) and extensions (by the office)."""

from datetime import timedelta

from .facts import Grace
from .fold import Fold


def offer(facts, history, day, kind="grace", next_shift=None):
    """Whether a respite of ``kind`` may be given on ``day``, and until when.

    :param kind: ``grace`` (to a member who is stopped) or ``extension`` (to a member who is late)
    :param next_shift: date of the member's next own shift, if any
    :return: ``(Grace, None)`` or ``(None, reason)``; reasons: ``not_in_policy``, ``not_late``,
        ``not_suspended``, ``already_given``, ``too_many``, ``no_next_shift``

    La Louve: 10 days, one per absence, capped at the next own shift + 1 day.

    >>> from datetime import date
    >>> from .facts import Attendance, Enrollment, Facts
    >>> from .policy import preset
    >>> absent = Attendance("1", date(2026, 3, 2), "absent")
    >>> facts = Facts(
    ...     enrollments=(Enrollment("abcd", date(2026, 1, 1)),), attendances=(absent,)
    ... )
    >>> louve = preset("la_louve")
    >>> offer(facts, louve, date(2026, 3, 20))
    (None, 'not_suspended')
    >>> grace, _ = offer(facts, louve, date(2026, 4, 1))
    >>> str(grace.start), str(grace.end)
    ('2026-04-01', '2026-04-10')
    >>> grace, _ = offer(facts, louve, date(2026, 4, 1), next_shift=date(2026, 4, 6))
    >>> str(grace.end)
    '2026-04-07'
    """
    policy = history.on(day)
    rule = policy.grace if kind == "grace" else policy.extension
    if rule is None:
        return None, "not_in_policy"
    refusal = _refusal(Fold(facts, history, day).run(day), rule, kind, day)
    if refusal:
        return None, refusal
    end = _end(rule, day, next_shift)
    return (Grace(day, end, kind), None) if end else (None, "no_next_shift")


def _refusal(fold, rule, kind, day):
    debt = fold.judging(day) if fold.policy else None
    since = debt and fold.late_since(debt)
    if not since:
        return "not_late"
    if kind == "grace" and fold.standing(day) != debt.stop_as:
        return "not_suspended"
    graces = fold.facts.graces
    given = sorted({g.start for g in graces if g.kind == kind and since <= g.start <= day})
    if rule.one_per_absence and given and given[-1] >= _last_fall(fold.entries, debt, day):
        return "already_given"
    if rule.in_a_row is not None and len(given) >= rule.in_a_row:
        return "too_many"
    return None


def _last_fall(entries, debt, day):
    """The last day, up to ``day``, on which the balance that is judged went down."""
    nets = {}
    for entry in entries:
        since = entry.counts_from or entry.date
        if entry.counter in debt.measure.counters and since <= day:
            nets[since] = nets.get(since, 0) + entry.amount
    return max((since for since, net in nets.items() if net < -0.005), default=day)


def _end(rule, day, next_shift):
    """The last day of a respite that begins on ``day``; None when it needs a next shift and there
    is none."""
    if rule.days is None:
        return next_shift
    end = day + timedelta(days=rule.days - 1)
    if next_shift is not None and rule.cap_days is not None:
        end = min(end, next_shift + timedelta(days=rule.cap_days))
    return end
