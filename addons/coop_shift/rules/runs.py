"""Runs: the times during which a balance was past a limit, from dated ledger rows."""

from collections import defaultdict


def runs(rows, measure, limit):
    """``[(first day, first day after or None)]`` of the times when the balance at the end of the day was past the limit.

    :param rows: ``(day, counter, amount)`` sorted by day

    >>> from .policy import Limit, Measure
    >>> runs([(1, "a", -2), (5, "a", 1), (5, "a", 1), (9, "a", -1)], Measure(("a",)), Limit.below(0))
    [(1, 5), (9, None)]
    """
    if not measure.lowest or len(measure.counters) == 1:
        return _runs_of_sum(rows, frozenset(measure.counters), limit.edge)
    return _runs_of_lowest(rows, measure, limit)


def _runs_of_sum(rows, counters, edge):
    found, start, total, day = [], None, 0, None
    for row_day, counter, amount in rows:
        if counter not in counters:
            continue
        if row_day != day:
            if (total < edge) is (start is None) and day is not None:
                start = _turn(found, start, day)
            day = row_day
        total += amount
    if day is not None and (total < edge) is (start is None):
        start = _turn(found, start, day)
    if start is not None:
        found.append((start, None))
    return found


def _turn(found, start, day):
    """Begin a run, or end the one that began on ``start``; returns the start of the run that is open now."""
    if start is None:
        return day
    found.append((start, day))
    return None


def _runs_of_lowest(rows, measure, limit):
    found, start = [], None
    for day, _before, after in day_balances(rows):
        if limit.passed(measure.of(after)) is (start is None):
            start = _turn(found, start, day)
    if start is not None:
        found.append((start, None))
    return found


def day_balances(rows):
    """``(day, balances before, balances after)`` of each day with rows; the dicts are the iterator's own."""
    before, after, day = {}, defaultdict(float), None
    for row_day, counter, amount in rows:
        if row_day != day:
            if day is not None:
                yield day, before, after
            day, before = row_day, dict(after)
        after[counter] = round(after[counter] + amount, 2)
    if day is not None:
        yield day, before, after


def lowest_sum(rows, counters):
    """The lowest sum of some counters after any row; 0 without rows."""
    total = lowest = 0
    for _day, counter, amount in rows:
        if counter in counters:
            total += amount
            lowest = min(lowest, total)
    return lowest
