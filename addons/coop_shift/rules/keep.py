"""A fold that leaves something to go on from: two states, and when there is more to do."""

from datetime import timedelta
from typing import NamedTuple

from .facts import Consequence, Entry
from .fold import Fold
from .spans import DAY

#: Debits that will fall due in this time are foreseen in the standing, so that it stays right
#: when nobody runs the job that writes them.
FORESEEN = timedelta(days=120)
#: What is recorded later than this is folded from birth, or from an older state.
SETTLED = timedelta(days=60)
#: Whose debits may come after a long pause is looked at again so far ahead of the foreseen.
LOOK_AGAIN = timedelta(days=60)
#: So far what is stored is right, whoever was looked at when; what comes after may not be known.
SURE = FORESEEN - LOOK_AGAIN


class Kept(NamedTuple):
    """What a fold says on a day, ``today``.

    ``entries``: lines to be in the ledger by then, after the state that it went on from.
    ``periods``: standings, to come ones included. ``settled``, ``fresh``: states some sixty days
    back and of yesterday, as data; ``settled`` is None when it went on from a later one.
    ``ends``: days that ended a place; ``frozen_since``; ``out_of_team``: consequences of this
    stretch; ``wake``: the first day to come on which there is something to write or carry out, or
    None.
    """

    entries: tuple[Entry, ...]
    periods: list
    consequences: tuple[Consequence, ...]
    settled: dict | None
    fresh: dict
    ends: list
    frozen_since: object
    wake: object


def keep(facts, history, today, account=None):
    """Fold the facts of an account from its birth, or from a state.

    :param account: :class:`account.Account`, of a day before ``today``
    :return: :class:`Kept`

    >>> from datetime import date
    >>> from .facts import Enrollment, Facts
    >>> from .policy import preset
    >>> facts = Facts(enrollments=(Enrollment("flying", date(2026, 10, 1)),))
    >>> kept = keep(facts, preset("la_louve"), date(2026, 11, 30))
    >>> [(str(entry.date), entry.amount) for entry in kept.entries]
    [('2026-10-19', -2), ('2026-11-16', -2)]
    >>> str(kept.wake), kept.settled["day"], kept.fresh["day"]
    ('2026-12-14', '2026-10-01', '2026-11-29')
    """
    started_on = account and account.day
    fold = Fold(facts, history, today + FORESEEN, account)
    settled_on, yesterday = today - SETTLED, today - DAY
    settled = None
    if started_on is None or started_on < settled_on:
        settled = fold.run(settled_on).account.to_data()
    if started_on is None or started_on < yesterday:
        fold.run(yesterday)
    fresh = fold.account.to_data()
    fold.run(today)
    account = fold.account
    ends = [*account.exits, *account.lost]
    frozen_since = account.lost[-1] if account.frozen else None
    fold.run()
    due = tuple(entry for entry in fold.entries if not is_foreseen(entry, today))
    return Kept(
        due,
        fold.periods,
        tuple(one for one in fold.consequences if one.date <= today),
        settled,
        fresh,
        ends,
        frozen_since,
        _wake(fold, today),
    )


def is_foreseen(entry, today):
    """Whether a line is a debit of a cycle that has not begun: known, not yet written."""
    return entry.date > today and entry.reason in ("debit", "surplus")


def _wake(fold, today):
    days = [entry.date for entry in fold.entries if is_foreseen(entry, today)]
    days += [one.date for one in fold.consequences if one.date > today]
    if fold.owes_ever:
        days.append(today + LOOK_AGAIN)
    return min(days, default=None)
