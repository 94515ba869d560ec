"""Duels: for each pair of candidates, how many ballots put one before the other."""

from .profile import Profile

Duels = dict[tuple[str, str], int]


def duels(profile: Profile) -> Duels:
    """How many ballots prefer the first of each pair to the second; those left out of a ballot
    stand below the rest.

    >>> duels(Profile(("A", "B"), ((3, (("A",),)), (1, (("B",), ("A",))), (5, (("A", "B"),)))))
    {('A', 'B'): 3, ('B', 'A'): 1}

    The duels of one candidate against all others are the digits of one long number, so that a
    ballot costs one addition for each name on it.
    """
    width = profile.total.bit_length()
    digit = {name: 1 << width * place for place, name in enumerate(profile.candidates)}
    won = dict.fromkeys(profile.candidates, 0)
    everybody = sum(digit.values())
    for number, ballot in profile.ballots:
        below = everybody
        for group in ballot:
            below -= sum(digit[name] for name in group)
            for preferred in group:
                won[preferred] += number * below
    full = (1 << width) - 1
    return {
        (a, b): won[a] >> width * place & full
        for a in profile.candidates
        for place, b in enumerate(profile.candidates)
        if a != b
    }
