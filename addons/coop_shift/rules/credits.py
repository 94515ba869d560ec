"""From attendance to ledger entries. A pure function of the facts: the order in which they were
typed does not matter.

Amounts are exact to hundredths of the counter's unit (a shift, or a minute).
"""

from collections import defaultdict

from .counters import exact
from .facts import Ledger
from .fold import Fold


def ledger(facts, history, until):
    """The ledger that the facts make, up to a day.

    Events are taken in the order of their dates (then ``time``; then what costs before what is
    earned; then id), whatever the order they were recorded in. Attendances of one id are one event:
    the last in the tuple wins, and the kind ``withdrawn`` means that it never was. Debits are made
    for each cycle that starts on or before ``until``, once per member and cycle.

    :param facts: :class:`facts.Facts`
    :param history: :class:`policy.PolicyHistory`
    :param until: last day for which the cycle debit is made
    :return: :class:`facts.Ledger`; entries in order of date; keys unique for the member
    :raise FactsError: a kind, regime, counter or leave type that the policy of the day does not
        have

    La Louve: own shift absent −2; the make-up is clipped at 0 and the rest goes to the flying
    counter.

    >>> from datetime import date
    >>> from .facts import Attendance, Enrollment, Facts
    >>> from .policy import preset
    >>> facts = Facts(
    ...     enrollments=(Enrollment("abcd", date(2026, 1, 1)),),
    ...     attendances=(
    ...         Attendance("2", date(2026, 2, 10), "make_up", factor=1.5),
    ...         Attendance("1", date(2026, 2, 2), "absent"),
    ...         Attendance("3", date(2026, 2, 20), "make_up"),
    ...     ),
    ... )
    >>> for entry in ledger(facts, preset("la_louve"), date(2026, 3, 1)).entries:
    ...     print(entry.date, entry.counter, entry.amount, entry.reason)
    2026-02-02 abcd -2 absent
    2026-02-10 abcd 1.5 make_up
    2026-02-20 abcd 0.5 make_up
    2026-02-20 flying 0.5 make_up
    """
    fold = Fold(facts, history, until).run()
    return Ledger(tuple(fold.entries), tuple(fold.consequences))


def changes(stored, wanted):
    """The rows to append so that the stored ledger says what is wanted: reversals, then new lines.

    Appending them and asking again gives nothing: doing a thing twice writes once. A reversal has
    the date (and ``counts_from``) of the line that it reverses, so the timeline becomes what it
    would have been without that line.

    :param stored: the entries of the member, reversals included; all of the days that ``wanted``
        speaks of
    :param wanted: ``ledger(...).entries``
    :return: list of :class:`facts.Entry`

    >>> from datetime import date
    >>> from .facts import Entry
    >>> day = date(2026, 3, 2)
    >>> one = Entry("attendance:7:abcd", "abcd", day, -2, "absent", "attendance:7:abcd")
    >>> for entry in changes([one], []):
    ...     print(entry.key, entry.amount, entry.reverses)
    attendance:7:abcd! 2 attendance:7:abcd
    >>> rows = [one, *changes([one], [])]
    >>> [entry.key for entry in changes(rows, [one])], changes(rows, [])
    (['attendance:7:abcd#2'], [])
    """
    reversed_keys = {entry.reverses for entry in stored if entry.reverses}
    live, issued = {}, defaultdict(int)
    for entry in stored:
        if not entry.reverses:
            issued[entry.source] = max(issued[entry.source], _number(entry))
            if entry.key not in reversed_keys:
                live[entry.source] = entry
    target = {entry.source: entry for entry in wanted}
    wrong = [entry for entry in live.values() if not _says(entry, target.get(entry.source))]
    gone = {entry.source for entry in wrong}
    fresh = [entry for entry in target.values() if entry.source not in live or entry.source in gone]
    return [_reversal(entry) for entry in wrong] + [_issue(entry, issued) for entry in fresh]


def _says(entry, wanted):
    """Whether a stored entry says what is wanted; only its key may differ."""
    return wanted is not None and entry[1:] == wanted[1:]


def _reversal(entry):
    return entry._replace(key=f"{entry.key}!", amount=-entry.amount, reverses=entry.key)


def _number(entry):
    """How often a line of its source had been issued when this one was."""
    suffix = entry.key[len(entry.source) + 1 :]
    return int(suffix) if suffix else 1


def _issue(entry, issued):
    count = issued[entry.source] + 1
    return entry._replace(key=entry.source if count == 1 else f"{entry.source}#{count}")


def balances(entries, day=None, counted_only=False):
    """The balance of each counter at the end of ``day`` (or over all entries), as ``{counter:
    amount}``.

    ``counted_only``: leave out what the standing does not count yet (``counts_from`` after
    ``day``).
    """
    totals = defaultdict(float)
    for entry in entries:
        since = entry.counts_from if counted_only and entry.counts_from else entry.date
        if day is None or since <= day:
            totals[entry.counter] += entry.amount
    return {counter: exact(total) for counter, total in totals.items()}
