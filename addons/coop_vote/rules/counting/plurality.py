"""First past the post: the most first choices win.

With several seats the candidates with the most first choices take them (single
non-transferable vote). A ballot with several equals in first place gives each an equal part.
"""

from collections.abc import Sequence
from fractions import Fraction

from .profile import Profile, Ranking, Result, Round, check_seats, plain
from .seats import allot_by_votes, check_tie_order


def first_choices(ballot: Ranking) -> dict[str, Fraction]:
    """One ballot, shared out among its first choices.

    >>> first_choices((("A", "B"), ("C",)))
    {'A': Fraction(1, 2), 'B': Fraction(1, 2)}
    >>> first_choices(())
    {}
    """
    first = ballot[0] if ballot else ()
    return {name: Fraction(1, len(first)) for name in first}


def count(profile: Profile, seats: int = 1, tie_order: Sequence[str] = ()) -> Result:
    """Count first choices.

    >>> ballots = ((3, (("A",), ("B",))), (2, (("B",),)), (2, (("C",),)), (1, ()))
    >>> result = count(Profile(("A", "B", "C"), ballots))
    >>> result.elected, result.ties, result.rounds[0].votes, result.rounds[0].facts["blank"]
    (('A',), (), {'A': 3, 'B': 2, 'C': 2}, 1)
    >>> count(Profile(("A", "B", "C"), ballots), seats=2).ties
    (('B', 'C'),)
    """
    check_seats(seats)
    check_tie_order(tie_order, profile.candidates)
    votes = dict.fromkeys(profile.candidates, 0)
    for number, ballot in profile.ballots:
        for name, part in first_choices(ballot).items():
            votes[name] += number * part
    votes = {name: plain(number) for name, number in votes.items()}
    able = {name: number for name, number in votes.items() if number}
    elected, ties = allot_by_votes(able, seats, tie_order)
    facts = {"ballots": profile.total, "blank": profile.blank, "seats": seats}
    return Result(elected, ties, (Round("first_choices", votes, facts),))
