"""The counters of one account: lines that are posted, balances, and how long they are past a
level."""

from collections import defaultdict
from heapq import heappop, heappush

from .facts import Entry
from .trace import posted


class Counters:
    """Posts lines to the ledger and keeps balances and clocks.

    ``day`` and the policy in force are set by whoever goes through the days.
    """

    def __init__(self, account):
        self.account = account
        self.entries = []
        self.day = None
        self.clocks = {}
        self.started = []
        self.steps = None

    def use(self, policy, day, before=None):
        """Judge by another version of the rules from a day on: its clocks begin then, unless
        measure and limit are the same as before (RULES.md 3).

        :param before: the version that held until then, if any
        """
        watched = policy.watched
        self.clocks = watched.by_counter
        if before is None:
            return
        since, counted = self.account.since, self.account.counted
        for clock in [clock for clock in since if clock not in watched.all]:
            del since[clock]
        for clock in watched.all:
            known = clock in before.watched.all
            # One that only made an alert until now says nothing of a limit that is new.
            known = known and clock not in watched.judging - before.watched.judging
            if not known and clock.passed(counted):
                since[clock] = day
        self.started += since

    def post(self, source, counter, amount, reason, counts_from=None):
        """Post a line on the day; nothing for an amount of 0."""
        amount = exact(amount)
        if not amount:
            return
        key = f"{source}:{counter}"
        self.entries.append(Entry(key, counter, self.day, amount, reason, key, counts_from))
        balances = self.account.balances
        balances[counter] = exact(balances.get(counter, 0) + amount)
        if self.steps is not None:
            self.steps.append(posted(self.entries[-1], balances[counter]))
        if counts_from is None:
            self._count(counter, amount)
        else:
            heappush(self.account.waiting, (counts_from, counter, amount))

    def pour(self, source, into, amount, reason, counts_from=None):
        """Post an amount that spreads over counters, each up to its level; one line for each."""
        balances = self.account.balances
        parts = defaultdict(float)
        for counter, up_to in into:
            part = amount
            if up_to is not None:
                room = up_to - balances.get(counter, 0) - parts[counter]
                part = min(amount, max(0, room))
            parts[counter] += part
            amount -= part
        for counter, part in parts.items():
            self.post(source, counter, part, reason, counts_from)

    def count_waiting(self):
        """Count what waited for the count of this day, or of one before."""
        waiting = self.account.waiting
        while waiting and waiting[0][0] <= self.day:
            _day, counter, amount = heappop(waiting)
            self._count(counter, amount)

    def _count(self, counter, amount):
        counted, since = self.account.counted, self.account.since
        counted[counter] = exact(counted.get(counter, 0) + amount)
        for clock in self.clocks.get(counter, ()):
            if not clock.passed(counted):
                since.pop(clock, None)
            elif clock not in since:
                since[clock] = self.day
                self.started.append(clock)


def exact(amount):
    """To hundredths, and whole numbers as such.

    >>> exact(0.1 + 0.2), exact(-2.0)
    (0.3, -2)
    """
    amount = round(amount, 2)
    whole = int(amount)
    return whole if whole == amount else amount
