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

from .piles import Stack, laid_together, scaled
from .profile import Number, Profile, Result, Round, check_seats, named, nobody, plain
from .seats import check_tie_order
from .tie_search import ELIMINATE, TRANSFER, Decision, doomed, lowest, run


@dataclass(frozen=True)
class _State:
    """The piles, who holds a seat, and whose surplus waits.

    `votes` has every candidate not eliminated; `piles` only those whose ballots may still move.
    `past` remembers who continued when somebody was elected and when their surplus moved.
    """

    continuing: tuple[str, ...]
    elected: tuple[str, ...]
    waiting: tuple[str, ...]
    votes: dict
    piles: dict
    exhausted: Number
    past: frozenset = frozenset()


class _Stv:
    """The stages of one count."""

    def __init__(self, profile: Profile, seats: int):
        self.profile, self.seats = profile, seats
        self.stack = Stack(profile)
        self.quota = sum(self.stack.numbers) // (seats + 1) + 1

    def start(self):
        """The first preferences."""
        names = self.profile.candidates
        piles, exhausted = self.stack.deal(self.stack.whole(), frozenset(names))
        votes = {name: self.stack.votes(piles.get(name, ())) for name in names}
        return self._elect(_State(names, (), (), votes, piles, exhausted))

    def _elect(self, state):
        """Seat those who reached the quota, and the last ones when nobody else is left."""
        new = [name for name in state.continuing if state.votes[name] >= self.quota]
        rest = [name for name in state.continuing if name not in new]
        if len(state.elected) + len(new) + len(rest) <= self.seats:
            new, rest = new + rest, []
        new.sort(key=lambda name: -state.votes[name])
        over = tuple(name for name in new if state.votes[name] > self.quota)
        past = {("elected", name, frozenset(state.continuing)) for name in new}
        return replace(
            state,
            continuing=tuple(rest),
            elected=state.elected + tuple(new),
            waiting=state.waiting + over,
            past=state.past | past,
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
        return Decision(ELIMINATE, tied, self._doomed(state) if len(tied) > 1 else ())

    def _doomed(self, state):
        """Who goes out before the others in any case, if nobody reaches the quota on the way: then
        no vote moves otherwise, whatever the order."""

        def naming(name):
            return self.stack.naming(state.piles.get(name, ()))

        places = self.seats - len(state.elected)
        names = doomed(state.votes, state.continuing, places, naming)
        rest = frozenset(state.continuing) - set(names)
        gains, _lost = self.stack.deal(_pile_of(state, names), rest)
        calm = all(
            state.votes[n] + self.stack.votes(pile) < self.quota for n, pile in gains.items()
        )
        return names if calm else ()

    def act(self, state, kind, names):
        """Transfer a surplus or eliminate."""
        factor: Number = 1
        if kind == TRANSFER:
            factor = Fraction(state.votes[names[0]] - self.quota, state.votes[names[0]])
        moving = scaled(_pile_of(state, names), factor)
        continuing = tuple(name for name in state.continuing if name not in names)
        gains, lost = self.stack.deal(moving, frozenset(continuing))
        after = self._moved(state, kind, names, gains, lost)
        told = {name: after.votes[name] - state.votes[name] for name in continuing if name in gains}
        return self._elect(after), self._facts(kind, names, factor, told, lost)

    def _moved(self, state, kind, names, gains, lost):
        """The state once ballots have left the piles of `names`."""
        piles = {name: pile for name, pile in state.piles.items() if name not in names}
        votes = {name: number for name, number in state.votes.items() if name not in names}
        past = {("moved", names[0], frozenset(state.continuing))} if kind == TRANSFER else set()
        for name, pile in gains.items():
            piles[name] = laid_together((piles.get(name, ()), pile))
            votes[name] += self.stack.votes(pile)
        if kind == TRANSFER:
            votes[names[0]] = Fraction(self.quota)
        return replace(
            state,
            continuing=tuple(name for name in state.continuing if name not in names),
            waiting=tuple(name for name in state.waiting if name not in names),
            votes=votes,
            piles=piles,
            exhausted=state.exhausted + lost,
            past=state.past | past,
        )

    def _facts(self, kind, names, factor, gains, lost):
        """What a member needs to redo the transfer."""
        facts = {
            "gains": {name: plain(number) for name, number in gains.items()},
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
        """Who stands and what is past: it follows where each ballot lies, and with what value.
        Between two elections or surpluses the order of eliminations moves nothing otherwise."""
        return frozenset(state.continuing), frozenset(state.waiting), state.past

    def work(self, state, names):
        """The ballots of those who go out, or whose surplus moves."""
        return self.stack.effort(_pile_of(state, names), len(state.continuing))


def _pile_of(state, names):
    """The ballots of some candidates, laid together."""
    return laid_together(state.piles.get(name, ()) for name in names)


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
    if not named(profile).candidates:
        return nobody(profile, seats)
    profile = named(profile)
    stages = _Stv(profile, seats)
    return run(stages, stages.start(), tie_order)
