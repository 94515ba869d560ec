"""Counting in stages, and what to do when two candidates tie within a stage.

A count in stages (runoff, STV) takes one decision at a time: who goes out, whose surplus moves.
When several candidates tie for it, there are three ways on:

1. they are doomed: with a few others at the bottom, none of them can reach the next candidate even
   with every ballot of the doomed that names them, so that they go out together;
2. an order given by the statutes' tie rule covers them: it decides;
3. whichever of them comes first, the same candidates are elected in the end: it does not matter,
   and the round says so;
4. it matters, or there are too many ways on to try them all: the count stops there and the tie is
   left open.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from .profile import Number, Result, Round
from .seats import settled

ELIMINATE, TRANSFER = "eliminate", "transfer"
#: How many ballots, about, may be moved to find out whether the ties of a count matter.
EFFORT = 10_000_000
#: What one act costs beside the ballots that it moves.
ONE_ACT = 500


@dataclass(frozen=True)
class Decision:
    """What a stage must do, and to whom: one of `names`, or all of them because they are among the
    `doomed`."""

    kind: str
    names: tuple[str, ...]
    doomed: tuple[str, ...] = ()

    @property
    def forced(self) -> bool:
        """Whether there is nothing to choose.

        >>> Decision(ELIMINATE, ("A", "B")).forced, Decision(ELIMINATE, ("A",)).forced
        (False, True)
        """
        return bool(self.doomed) or len(self.names) == 1


class Staged(Protocol):
    """A count in stages. States are values: acting on one leaves it as it was."""

    def decision(self, state: Any) -> Decision | None:
        """What to do next; None when the count is finished."""

    def act(self, state: Any, kind: str, names: tuple[str, ...]) -> tuple[Any, dict]:
        """The next state, and the facts of what was done."""

    def describe(self, state: Any) -> Round:
        """The votes of a state."""

    def elected(self, state: Any) -> tuple[str, ...]:
        """Who is elected so far, in order."""

    def key(self, state: Any) -> Hashable:
        """What all that follows depends on."""

    def work(self, state: Any, names: tuple[str, ...]) -> int:
        """How many ballots one act on these candidates moves."""


class _TooMany(Exception):
    """More ways to settle the ties than are worth trying."""


def run(count: Staged, state: Any, tie_order: Sequence[str] = ()) -> Result:
    """Take every decision from `state` on, stopping at a tie that matters."""
    rounds, search = [], Search(count, tie_order)
    while decision := count.decision(state):
        names, facts = _choose(search, state, decision)
        now = count.describe(state)
        if not names:
            rounds.append(replace(now, facts={**now.facts, **facts}))
            return Result(count.elected(state), (decision.names,), tuple(rounds))
        state, done = count.act(state, decision.kind, names)
        rounds.append(replace(now, facts={**now.facts, **facts, **done}))
    return Result(count.elected(state), (), (*rounds, count.describe(state)))


def _choose(search, state, decision):
    """Whom the decision falls on (nobody: the tie is open), and the facts of the tie."""
    if len(decision.names) == 1:
        return decision.names, {}
    facts = {"tied": decision.names, "tie_for": decision.kind}
    if decision.doomed:
        return decision.names, {**facts, "tie": "go out together", "doomed": decision.doomed}
    ways = search.ways(decision)
    if len(ways) == 1:
        return ways[0], {**facts, "tie": "settled by the recorded order"}
    try:
        open_tie = "open" if search.matters(state, decision) else None
    except _TooMany:
        open_tie = "open, with too many ways on to try them all"
    if open_tie:
        return (), {**facts, "tie": open_tie}
    return decision.names[:1], {**facts, "tie": "makes no difference"}


class Search:
    """Whether the ties of one count matter; what was found out at one tie serves the next."""

    def __init__(self, count: Staged, tie_order: Sequence[str] = ()):
        self.count, self.tie_order = count, tie_order
        self._left = EFFORT
        self._settled = False

    def ways(self, decision: Decision) -> list[tuple[str, ...]]:
        """The candidates on whom a decision can fall, each way on its own."""
        if decision.forced:
            return [decision.names]
        if settled(decision.names, self.tie_order):
            ranked = sorted(decision.names, key=self.tie_order.index)
            return [(ranked[-1] if decision.kind == ELIMINATE else ranked[0],)]
        return [(name,) for name in decision.names]

    def matters(self, state: Any, decision: Decision) -> bool:
        """Whether the choice among the tied can change who is elected: exact.

        :raise _TooMany: there are more ways on than can be tried
        """
        if self._settled:
            return False
        after = [self._act(state, decision, names) for names in self.ways(decision)]
        if set.intersection(*(self._forced_keys(branch) for branch in after)):
            return False
        outcomes = {self._one_way(branch) for branch in after}
        self._settled = len(outcomes) == 1 and self._all_lead_to(after, *outcomes)
        return not self._settled

    def _act(self, state, decision, names):
        """The next state, as long as there is effort left."""
        self._left -= ONE_ACT + self.count.work(state, names)
        if self._left < 0:
            raise _TooMany
        return self.count.act(state, decision.kind, names)[0]

    def _forced_keys(self, state):
        """The states that follow before the next choice."""
        keys = {self.count.key(state)}
        while (decision := self.count.decision(state)) and len(self.ways(decision)) == 1:
            state = self._act(state, decision, self.ways(decision)[0])
            keys.add(self.count.key(state))
        return keys

    def _one_way(self, state):
        """Who is elected when every tie from here on falls in one way."""
        while decision := self.count.decision(state):
            state = self._act(state, decision, self.ways(decision)[0])
        return frozenset(self.count.elected(state))

    def _all_lead_to(self, states, outcome):
        """Whether every way on from these states ends with the same elected."""
        waiting, seen = list(states), set()
        while waiting:
            state = waiting.pop()
            key = self.count.key(state)
            if key in seen:
                continue
            seen.add(key)
            decision = self.count.decision(state)
            if decision:
                waiting += [self._act(state, decision, way) for way in self.ways(decision)]
            elif frozenset(self.count.elected(state)) != outcome:
                return False
        return True


def lowest(votes: dict, names: Sequence[str]) -> tuple[str, ...]:
    """Those with the fewest votes.

    >>> lowest({"A": 2, "B": 1, "C": 1}, "ABC")
    ('B', 'C')
    """
    least = min(votes[name] for name in names)
    return tuple(name for name in names if votes[name] == least)


def doomed(
    votes: Mapping[str, Number],
    names: Sequence[str],
    places: int,
    naming: Callable[[str], Mapping[str, Number]],
) -> tuple[str, ...]:
    """The candidates at the bottom who all go out before anybody else whatever the order: at least
    those tied for last place; nobody when that cannot be said.

    None of them can have more votes than stand on the doomed's ballots that name them, and nobody
    else ever has fewer than now.

    :param naming: name → for each name, how many votes of that candidate's pile rank it at all

    >>> own = lambda name: {name: votes[name]}
    >>> votes = {"A": 5, "B": 1, "C": 1}
    >>> doomed(votes, "ABC", 1, own), doomed(votes, "ABC", 2, own)
    (('B', 'C'), ())
    >>> doomed(votes, "ABC", 1, lambda name: {"B": 3, "C": 3})
    ()
    """
    ranked = sorted(names, key=votes.__getitem__)
    least = len(lowest(votes, names))
    reach: dict = {}
    for size, name in enumerate(ranked[: len(ranked) - places], 1):
        for other, number in naming(name).items():
            reach[other] = reach.get(other, 0) + number
        highest = max(reach.get(other, 0) for other in ranked[:size])
        if size >= least and highest < votes[ranked[size]]:
            return tuple(ranked[:size])
        if highest >= votes[ranked[-1]]:
            break
    return ()
