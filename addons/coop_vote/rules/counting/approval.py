"""Approval: each ballot names all whom it approves; the most approved take the seats."""

from collections.abc import Sequence

from .profile import Profile, Result, Round, check_seats
from .seats import allot_by_votes, check_tie_order


def count(profile: Profile, seats: int = 1, tie_order: Sequence[str] = ()) -> Result:
    """Count approvals.

    >>> result = count(Profile(("A", "B", "C"), ((2, ("A", "B")), (1, ("C",)), (1, ()))), 2)
    >>> result.elected, result.ties, result.rounds[0].votes
    (('A', 'B'), (), {'A': 2, 'B': 2, 'C': 1})
    >>> count(Profile(("A", "B", "C"), ((2, ("A", "B")), (1, ("C",))))).ties
    (('A', 'B'),)
    """
    check_seats(seats)
    check_tie_order(tie_order, profile.candidates)
    votes = dict.fromkeys(profile.candidates, 0)
    for number, ballot in profile.ballots:
        for name in ballot:
            votes[name] += number
    able = {name: number for name, number in votes.items() if number}
    elected, ties = allot_by_votes(able, seats, tie_order)
    facts = {"ballots": profile.total, "blank": profile.blank, "seats": seats}
    return Result(elected, ties, (Round("approvals", votes, facts),))
