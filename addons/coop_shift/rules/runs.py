"""Runs: the times during which a balance was past a limit, from dated ledger rows."""

from collections import defaultdict


def lines(entries, history):
    """Ledger entries as the sorted tuples that this module reads: ``(day it counts from, late,
    counter, amount)``.

    ``late``: of the evening, after whatever was worked that day: where debits are made then, they
    and what waited for them (RULES.md 3).
    """
    return sorted(
        (
            day := entry.counts_from or entry.date,
            of_the_count(entry) and history.on(day).debits_late,
            entry.counter,
            entry.amount,
        )
        for entry in entries
    )


def of_the_count(entry):
    """Whether a line counts with the debit of its day: a debit, or what waited for one."""
    return entry.reason == "debit" or entry.counts_from is not None


def runs(rows, measure, limit):
    """``[(first day, first day after or None)]`` of the times when the balance at the end of the
    day was past the limit.

    A balance that recovers during a day and is past the limit again after the evening's debit
    begins a new run that day.

    :param rows: ``(day, late, counter, amount)``, sorted

    >>> from .policy import Limit, Measure
    >>> short = Measure(("a",)), Limit.below(0)
    >>> runs([(1, False, "a", -2), (5, False, "a", 2), (9, False, "a", -1)], *short)
    [(1, 5), (9, None)]
    >>> runs([(1, False, "a", -1), (5, False, "a", 1), (5, True, "a", -2)], *short)
    [(1, 5), (5, None)]
    """
    if not measure.lowest or len(measure.counters) == 1:
        return _runs_of_sum(rows, frozenset(measure.counters), limit.edge)
    return _runs_of_lowest(rows, measure, limit)


def _runs_of_sum(rows, counters, edge):
    found, start, total, last, was_late = [], None, 0, None, False
    for day, late, counter, amount in rows:
        if counter in counters:
            if day != last or late is not was_late:
                if start is None:
                    if total < edge and day != last:
                        start = last
                elif total >= edge:
                    found.append((start, last))
                    start = None
                last, was_late = day, late
            total += amount
    if start is None:
        return found + [(last, None)] if total < edge else found
    return found + [(start, last if total >= edge else None)]


def _turn(found, start, day):
    """Begin a run, or end the one that began on ``start``; returns the start of the run that is
    open now."""
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


def day_balances(rows, since=None):
    """``(day, balances before, balances after)`` of each day with rows; the dicts are the
    iterator's own.

    :param since: leave out the days before it
    """
    before, after, day = {}, defaultdict(float), None
    for row_day, _late, counter, amount in rows:
        if row_day != day and (since is None or row_day >= since):
            if day is not None:
                yield day, before, after
            day, before = row_day, dict(after)
        after[counter] = round(after[counter] + amount, 2)
    if day is not None:
        yield day, before, after


def first_change(rows):
    """The first day on which a balance changed, in a list; a line and its reversal do not."""
    for day, before, after in day_balances(rows):
        if any(amount != before.get(counter, 0) for counter, amount in after.items()):
            return [day]
    return []
