"""Duels: for each pair of candidates, how many ballots put one before the other."""

from collections.abc import Iterator

from .profile import Profile, Ranking

Duels = dict[tuple[str, str], int]


def preferences(ballot: Ranking, candidates: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each pair (preferred, other) of one ballot; those left out stand below the rest.

    >>> list(preferences((("A",), ("B", "C")), ("A", "B", "C", "D")))
    [('A', 'B'), ('A', 'C'), ('A', 'D'), ('B', 'D'), ('C', 'D')]
    """
    below = list(candidates)
    for group in ballot:
        below = [name for name in below if name not in group]
        for preferred in group:
            for other in below:
                yield preferred, other


def duels(profile: Profile) -> Duels:
    """How many ballots prefer the first of each pair to the second.

    >>> duels(Profile(("A", "B"), ((3, (("A",),)), (1, (("B",), ("A",))), (5, (("A", "B"),)))))
    {('A', 'B'): 3, ('B', 'A'): 1}
    """
    result = {(a, b): 0 for a in profile.candidates for b in profile.candidates if a != b}
    for number, ballot in profile.ballots:
        for pair in preferences(ballot, profile.candidates):
            result[pair] += number
    return result


def condorcet_winner(profile: Profile) -> str | None:
    """The candidate who wins every duel, or None.

    >>> condorcet_winner(Profile(("A", "B"), ((1, (("A",),)),)))
    'A'
    >>> condorcet_winner(Profile(("A", "B"), ())) is None
    True
    """
    table = duels(profile)
    for name in profile.candidates:
        others = [other for other in profile.candidates if other != name]
        if all(table[name, other] > table[other, name] for other in others):
            return name
    return None
