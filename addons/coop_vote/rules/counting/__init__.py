"""Counting votes: each method is a pure function from ballots to a result with all its rounds.

``count_ballots(method, profile, seats)`` counts a profile; `ballot_file` reads and writes
profiles; `report` tells a result in words. `resolution`, `one_by_one` and `consent` count yes and
no. From a shell: ``python3 addons/coop_vote/rules/counting --help``.
"""

from collections.abc import Sequence

from . import approval, majority_judgment, plurality, runoff, schulze, stv
from .profile import CountError, Profile, Result, Round, check_candidates

METHODS = {
    "plurality": plurality.count,
    "runoff": runoff.count,
    "approval": approval.count,
    "majority_judgment": majority_judgment.count,
    "schulze": schulze.count,
    "stv": stv.count,
}


def count_ballots(
    method: str, profile: Profile, seats: int = 1, tie_order: Sequence[str] = ()
) -> Result:
    """Count a profile; raises CountError for an unknown method, no seat, or a wrong tie order.

    >>> count_ballots("plurality", Profile(("A", "B"), ((1, (("A",),)),))).elected
    ('A',)
    """
    if method not in METHODS:
        raise CountError(f"«{method}» is not a method. Use one of: {', '.join(METHODS)}.")
    check_candidates(len(profile.candidates))
    return METHODS[method](profile, seats, tie_order)


__all__ = ["METHODS", "CountError", "Profile", "Result", "Round", "count_ballots"]
