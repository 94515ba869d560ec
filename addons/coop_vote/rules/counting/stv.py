"""Single transferable vote: Droop quota, weighted inclusive Gregory transfers, exact fractions.

Source: the Scottish Local Government Elections Order 2007 (schedule 1, part III), without its
rounding to five decimals and without its lots. The quota is the whole number after
ballots / (seats + 1). A candidate who reaches it is elected. The largest surplus moves first: every
ballot of the elected candidate, whether received first or later, passes on at its present value
times surplus / votes; the part of a ballot with no candidate left is exhausted. Without a surplus
the candidate with the fewest votes goes out and their ballots pass on at their present value. When
as many candidates are left as seats, they are elected without a quota. Equals on a ballot share it
equally.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .piles import deal, joined, merged
from .profile import Profile, Result, Round, check_seats, plain
from .seats import check_tie_order
from .tie_search import ELIMINATE, TRANSFER, Decision, hopeless, lowest, run


@dataclass(frozen=True)
class _State:
    """The piles, who holds a seat, and whose surplus waits.

    `votes` has every candidate not eliminated; `piles` only those whose ballots may still move.
    """

    continuing: tuple[str, ...]
    elected: tuple[str, ...]
    waiting: tuple[str, ...]
    votes: dict
    piles: dict
    exhausted: Fraction


class _Stv:
    """The stages of one count."""

    def __init__(self, profile: Profile, seats: int):
        self.profile, self.seats = profile, seats
        self.rankings, self.numbers = merged(profile)
        self.quota = sum(self.numbers) // (seats + 1) + 1

    def start(self):
        """The first preferences."""
        weights = {index: Fraction(number) for index, number in enumerate(self.numbers)}
        piles, exhausted = deal(weights, self.rankings, frozenset(self.profile.candidates))
        votes = {name: sum(piles.get(name, {}).values()) for name in self.profile.candidates}
        return self._elect(_State(self.profile.candidates, (), (), votes, piles, exhausted))

    def _elect(self, state):
        """Seat those who reached the quota, and the last ones when nobody else is left."""
        new = [name for name in state.continuing if state.votes[name] >= self.quota]
        rest = [name for name in state.continuing if name not in new]
        if len(state.elected) + len(new) + len(rest) <= self.seats:
            new, rest = new + rest, []
        new.sort(key=lambda name: -state.votes[name])
        over = tuple(name for name in new if state.votes[name] > self.quota)
        return replace(
            state,
            continuing=tuple(rest),
            elected=state.elected + tuple(new),
            waiting=state.waiting + over,
        )

    def elected(self, state):
        """Who holds a seat."""
        return state.elected

    def decision(self, state):
        """The largest surplus, or else the fewest votes; None when the seats are filled."""
        if len(state.elected) >= self.seats or not state.continuing:
            return None
        if state.waiting:
            most = max(state.votes[name] for name in state.waiting)
            tied = tuple(name for name in state.waiting if state.votes[name] == most)
            return Decision(TRANSFER, tied)
        tied = lowest(state.votes, state.continuing)
        return Decision(ELIMINATE, tied, self._together(state, tied))

    def _together(self, state, tied):
        """Whether the tied can go out together: hopeless, and no quota is reached on the way."""
        places = self.seats - len(state.elected)
        joint = sum(state.votes[name] for name in tied)
        highest = max(state.votes[name] for name in state.continuing)
        calm = highest + joint < self.quota
        return calm and hopeless(state.votes, state.continuing, tied, places)

    def act(self, state, kind, names):
        """Transfer a surplus or eliminate."""
        factor = Fraction(1)
        if kind == TRANSFER:
            factor = Fraction(state.votes[names[0]] - self.quota, state.votes[names[0]])
        moving: dict = {}
        for name in names:
            moving = joined(moving, state.piles.get(name, {}))
        moving = {index: weight * factor for index, weight in moving.items()}
        continuing = tuple(name for name in state.continuing if name not in names)
        gains, lost = deal(moving, self.rankings, frozenset(continuing))
        after = self._moved(state, kind, names, gains, lost)
        return self._elect(after), self._facts(kind, names, factor, gains, lost)

    def _moved(self, state, kind, names, gains, lost):
        """The state once ballots have left the piles of `names`."""
        piles = {name: pile for name, pile in state.piles.items() if name not in names}
        votes = {name: number for name, number in state.votes.items() if name not in names}
        for name, pile in gains.items():
            piles[name] = joined(piles.get(name, {}), pile)
            votes[name] += sum(pile.values())
        if kind == TRANSFER:
            votes[names[0]] = Fraction(self.quota)
        return replace(
            state,
            continuing=tuple(name for name in state.continuing if name not in names),
            waiting=tuple(name for name in state.waiting if name not in names),
            votes=votes,
            piles=piles,
            exhausted=state.exhausted + lost,
        )

    def _facts(self, kind, names, factor, gains, lost):
        """What a member needs to redo the transfer."""
        facts = {
            "gains": {name: plain(sum(pile.values())) for name, pile in gains.items()},
            "newly_exhausted": plain(lost),
        }
        if kind == TRANSFER:
            return {"transferred": names[0], "factor": plain(factor), **facts}
        return {"eliminated": names, **facts}

    def describe(self, state):
        """The votes of a stage."""
        names = [name for name in self.profile.candidates if name in state.votes]
        facts = {
            "ballots": self.profile.total,
            "blank": self.profile.blank,
            "seats": self.seats,
            "quota": self.quota,
            "exhausted": plain(state.exhausted),
            "elected": state.elected,
        }
        return Round("stv", {name: plain(state.votes[name]) for name in names}, facts)

    def key(self, state):
        """Who stands, who sits, and where each ballot lies with what weight."""
        movable = (*state.continuing, *state.waiting)
        piles = (
            (name, index, weight)
            for name in movable
            for index, weight in state.piles.get(name, {}).items()
        )
        sets = map(frozenset, (state.continuing, state.elected, state.waiting, piles))
        return tuple(sets)

    def work(self):
        """One act moves at most every ballot."""
        return len(self.rankings)


def count(profile: Profile, seats: int = 1, tie_order: Sequence[str] = ()) -> Result:
    """Count by single transferable vote.

    >>> ballots = ((6, (("A",), ("B",))), (2, (("B",),)), (3, (("C",),)))
    >>> result = count(Profile(("A", "B", "C"), ballots), seats=2)
    >>> result.rounds[0].facts["quota"], result.rounds[0].facts["factor"]
    (4, Fraction(1, 3))
    >>> result.elected, result.rounds[1].votes
    (('A', 'B'), {'A': 4, 'B': 4, 'C': 3})
    """
    check_seats(seats)
    check_tie_order(tie_order, profile.candidates)
    if not profile.candidates:
        return Result()
    stages = _Stv(profile, seats)
    return run(stages, stages.start(), tie_order)
