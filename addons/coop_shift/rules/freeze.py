"""Freezing: below a level for long enough, and not rescued by shifts booked ahead. Thaws when
either changes."""

from datetime import date, timedelta

from .clocks import Clock
from .facts import Consequence
from .spans import DAY, FOREVER, confirmed


class Freezer:
    """Looks at an account at the end of each day on which something can change.

    When a member freezes, the shifts to come that were booked by then are cancelled, and help no
    more (RULES.md 2). Nobody is frozen on days of a leave on which no work is expected, and
    those days do not count towards the time allowed; who is frozen already stays so.
    """

    def __init__(self, facts, history, account):
        self.facts = facts
        self.account = account
        self.active = any(
            regime.debt and regime.debt.rescue
            for _start, policy in history.versions
            for regime in policy.regimes.values()
        )
        self.pauses = self.active and sorted(
            (leave.start, leave.end or FOREVER)
            for leave in confirmed(facts.leaves)
            if _waits(history.on(leave.start), leave)
        )
        self.rescue = None
        self.turns = []
        self.place = self.helping = 0
        self.counted = {}

    # the shifts booked that help

    def _use(self, rescue):
        """Follow the shifts that help by a rule: each from a day on, and until another."""
        if rescue == self.rescue:
            return
        self.rescue = rescue
        self.turns, self.place, self.helping = [], 0, 0
        self.counted = {}
        before, after = timedelta(weeks=rescue.weeks_before), timedelta(weeks=rescue.weeks_after)
        done = {fact.id: fact.date for fact in self.facts.attendances if fact.kind != "expected"}
        for number, reg in enumerate(self.facts.registrations):
            first = max(reg.booked or date.min, reg.date - after)
            ends = (reg.cancelled, done.get(reg.id), reg.date + before + DAY)
            last = min(end for end in ends if end)
            if first < last:
                booked = reg.booked or date.min
                self.turns += [
                    (first, 1, number, booked, reg.date),
                    (last, -1, number, booked, reg.date),
                ]
        self.turns.sort()

    def _advance(self, day):
        """Count what helps on a day."""
        turns, place, frozen_on = self.turns, self.place, self.account.lost
        while place < len(turns) and turns[place][0] <= day:
            _day, change, number, booked, shift = turns[place]
            place += 1
            if change == -1:
                self.counted.pop(number, None)
            elif not any(booked <= freeze < shift for freeze in frozen_on):
                self.counted[number] = shift
        self.place = place
        self.helping = len(self.counted)

    # the look of a day

    def close(self, debt, day):
        """The end of a day: the consequences, and the next day on which to look again.

        :param debt: :class:`policy.Debt` that judges, or None
        :return: ``(consequences, day or None)``
        """
        account = self.account
        if not (account.since or account.frozen):
            return [], None
        freezes = bool(debt and debt.rescue and debt.stop)
        since = account.since.get(Clock.of(debt.measure, debt.stop)) if freezes else None
        should, turn = False, None
        if since is not None:
            over = self._over(since, debt.stop_after_days)
            self._use(debt.rescue)
            self._advance(day)
            should = self._should_freeze(debt, day, over)
            turn = self._next_turn(day, over)
        if should == account.frozen:
            return [], turn
        account.frozen = should
        if should:
            account.lost.append(day)
            self.counted = {n: shift for n, shift in self.counted.items() if shift <= day}
        return [Consequence(day, "frozen" if should else "thawed", "balance")], turn

    def _should_freeze(self, debt, day, over):
        """Who is frozen waits for the end of a day that is good enough; who is not, for the time
        allowed."""
        if not self.account.frozen and (day < over or self._paused(day)):
            return False
        return debt.stop.passed(debt.measure.of(self.account.counted) + self.helping)

    def _next_turn(self, day, over):
        """The next day on which this can change by itself; the ends of leaves are looked at
        anyway."""
        days = [turn[0] for turn in self.turns[self.place : self.place + 1]]
        return min([*days, over] if day < over else days, default=None)

    def _over(self, since, days):
        """The day on which the time allowed is over: days of a pause do not count."""
        over = since + timedelta(days=days)
        for start, end in self.pauses:
            if since <= end and start < over:
                if end == FOREVER:
                    return FOREVER
                over += end - max(start, since) + DAY
        return over

    def _paused(self, day):
        return any(start <= day <= end for start, end in self.pauses)


def _waits(policy, leave):
    """Whether no work is expected during a leave; other files refuse a type that is unknown."""
    kind = policy.leave_types.get(leave.type)
    return kind is not None and kind.waits
