"""The queue for a seat, and whose turn it is. Nothing has to happen for a turn to pass."""

from datetime import date, datetime
from typing import NamedTuple


class Waiter(NamedTuple):
    """Somebody who waits.

    :param asked: since when
    :param offered_to: the last day on which the offer made to them holds, ``None`` without one
    """

    id: int
    asked: datetime
    offered_to: date | None = None


def queue(waiters, today):
    """The ids of those who wait, first come first; whoever let an offer pass waits no longer.

    >>> nine, ten = datetime(2026, 11, 1, 9), datetime(2026, 11, 1, 10)
    >>> rows = [Waiter(1, ten), Waiter(2, nine, date(2026, 11, 5))]
    >>> queue(rows, date(2026, 11, 5)), queue(rows, date(2026, 11, 6))
    ([2, 1], [1])
    """
    alive = [row for row in waiters if row.offered_to is None or today <= row.offered_to]
    return [row.id for row in sorted(alive, key=lambda row: (row.asked, row.id))]


def turns(waiters, free, today):
    """The ids of those who may take a seat now: as many as there are free seats, whoever holds an
    offer first.

    >>> rows = [Waiter(n, datetime(2026, 11, n)) for n in (1, 2, 3)]
    >>> turns(rows, 2, date(2026, 11, 9))
    [1, 2]
    >>> late = [rows[0]._replace(offered_to=date(2026, 11, 8)), *rows[1:]]
    >>> turns(late, 1, date(2026, 11, 8)), turns(late, 1, date(2026, 11, 9))
    ([1], [2])
    """
    order = queue(waiters, today)
    offered = {row.id for row in waiters if row.offered_to is not None}
    return sorted(order, key=lambda id_: (id_ not in offered, order.index(id_)))[: max(free, 0)]
