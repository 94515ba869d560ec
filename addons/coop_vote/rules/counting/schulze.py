"""The Schulze method (beat paths), with winning votes.

Source: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and
condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011). The
strength of a won duel is the number of ballots that prefer its winner (winning votes). Candidates
left out of a ballot stand below all that it names, equal among themselves. With several seats the
first ones of the Schulze order take them.
"""

from collections.abc import Sequence

from .pairwise import Duels, duels
from .profile import Profile, Result, Round, check_seats, named
from .seats import allot, check_tie_order

Paths = dict[tuple[str, str], tuple[str, ...]]


def strongest_paths(candidates: Sequence[str], table: Duels) -> tuple[Duels, Paths]:
    """The strength of the strongest path between each pair, and one such path.

    A path is as strong as its weakest won duel; 0 and no path where there is none.

    >>> table = {("A", "B"): 2, ("B", "A"): 1, ("B", "C"): 3, ("C", "B"): 0,
    ...          ("A", "C"): 1, ("C", "A"): 1}
    >>> strength, path = strongest_paths("ABC", table)
    >>> strength["A", "C"], path["A", "C"], strength["C", "A"]
    (2, ('A', 'B', 'C'), 0)
    """
    strength = {(a, b): n if n > table[b, a] else 0 for (a, b), n in table.items()}
    path = {pair: pair if number else () for pair, number in strength.items()}
    for middle in candidates:
        for start in candidates:
            for end in candidates:
                if len({start, middle, end}) == 3:
                    _try_detour(strength, path, start, middle, end)
    return strength, path


def _try_detour(strength, path, start, middle, end):
    """Take the way over `middle` where it is stronger."""
    detour = min(strength[start, middle], strength[middle, end])
    if detour > strength[start, end]:
        strength[start, end] = detour
        path[start, end] = path[start, middle] + path[middle, end][1:]


def count(profile: Profile, seats: int = 1, tie_order: Sequence[str] = ()) -> Result:
    """Count by the Schulze method.

    Schulze's own first example (45 ballots, five candidates, E elected):

    >>> text = {"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2,
    ...         "DCEBA": 7, "EBADC": 8}
    >>> ballots = tuple((n, tuple((c,) for c in names)) for names, n in text.items())
    >>> result = count(Profile(tuple("ABCDE"), ballots), seats=2)
    >>> result.elected, result.rounds[1].facts["strength"]["E", "D"]
    (('E', 'A'), 31)
    >>> count(Profile(("A", "B"), ())).ties
    ()
    """
    check_seats(seats)
    check_tie_order(tie_order, profile.candidates)
    table = duels(profile)
    strength, path = strongest_paths(profile.candidates, table)

    def ahead(a, b):
        return a != b and strength[a, b] > strength[b, a]

    elected, ties = allot(named(profile).candidates, ahead, seats, tie_order)
    wins = {c: sum(ahead(c, other) for other in profile.candidates) for c in profile.candidates}
    facts = {"ballots": profile.total, "blank": profile.blank, "seats": seats, "duels": table}
    rounds = (
        Round("duels", {}, facts),
        Round("paths", wins, {"strength": strength, "path": path}),
    )
    return Result(elected, ties, rounds)
