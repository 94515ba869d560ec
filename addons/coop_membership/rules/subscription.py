"""Which shares does the money received so far pay for?

Amounts are whole cents, so that nothing is lost to rounding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """Shares of one type asked for.

    :param quantity: number of shares
    :param value: value of one share, in cents
    """

    quantity: int
    value: int


def paid_shares(lines: Sequence[Line], paid: int) -> list[int]:
    """Whole shares paid on each line, the first line first.

    A share is in the register once it is paid in full; what is left over waits for the next
    instalment. Money beyond the total pays for nothing: it is given back.

    >>> lines = [Line(10, 1000), Line(2, 5000)]
    >>> paid_shares(lines, 4550), paid_shares(lines, 10000), paid_shares(lines, 19999)
    ([4, 0], [10, 0], [10, 1])
    >>> paid_shares(lines, 10**6), paid_shares(lines, 0), paid_shares(lines, -5)
    ([10, 2], [0, 0], [0, 0])
    """
    shares = []
    for line in lines:
        covered = min(line.quantity, max(paid, 0) // line.value)
        shares.append(covered)
        # A line that is not full takes all that is left: types are paid one after the other.
        paid = paid - covered * line.value if covered == line.quantity else 0
    return shares


@dataclass(frozen=True)
class Entry:
    """An entry of the register that still counts (neither a reversal nor reversed)."""

    id: int
    quantity: int


def corrections(entries: Iterable[Entry], target: int) -> tuple[list[int], int]:
    """How to bring the shares of a line to a target, without editing anything.

    :param entries: the line's entries that still count, oldest first
    :return: ids of the entries to reverse, and the quantity of the entry to add (0: none)

    More money came in: an entry is added.

    >>> corrections([Entry(1, 4)], 10)
    ([], 6)

    A payment bounced: the newest entries are reversed, and what remains paid is written again.

    >>> corrections([Entry(1, 4), Entry(2, 6)], 4)
    ([2], 0)
    >>> corrections([Entry(1, 4), Entry(2, 6)], 5)
    ([2], 1)
    >>> corrections([Entry(1, 4), Entry(2, 6)], 0)
    ([2, 1], 0)

    Nothing changed, nothing is written.

    >>> corrections([Entry(1, 10)], 10)
    ([], 0)
    """
    standing = list(entries)
    held = sum(entry.quantity for entry in standing)
    reversed_ids = []
    while held > target:
        last = standing.pop()
        held -= last.quantity
        reversed_ids.append(last.id)
    return reversed_ids, target - held
