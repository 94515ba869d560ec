"""Colleges whose votes together may not pass a fraction of all votes.

Everybody has one vote. Where the statutes cap a college (at La Louve all owners of B shares
together have at most a tenth of the votes), its ballots count for less as soon as there are more of
them: equal parts that fill the cap exactly. The cap is a fraction of the votes cast in one vote.
"""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from math import lcm

Sizes = Mapping[Hashable, int]


def weights(voters: Sizes, caps: Mapping[Hashable, Fraction]) -> dict[Hashable, Fraction]:
    """What one ballot of each college counts, from 0 to 1.

    :param voters: college → ballots cast; a college without a cap counts in full
    :param caps: college → the fraction of all votes that it may reach, above 0 and at most 1

    >>> tenth = {"B": Fraction(1, 10)}
    >>> weights({"A": 90, "B": 10}, tenth)["B"], weights({"A": 90, "B": 40}, tenth)["B"]
    (Fraction(1, 1), Fraction(1, 4))

    Nobody else votes: a fraction of nothing is nothing.

    >>> weights({"B": 3}, tenth)["B"]
    Fraction(0, 1)
    """
    capped: set = set()
    while True:
        rest = sum(number for college, number in voters.items() if college not in capped)
        whole = rest / (1 - sum((caps[college] for college in capped), Fraction(0)))
        over = {c for c in voters.keys() & caps.keys() - capped if voters[c] > caps[c] * whole}
        if not over:
            break
        capped |= over
    return {
        college: caps[college] * whole / number if college in capped else Fraction(1)
        for college, number in voters.items()
    }


def parts(
    voters: Sizes, caps: Mapping[Hashable, Fraction]
) -> tuple[int, dict[Hashable, int]] | None:
    """The weights in whole parts, so that a count stays one of whole numbers: how many parts a full
    vote has, and those of a ballot of each capped college. None when no cap is passed.

    >>> parts({"A": 20, "B": 3}, {"B": Fraction(1, 10)})
    (27, {'B': 20})
    >>> parts({"A": 90, "B": 10}, {"B": Fraction(1, 10)}) is None
    True
    """
    found = {college: weight for college, weight in weights(voters, caps).items() if weight < 1}
    if not found:
        return None
    one = lcm(*(weight.denominator for weight in found.values()))
    return one, {college: int(weight * one) for college, weight in found.items()}
