"""Since when balances are past a level: what a version of the rules watches."""

from collections import defaultdict
from typing import NamedTuple


class Clock(NamedTuple):
    """A balance that is watched: since when it has been past a level.

    ``counters``: their sum is judged, or the lowest of them. ``edge``: see :class:`policy.Limit`.
    """

    counters: tuple[str, ...]
    lowest: bool
    edge: float

    def passed(self, balances):
        """Whether the balances are past the level; a counter without lines is at 0.

        >>> Clock(("a", "b"), False, -0.005).passed({"a": -2, "b": 1})
        True
        >>> Clock(("a", "b"), False, -0.005).passed({"a": -2, "b": 3})
        False
        >>> Clock(("a", "b"), True, -0.005).passed({"a": -2, "b": 3})
        True
        >>> [Clock(("a", "b"), False, -0.005).passed({"a": one}) for one in (-1, 0, 0.5)]
        [True, False, False]
        """
        found = [balances.get(counter, 0) for counter in self.counters]
        return (min(found) if self.lowest else sum(found)) < self.edge

    @classmethod
    def of(cls, measure, limit):
        return cls(measure.counters, measure.lowest, limit.edge)


class Watched:
    """The clocks that a version of the rules needs, prepared once.

    ``all``: each clock; ``judging``: those of a way of owing work, which an alert for another
    counter is not; ``by_counter``: those that a counter moves; ``waits``: the numbers of days
    after which one that runs stops somebody.

    :param below: the limit "below 0"
    """

    def __init__(self, policy, below):
        self.all = {}
        self.judging = set()
        self.by_counter = defaultdict(list)
        self.waits = defaultdict(set)
        for regime in policy.regimes.values():
            if regime.debt:
                self._add(regime.debt, below)
        for clock in self.all:
            for counter in clock.counters:
                self.by_counter[counter].append(clock)

    def _add(self, debt, below):
        limits = [limit for limit in (debt.alert, debt.stop) if limit]
        judging = [Clock.of(debt.measure, limit) for limit in limits]
        self.all.update(dict.fromkeys(judging))
        self.judging.update(judging)
        if debt.stop:
            clock = judging[-1]
            if not debt.rescue:
                self.waits[clock].add(debt.stop_after_days)
        for counter in debt.also_alert:
            self.all[Clock((counter,), False, below.edge)] = None
