"""Candidates one by one: each is voted on like a resolution; the most yes take the seats.

As at assemblies that elect a committee with a yes or no for each name: only who reaches the
majority can be elected, and when more reach it than there are seats, more yes go before fewer.
"""

from collections.abc import Mapping, Sequence

from .profile import Result, Round, check_seats
from .resolution import Majority, Tally
from .resolution import count as count_resolution
from .seats import allot_by_votes, check_tie_order


def count(
    majority: Majority,
    tallies: Mapping[str, Tally],
    seats: int = 1,
    tie_order: Sequence[str] = (),
) -> Result:
    """Count each candidate's yes and no.

    >>> from .resolution import ABSOLUTE
    >>> tallies = {"A": Tally(9, 1), "B": Tally(6, 4), "C": Tally(6, 4), "D": Tally(5, 5)}
    >>> count(ABSOLUTE, tallies, 2).elected, count(ABSOLUTE, tallies, 2).ties
    (('A',), (('B', 'C'),))
    >>> count(ABSOLUTE, tallies, 4).elected
    ('A', 'B', 'C')
    """
    check_seats(seats)
    check_tie_order(tie_order, tuple(tallies))
    counts = {name: count_resolution(majority, tally) for name, tally in tallies.items()}
    votes = {name: tally.yes for name, tally in tallies.items()}
    able = {name: votes[name] for name, counted in counts.items() if counted.adopted}
    elected, ties = allot_by_votes(able, seats, tie_order)
    facts = {
        "seats": seats,
        "no": {name: tally.no for name, tally in tallies.items()},
        "abstain": {name: tally.abstain for name, tally in tallies.items()},
        "base": {name: counted.base for name, counted in counts.items()},
        "needed": {name: counted.needed for name, counted in counts.items()},
        "reached": tuple(able),
    }
    return Result(elected, ties, (Round("one_by_one", votes, facts),))
