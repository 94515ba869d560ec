"""Ballots lying in the candidates' piles, moved by preference."""

from collections import Counter, defaultdict
from fractions import Fraction

from .profile import Profile, Ranking


def merged(profile: Profile) -> tuple[list[Ranking], list[int]]:
    """The different rankings and how many ballots each has, blank ones left out.

    >>> merged(Profile(("A",), ((1, (("A",),)), (2, (("A",),)), (1, ()))))
    ([(('A',),)], [3])
    """
    numbers: Counter = Counter()
    for number, ballot in profile.ballots:
        if ballot and number:
            numbers[ballot] += number
    return list(numbers), list(numbers.values())


def heirs(ballot: Ranking, continuing: frozenset[str]) -> tuple[str, ...]:
    """Whom a ballot now counts for: the continuing candidates of its highest rank that has any.

    >>> heirs((("A", "B"), ("C",)), frozenset("BC")), heirs((("A",),), frozenset("BC"))
    (('B',), ())
    """
    for group in ballot:
        living = tuple(name for name in group if name in continuing)
        if living:
            return living
    return ()


def deal(
    weights: dict[int, Fraction], rankings: list[Ranking], continuing: frozenset[str]
) -> tuple[dict[str, dict[int, Fraction]], Fraction]:
    """Hand ballots of the given weights to their heirs: the new piles, and what is exhausted.

    Equal heirs share a ballot equally.

    >>> deal({0: Fraction(3)}, [(("A", "B"),)], frozenset("AB"))
    ({'A': {0: Fraction(3, 2)}, 'B': {0: Fraction(3, 2)}}, Fraction(0, 1))
    """
    piles: dict = defaultdict(dict)
    exhausted = Fraction(0)
    for index, weight in weights.items():
        names = heirs(rankings[index], continuing)
        for name in names:
            piles[name][index] = weight / len(names)
        if not names:
            exhausted += weight
    return dict(piles), exhausted


def joined(pile: dict[int, Fraction], more: dict[int, Fraction]) -> dict[int, Fraction]:
    """One pile laid on another.

    >>> joined({0: 1}, {0: 2, 1: 5})
    {0: 3, 1: 5}
    """
    result = dict(pile)
    for index, weight in more.items():
        result[index] = result.get(index, 0) + weight
    return result
