"""Instant run-off: the candidate with the fewest votes goes out, their ballots pass on.

Each ballot counts for its highest candidate still standing; a ballot with none left is exhausted.
Equals at that rank share the ballot equally; when one of them goes out, the others share it anew.
The count ends when one candidate has more than half of the ballots still standing. With
several seats it ends when as many candidates are left as seats (for a proportional result use
`stv`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .piles import Stack, laid_together
from .profile import Number, Profile, Result, Round, check_seats, named, nobody, plain
from .seats import check_tie_order
from .tie_search import ELIMINATE, Decision, doomed, lowest, run


@dataclass(frozen=True)
class _State:
    """Who still stands, with which ballots and how many votes."""

    continuing: tuple[str, ...]
    piles: dict
    votes: dict
    exhausted: Number


class _Runoff:
    """The stages of one instant run-off."""

    def __init__(self, profile: Profile, seats: int):
        self.profile, self.seats = profile, seats
        self.stack = Stack(profile)

    def start(self):
        """The first choices."""
        names = self.profile.candidates
        piles, exhausted = self.stack.deal(self.stack.whole(), frozenset(names))
        return self._state(names, {name: piles.get(name, ()) for name in names}, exhausted)

    def _state(self, continuing, piles, exhausted):
        """A state with its votes."""
        votes = {name: plain(self.stack.votes(piles[name])) for name in continuing}
        return _State(continuing, piles, votes, exhausted)

    def winner(self, state):
        """Who has more than half of the ballots still standing."""
        active = sum(state.votes.values())
        return next((name for name in state.continuing if 2 * state.votes[name] > active), None)

    def elected(self, state):
        """The winners of a finished count."""
        if len(state.continuing) <= self.seats:
            return tuple(sorted(state.continuing, key=lambda name: -state.votes[name]))
        winner = self.winner(state) if self.seats == 1 else None
        return (winner,) if winner else ()

    def decision(self, state):
        """Whom to eliminate; None when the count is finished."""
        if len(state.continuing) <= self.seats or self.elected(state):
            return None
        tied = lowest(state.votes, state.continuing)
        return Decision(ELIMINATE, tied, self._doomed(state) if len(tied) > 1 else ())

    def _doomed(self, state):
        """Who goes out before the others in any case."""

        def naming(name):
            return self.stack.naming(state.piles[name])

        return doomed(state.votes, state.continuing, self.seats, naming)

    def act(self, state, kind, names):
        """Eliminate."""
        continuing = tuple(name for name in state.continuing if name not in names)
        moving = laid_together(state.piles[name] for name in names)
        gains, lost = self.stack.deal(moving, frozenset(continuing))
        piles = {n: laid_together((state.piles[n], gains.get(n, ()))) for n in continuing}
        after = self._state(continuing, piles, state.exhausted + lost)
        told = {name: plain(number - state.votes[name]) for name, number in after.votes.items()}
        return after, {"eliminated": names, "gains": told, "newly_exhausted": plain(lost)}

    def describe(self, state):
        """The votes of a round, and how many of them make a majority."""
        active = sum(state.votes.values())
        facts = {
            "ballots": self.profile.total,
            "blank": self.profile.blank,
            "seats": self.seats,
            "exhausted": plain(state.exhausted),
            "active": plain(active),
            "elected": self.elected(state),
        }
        return Round("runoff", state.votes, facts)

    def key(self, state):
        """Who still stands decides all the rest."""
        return frozenset(state.continuing)

    def work(self, state, names):
        """The ballots of those who go out."""
        pile = laid_together(state.piles[name] for name in names)
        return self.stack.effort(pile, len(state.continuing))


def count(profile: Profile, seats: int = 1, tie_order: Sequence[str] = ()) -> Result:
    """Count an instant run-off.

    >>> ballots = ((4, (("A",),)), (3, (("B",), ("C",))), (2, (("C",), ("B",))))
    >>> result = count(Profile(("A", "B", "C"), ballots))
    >>> result.elected, result.rounds[-1].votes, result.rounds[0].facts["eliminated"]
    (('B',), {'A': 4, 'B': 5}, ('C',))

    A tie for last place stops the count when it matters:

    >>> ballots = ((4, (("A",),)), (3, (("B",), ("C",))), (3, (("C",), ("B",))))
    >>> count(Profile(("A", "B", "C"), ballots)).ties
    (('B', 'C'),)
    >>> count(Profile(("A", "B", "C"), ballots), tie_order=("B", "C")).elected
    ('B',)
    """
    check_seats(seats)
    check_tie_order(tie_order, profile.candidates)
    if not named(profile).candidates:
        return nobody(profile, seats)
    profile = named(profile)
    stages = _Runoff(profile, seats)
    return run(stages, stages.start(), tie_order)
