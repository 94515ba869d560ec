"""A debt goes along: what was owed under one regime stays due under another."""

from .spans import regime_on


def debts(policy, enrollments, day):
    """The debt rules that judge a member on a day: that of their regime, then those of the regimes
    held before whose counters theirs does not look at.

    Source: La Louve, "make-ups stay due on return"; whoever changes between a fixed seat and flying
    shifts owes the same shifts as before. Where the policy says what another counter makes of
    somebody (``also_alert``), it says so alone; who could be frozen is frozen by one balance.

    :param enrollments: as the unsubscriptions leave them
    :return: list of :class:`policy.Debt`, the one of the present regime first, where it has one

    >>> from datetime import date
    >>> from .facts import Enrollment
    >>> from .policy import preset
    >>> louve = preset("la_louve").latest
    >>> flown = Enrollment("flying", date(2026, 1, 1), date(2026, 6, 30))
    >>> fixed = Enrollment("abcd", date(2026, 7, 1))
    >>> [debt.measure.counters for debt in debts(louve, (flown, fixed), date(2026, 7, 1))]
    [('abcd',), ('flying',)]
    >>> [debt.measure.counters for debt in debts(louve, (flown, fixed), date(2026, 6, 30))]
    [('flying',)]

    A flying member who still owes make-ups is in alert, says the manual: nothing more.

    >>> fixed, flown = fixed._replace(end=date(2026, 12, 31)), flown._replace(
    ...     start=date(2027, 1, 1), end=None
    ... )
    >>> [debt.measure.counters for debt in debts(louve, (fixed, flown), date(2027, 1, 1))]
    [('flying',)]
    """
    name = regime_on(enrollments, day, policy.default_regime)
    own = (policy.regimes.get(name) or policy.regimes[policy.default_regime]).debt
    found = [own] if own else []
    looked_at = {*own.measure.counters, *own.also_alert} if own else set()
    for enrollment in enrollments:
        regime = policy.regimes.get(enrollment.regime)
        debt = regime and enrollment.start <= day and regime.debt
        if debt and not debt.rescue and not looked_at & {*debt.measure.counters}:
            found.append(debt)
            looked_at |= {*debt.measure.counters}
    return found
