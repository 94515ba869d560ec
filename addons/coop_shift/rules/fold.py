"""One pass over the dated facts of a duty account, in the order of day and hour.

It yields the ledger, the standing and what follows (RULES.md 1 to 3). A day runs: dawn (versions,
periods, leaves that cost) → debits of the morning → corrections → the hours, costs before gains →
the evening (what waited for the count, then its debit) → who loses a place → freeze and thaw → the
standing of the day.
"""

from bisect import insort
from collections import defaultdict

from . import trace
from .account import Account
from .clocks import Clock
from .counters import Counters
from .debits import debit_days
from .exits import Exits
from .frame import Frame
from .freeze import Freezer
from .policy import Limit
from .spans import DAY, next_day
from .work import CORRECTION, EVENING, HOUR, LEAVE, MARK, MORNING, Work


class Fold:
    """A pass that can stop at any day, and go on from a state that was kept.

    :param facts: :class:`facts.Facts`; of what happened until the day of ``account`` the
        attendances and corrections may be left out
    :param history: :class:`policy.PolicyHistory`
    :param until: the last day for which the debit of a cycle is made
    :param account: :class:`account.Account` to go on from; a new one from birth without it
    :param steps: a list that takes :class:`trace.Step`, when somebody wants to know why

    >>> from datetime import date
    >>> from .facts import Attendance, Enrollment, Facts
    >>> from .policy import preset
    >>> facts = Facts(
    ...     enrollments=(Enrollment("abcd", date(2026, 1, 1)),),
    ...     attendances=(Attendance("1", date(2026, 11, 23), "absent"),),
    ... )
    >>> fold = Fold(facts, preset("la_louve"), date(2026, 12, 31)).run()
    >>> for day, standing in fold.periods:
    ...     print(day, standing)
    2026-01-01 up_to_date
    2026-11-23 alert
    2026-12-21 suspended
    """

    def __init__(self, facts, history, until, account=None, steps=None):
        self.facts = facts
        self.history = history
        self.until = until
        self.account = account or Account()
        self.steps = steps
        self.explained = None
        self.periods = []
        self.consequences = []
        self.counters = Counters(self.account)
        self.counters.steps = steps
        self.frame = Frame(facts, history, self.account)
        self.exits = Exits(facts, self.account)
        self.freezer = Freezer(facts, history, self.account)
        self.work = Work(self)
        self.policy = self.regime = self.day = None
        self.begins = self.frame.first_day()
        self.frame_days = self.frame.days()
        self.agenda = self._agenda()
        if self.account.day is not None:
            self._go_on()

    @property
    def entries(self):
        """The ledger of the days that were passed: list of :class:`facts.Entry`."""
        return self.counters.entries

    @property
    def owes_ever(self):
        """Whether debits can come after the last day for which they are made here."""
        regimes = self.history.latest.regimes
        return any(
            (place.end is None or place.end > self.until)
            and place.regime in regimes
            and regimes[place.regime].debit
            for place in self.frame.places
        )

    # the days

    def _agenda(self):
        """What is known to happen, the last first, as ``(day, place in the day, order, fact)``."""
        facts = self.facts
        found = [(day, MARK) for day in self.frame_days]
        found += [
            (fact.date, HOUR, (fact.time, fact.id), fact)
            for fact in {fact.id: fact for fact in facts.attendances}.values()
        ]
        found += [
            (fact.date, CORRECTION, (fact.amount > 0, fact.id), fact)
            for fact in {fact.id: fact for fact in facts.corrections}.values()
        ]
        found += [(leave.start, LEAVE, leave.id, leave) for leave in self.frame.all_leaves]
        since = self.account.day
        found += self._debits(since)
        if since is not None:
            found = [event for event in found if event[0] > since]
        return sorted(found, reverse=True)

    def _debits(self, since):
        """The debits that can come after a day; whether one is owed is decided when it comes."""
        places, history = self.frame.places, self.history
        for day, regime in debit_days(places, history, self.until, since):
            late = history.on(day).regimes[regime].debit.at_end
            yield day, EVENING if late else MORNING, regime, regime

    def _go_on(self):
        """Be again where the state was kept."""
        day = self.account.day
        self.policy = self.history.on(day)
        self.counters.use(self.policy, day)
        self.frame.look(self.policy, day)
        self.regime = self.frame.judge()
        for turn in [waiting[0] for waiting in self.account.waiting]:
            self._wake(turn)
        for turn in self._timers(self.account.since, day):
            self._wake(turn)
        if self.freezer.active:
            _nothing, turn = self.freezer.close(self.regime.debt, day)
            self._wake(turn)

    def _wake(self, day):
        """Look at a day to come, if any, whatever else happens on it."""
        if day:
            insort(self.agenda, (day, MARK), key=lambda event: -event[0].toordinal())

    def _timers(self, clocks, day):
        """The days after ``day`` on which a clock that is running stops somebody."""
        since, waits = self.account.since, self.policy.watched.waits
        days = [
            since[clock] + DAY * wait for clock in clocks if clock in since for wait in waits[clock]
        ]
        return [turn for turn in days if turn > day]

    def run(self, last=None):
        """Pass all days, or those up to one, included; returns itself."""
        agenda = self.agenda
        while agenda and (last is None or agenda[-1][0] <= last):
            day, happens = agenda[-1][0], defaultdict(list)
            while agenda and agenda[-1][0] == day:
                event = agenda.pop()
                happens[event[1]].append(event[-1])
            self._day(day, happens)
        if last is not None:
            self.account.day = last
        return self

    def _day(self, day, happens):
        """Pass one day.

        :param happens: the facts of each place in the day, in order
        """
        counters, account = self.counters, self.account
        self.day = counters.day = day
        if day in self.frame_days or self.policy is None:
            self._dawn(day)
        before = dict(account.counted) if self.regime.unsubscription else None
        late = self.policy.debits_late
        if not late:
            counters.count_waiting()
        for place, write in self.work.do.items():
            for fact in happens.get(place, ()):
                write(fact)
        if HOUR in happens:
            self.work.attend_all(happens[HOUR])
        if late:
            counters.count_waiting()
        for regime in happens.get(EVENING, ()):
            self.work.debit(regime)
        self._evening(day, before)

    def _dawn(self, day):
        """Take up the rules of the day, and what the periods say of it."""
        policy = self.history.on(day)
        if policy is not self.policy:
            self.counters.use(policy, day, self.policy)
            self.policy = policy
        self.frame.look(policy, day)
        self.regime = self.frame.judge()

    def _evening(self, day, before):
        """What follows from the day: places that end, a freeze, the standing."""
        counters = self.counters
        self._happened(self.exits.close(self.regime, day, before))
        if self.freezer.active:
            found, turn = self.freezer.close(self.regime.debt, day)
            self._happened(found)
            self._wake(turn)
        if counters.started:
            for turn in self._timers(counters.started, day):
                self._wake(turn)
            counters.started.clear()
        if self.account.waiting:
            self._wake(self.account.waiting[0][0])
        if self.begins is None and any(self.account.counted.values()):
            self.begins = day
        if self.begins is not None and day >= self.begins:
            self._stand(day)

    def _happened(self, consequences):
        """Carry on with what the rules made happen today."""
        for consequence in consequences:
            self.consequences.append(consequence)
            if consequence.kind in ("unsubscribed", "frozen"):
                self.frame.follow_exits()
                self.frame_days.add(next_day(self.day))
                self._wake(next_day(self.day))
                self.agenda[:] = sorted({*self.agenda, *self._debits(self.day)}, reverse=True)
            if self.steps is not None:
                self.steps.append(trace.happened(consequence))

    # the standing

    def _stand(self, day):
        standing = self.standing(day)
        changed = standing != self.account.standing
        if changed:
            self.account.standing = standing
            self.periods.append((day, standing))
        if self.steps is not None:
            self._explain(trace.stands(self, day, standing), changed)

    def _explain(self, step, changed):
        """Note why the standing is what it is, also when only the reason is another one."""
        if changed or (self.explained and trace.differs(step, self.explained)):
            self.steps.append(step)
        self.explained = step

    def standing(self, day):
        """The standing on the day that was passed last."""
        frame = self.frame
        if frame.standing:
            return frame.standing
        if not self.account.since:
            return "exempted" if frame.exempted else "up_to_date"
        found = (self._debt(debt, day) for debt in frame.debts)
        return (
            max(found, key=rank, default=None)
            or ("exempted" if frame.exempted else None)
            or ("alert" if self.other_counter() else "up_to_date")
        )

    def judging(self, day):
        """The :class:`policy.Debt` that decides: the one that says the worst, or the first."""
        return max(self.frame.debts, key=lambda debt: rank(self._debt(debt, day)), default=None)

    def late_since(self, debt):
        """The day since which a balance has put the member in debt, or None."""
        return self.account.since.get(Clock.of(debt.measure, debt.alert))

    def _debt(self, debt, day):
        """What a balance past its limit makes of the member; None when it is not."""
        if self.late_since(debt) is None:
            return None
        if self.frame.grace:
            return "grace"
        return debt.stop_as if self._stopped(debt, day) else "alert"

    def _stopped(self, debt, day):
        if debt.stop is None:
            return False
        if debt.rescue:
            return self.account.frozen
        since = self.account.since.get(Clock.of(debt.measure, debt.stop))
        return since is not None and (day - since).days >= debt.stop_after_days

    def other_counter(self):
        """A counter that does not judge and is still below 0, of a member otherwise up to date."""
        for counter in self.frame.debts[0].also_alert if self.frame.debts else ():
            if Clock((counter,), False, Limit.below(0).edge) in self.account.since:
                return counter
        return None


def rank(standing):
    """How far a debt goes: none, an alert, an alert that a respite covers, a stop.

    >>> sorted(["suspended", None, "grace", "alert"], key=rank)
    [None, 'alert', 'grace', 'suspended']
    """
    return {None: 0, "alert": 1, "grace": 2}.get(standing, 3)
