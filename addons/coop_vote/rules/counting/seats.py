"""From an order of the candidates to seats, without breaking a tie in silence."""

from collections.abc import Callable, Mapping, Sequence

from .profile import CountError, Number, in_order


def check_tie_order(tie_order: Sequence[str], candidates: Sequence[str]) -> None:
    """Raise CountError when the order that settles ties names somebody unknown or twice."""
    if len(set(tie_order)) != len(tie_order):
        raise CountError("The order that settles ties names a candidate twice.")
    for name in tie_order:
        if name not in candidates:
            raise CountError(f"The order that settles ties names «{name}», who does not stand.")


def settled(tied: Sequence[str], tie_order: Sequence[str]) -> bool:
    """Whether the recorded order says who of the tied comes first.

    >>> settled(("A", "B"), ("B", "A")), settled(("A", "B"), ("A",)), settled(("A", "B"), ())
    (True, False, False)
    """
    return bool(tied) and all(name in tie_order for name in tied)


def allot(
    candidates: Sequence[str],
    ahead: Callable[[str, str], bool],
    seats: int,
    tie_order: Sequence[str] = (),
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Fill seats from a partial order: (elected for certain, ties left open).

    ``ahead(a, b)`` says that a stands before b; it must be transitive. Somebody is elected when
    even the least favourable way to settle the ties leaves a seat, and tied when only some ways
    do. ``tie_order`` is an order that the statutes' rule gave; it settles the ties it covers.

    >>> votes = {"A": 3, "B": 2, "C": 2, "D": 1}
    >>> ahead = lambda a, b: votes[a] > votes[b]
    >>> allot("ABCD", ahead, 1)
    (('A',), ())
    >>> allot("ABCD", ahead, 2)
    (('A',), (('B', 'C'),))
    >>> allot("ABCD", ahead, 3)
    (('A', 'B', 'C'), ())
    >>> allot("ABCD", ahead, 2, ("C", "B"))
    (('A', 'C'), ())
    """
    above = {c: sum(ahead(other, c) for other in candidates) for c in candidates}
    below = {c: sum(ahead(c, other) for other in candidates) for c in candidates}
    certain = {c for c in candidates if len(candidates) - below[c] <= seats}
    tied = [c for c in candidates if above[c] < seats and c not in certain]
    elected = sorted(in_order(certain, candidates), key=lambda c: above[c])
    if not settled(tied, tie_order):
        return tuple(elected), (tuple(tied),) if tied else ()
    return _settle(elected, tied, ahead, seats, tie_order), ()


def _settle(elected, tied, ahead, seats, tie_order):
    """The elected, once the recorded order has completed the partial one."""
    waiting, chosen = sorted(tied, key=tie_order.index), list(elected)
    while len(chosen) < seats:
        free = [c for c in waiting if not any(ahead(other, c) for other in waiting)]
        chosen.append(free[0])
        waiting.remove(free[0])
    return tuple(chosen)


def allot_by_votes(votes: Mapping[str, Number], seats: int, tie_order: Sequence[str] = ()):
    """`allot` where more votes stand before fewer.

    >>> allot_by_votes({"A": 1, "B": 1}, 1)
    ((), (('A', 'B'),))
    """
    return allot(tuple(votes), lambda a, b: votes[a] > votes[b], seats, tie_order)
