"""Counting in stages, and what to do when two candidates tie within a stage.

A count in stages (runoff, STV) takes one decision at a time: who goes out, whose surplus moves.
When several candidates tie for it, there are three ways on:

1. an order given by the statutes' tie rule covers them: it decides;
2. whichever of them comes first, the same candidates are elected in the end: it does not matter,
   and the round says so;
3. it matters: the count stops there and the tie is left open.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from .profile import Result, Round
from .seats import settled

ELIMINATE, TRANSFER = "eliminate", "transfer"


@dataclass(frozen=True)
class Decision:
    """What a stage must do, and to whom: one of `names`, or all of them `together`."""

    kind: str
    names: tuple[str, ...]
    together: bool = False

    @property
    def forced(self) -> bool:
        """Whether there is nothing to choose.

        >>> Decision(ELIMINATE, ("A", "B")).forced, Decision(ELIMINATE, ("A",)).forced
        (False, True)
        """
        return self.together or len(self.names) == 1


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

    def work(self) -> int:
        """How many elementary operations one act costs, about."""


class _TooMany(Exception):
    """More ways to settle the ties than are worth trying."""


def run(count: Staged, state: Any, tie_order: Sequence[str] = ()) -> Result:
    """Take every decision from `state` on, stopping at a tie that matters."""
    rounds = []
    while decision := count.decision(state):
        names, facts = _choose(count, state, decision, tie_order)
        now = count.describe(state)
        if not names:
            rounds.append(replace(now, facts={**now.facts, **facts}))
            return Result(count.elected(state), (decision.names,), tuple(rounds))
        state, done = count.act(state, decision.kind, names)
        rounds.append(replace(now, facts={**now.facts, **facts, **done}))
    return Result(count.elected(state), (), (*rounds, count.describe(state)))


def _choose(count, state, decision, tie_order):
    """Whom the decision falls on (nobody: the tie is open), and the facts of the tie."""
    if decision.forced:
        return decision.names, {}
    facts = {"tied": decision.names, "tie_for": decision.kind}
    if settled(decision.names, tie_order):
        ranked = sorted(decision.names, key=tie_order.index)
        chosen = ranked[-1] if decision.kind == ELIMINATE else ranked[0]
        return (chosen,), {**facts, "tie": "settled by the recorded order"}
    if matters(count, state, decision):
        return (), {**facts, "tie": "open"}
    return decision.names[:1], {**facts, "tie": "makes no difference"}


def matters(count: Staged, state: Any, decision: Decision) -> bool:
    """Whether the choice among the tied can change who is elected.

    Exact, except that a tie with too many ways on counts as one that matters.
    """
    branches = {name: count.act(state, decision.kind, (name,))[0] for name in decision.names}
    if _meet(count, branches.values()):
        return False
    if decision.kind == ELIMINATE and _spoils(count, branches):
        return True
    memo: dict = {"left": max(50, min(5000, 2_000_000 // (count.work() + 1)))}
    try:
        return len({_outcomes(count, branch, memo) for branch in branches.values()}) > 1
    except _TooMany:
        return True


def _meet(count, branches):
    """Whether all branches come, without any choice, to one and the same state."""
    return bool(set.intersection(*(_forced_keys(count, branch) for branch in branches)))


def _forced_keys(count, state):
    """The states that follow before the next choice."""
    keys = {count.key(state)}
    while (decision := count.decision(state)) and decision.forced:
        state, _done = count.act(state, decision.kind, decision.names)
        keys.add(count.key(state))
    return keys if decision else keys | {("end", frozenset(count.elected(state)))}


def _spoils(count, branches):
    """Whether one of the tied is elected when another goes out: then who goes out matters."""
    others = {name: set(branches) - {name} for name in branches}
    return any(_one_way(count, state) & others[name] for name, state in branches.items())


def _one_way(count, state):
    """Who is elected when every tie from here on falls in one way."""
    while decision := count.decision(state):
        names = decision.names if decision.forced else decision.names[:1]
        state, _done = count.act(state, decision.kind, names)
    return set(count.elected(state))


def _outcomes(count, state, memo):
    """All sets of candidates that can be elected from a state on."""
    key = count.key(state)
    if key not in memo:
        if not memo["left"]:
            raise _TooMany
        memo["left"] -= 1
        memo[key] = _expand(count, state, memo)
    return memo[key]


def _expand(count, state, memo):
    """The union of the outcomes over the choices of one state."""
    decision = count.decision(state)
    if decision is None:
        return frozenset({frozenset(count.elected(state))})
    choices = [decision.names] if decision.together else [(name,) for name in decision.names]
    following = (count.act(state, decision.kind, names)[0] for names in choices)
    return frozenset().union(*(_outcomes(count, after, memo) for after in following))


def lowest(votes: dict, names: Sequence[str]) -> tuple[str, ...]:
    """Those with the fewest votes.

    >>> lowest({"A": 2, "B": 1, "C": 1}, "ABC")
    ('B', 'C')
    """
    least = min(votes[name] for name in names)
    return tuple(name for name in names if votes[name] == least)


def hopeless(votes: dict, names: Sequence[str], tied: Sequence[str], places: int) -> bool:
    """Whether the tied at the bottom go out together: even all their votes joined leave them
    below the next candidate, so that their order cannot matter.

    >>> hopeless({"A": 5, "B": 1, "C": 1}, "ABC", "BC", 1)
    True
    >>> hopeless({"A": 2, "B": 1, "C": 1}, "ABC", "BC", 1)
    False
    >>> hopeless({"A": 2, "B": 0, "C": 0}, "ABC", "BC", 2)
    False
    """
    rest = [votes[name] for name in names if name not in tied]
    return len(rest) >= places and sum(votes[name] for name in tied) < min(rest)
