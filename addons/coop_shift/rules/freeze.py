"""Freezing: below a threshold for long enough, and not rescued by shifts booked ahead. Thaws when
either changes."""

from bisect import bisect_right
from datetime import timedelta

from .facts import Consequence
from .spans import DAY, FOREVER, confirmed, next_day


class Freezer:
    """Follows the balance of one member through time.

    When a member freezes, the registrations known that day are cancelled: only newer ones help.
    Nobody is frozen on days of a leave on which no work is expected; those days do not count
    towards the time allowed either. Who is frozen already stays so.
    """

    def __init__(self, facts, history):
        self.regs = self._open_registrations(facts)
        self.pauses = sorted(
            (leave.start, leave.end or FOREVER)
            for leave in confirmed(facts.leaves)
            if _waits(history.on(leave.start), leave)
        )
        self.active = any(
            regime.debt and regime.debt.rescue
            for _start, policy in history.versions
            for regime in policy.regimes.values()
        )
        self.debt = None
        self.balance = 0
        self.since = None
        self.last = None
        self.frozen = False
        self.frozen_on = None
        self.days = []

    @staticmethod
    def _open_registrations(facts):
        """``(shift, booked, gone)``: ``gone`` is the day from which the registration helps no
        more."""
        done = {fact.id: fact.date for fact in facts.attendances if fact.kind != "expected"}
        return [
            (
                reg.date,
                reg.booked,
                min((end for end in (reg.cancelled, done.get(reg.id)) if end), default=None),
            )
            for reg in facts.registrations
        ]

    def close(self, day, debt, balances):
        """The balance at the end of a day; returns the consequences up to and with that day."""
        if not self.active:
            return []
        changes = self.run_to(day - DAY)
        if debt is not self.debt:
            self.debt = debt
            self.days = self._turning_days()
        self.balance = debt.measure.of(balances) if debt else 0
        freezes = bool(debt and debt.rescue and debt.stop)
        low = freezes and debt.stop.passed(self.balance)
        self.since = (self.since or day) if low else None
        return changes + self._look(day)

    def run_to(self, day):
        """Let time pass until a day; returns the consequences."""
        if not self.active or self.last is None or day <= self.last:
            return []
        changes = []
        if self.since is not None and self.debt:
            for turn in self._turns(self.last, day):
                changes += self._look(turn)
        self.last = day
        return changes

    def _turning_days(self):
        """Days on which the number of registrations that help can change."""
        rescue = self.debt and self.debt.rescue
        if not rescue:
            return []
        days = set()
        for shift, booked, gone in self.regs:
            days.add(shift - timedelta(weeks=rescue.weeks_after))
            days.add(shift + timedelta(weeks=rescue.weeks_before) + DAY)
            days.update(day for day in (booked, gone) if day)
        days.update(next_day(end) for _start, end in self.pauses if end < FOREVER)
        return sorted(days)

    def _turns(self, after, until):
        """Turning days in ``(after, until]``, and the day on which the time allowed is over."""
        days = self.days[bisect_right(self.days, after) : bisect_right(self.days, until)]
        over = self._over()
        if after < over <= until and over < FOREVER:
            days = sorted({*days, over})
        return days

    def _look(self, day):
        self.last = day
        should = self._should_freeze(day)
        if should == self.frozen:
            return []
        self.frozen = should
        self.frozen_on = day if should else None
        return [Consequence(day, "frozen" if should else "thawed", "balance")]

    def _should_freeze(self, day):
        if self.since is None or self.debt is None:
            return False
        if day < self._over() or (not self.frozen and self._paused(day)):
            return False
        return self.debt.stop.passed(self.balance + self._helping(day))

    def _over(self):
        """The day on which the time allowed is over: days of a pause do not count."""
        over = self.since + timedelta(days=self.debt.stop_after_days)
        for start, end in self.pauses:
            if self.since <= end and start < over:
                if end == FOREVER:
                    return FOREVER
                over += end - max(start, self.since) + DAY
        return over

    def _paused(self, day):
        return any(start <= day <= end for start, end in self.pauses)

    def _helping(self, day):
        """How many registrations count on a day."""
        rescue = self.debt.rescue
        if not rescue:
            return 0
        first = day - timedelta(weeks=rescue.weeks_before)
        last = day + timedelta(weeks=rescue.weeks_after)
        return sum(
            1
            for shift, booked, gone in self.regs
            if first <= shift <= last and (gone is None or day < gone) and self._known(booked, day)
        )

    def _known(self, booked, day):
        """Booked by that day; when frozen, booked after the freeze."""
        if self.frozen_on is None:
            return booked is None or booked <= day
        return booked is not None and self.frozen_on < booked <= day


def _waits(policy, leave):
    """Whether no work is expected during a leave; other files refuse a type that is unknown."""
    kind = policy.leave_types.get(leave.type)
    return kind is not None and kind.waits
