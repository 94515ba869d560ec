"""The pass through the days of one member that makes the ledger."""

from collections import defaultdict
from heapq import heappop, heappush

from .debits import debit_days, falls_on, next_debit_day
from .errors import unknown
from .facts import Entry
from .spans import confirmed, covers, duties, regime_on
from .watch import Watch

START, EVENT, END = 0, 1, 2
"""Places inside a day: debits of the morning, what happens, debits of the evening."""


class Book:
    """One pass through the days of a member."""

    def __init__(self, facts, history, until):
        self.facts = facts
        self.history = history
        self.until = until
        self.watch = Watch(facts, history)
        self.duties = duties(facts, history)
        self.leaves = confirmed(facts.leaves)
        self.entries = []
        self.balances = defaultdict(float)
        self.counted = defaultdict(float)
        self.yearly = defaultdict(int)
        self.deferred = []
        self.debited = []
        self.reduced = set()
        self.once_spent = False

    def open(self, totals, debited):
        """Begin later, with the balances and the debits of the days before."""
        self.balances.update(totals)
        self.counted.update(totals)
        self.debited += [self.history.on(day).cycle.start(day) for day in debited]

    def debit_event(self, day, regime):
        return self._debit, day, regime

    def days(self):
        """Every day on which something happens, with its events."""
        days = defaultdict(list)
        for fact in _last_of_each(self.facts.attendances):
            policy = self.history.on(fact.date)
            regime = self._regime(policy, fact)
            kind = self._kind(regime, fact)
            order = (EVENT, 1, fact.time, not kind.costs, fact.id)
            days[fact.date].append((order, (self._attend, policy, regime, kind, fact)))
        for fact in {fact.id: fact for fact in self.facts.corrections}.values():
            days[fact.date].append(((EVENT, 0, 0, False, fact.id), (self._correct, fact)))
        for leave in {leave.id: leave for leave in self.leaves}.values():
            days[leave.start].append(((EVENT, 2, 0, False, leave.id), (self._leave, leave)))
        for day, regime in debit_days(self.facts, self.history, self.until):
            place = END if self._debit_rule(day, regime).at_end else START
            days[day].append(((place, 0, 0, False, regime), self.debit_event(day, regime)))
        return self._with_counting_days(sorted(days.items()))

    def _with_counting_days(self, days):
        """The days in order, and between them those on which a deferred entry begins to count."""
        for day, events in days:
            while self.deferred and self.deferred[0][0] < day:
                yield self.deferred[0][0], []
            yield day, events
        while self.deferred and self.deferred[0][0] <= self.until:
            yield self.deferred[0][0], []

    def day(self, day, events):
        before = dict(self.counted)
        while self.deferred and self.deferred[0][0] <= day:
            _start, counter, amount = heappop(self.deferred)
            self.counted[counter] = exact(self.counted[counter] + amount)
        marks = [action(*args) for action, *args in events]
        self.watch.close(day, before, self.counted, [kind for kind in marks if kind])

    def _post(self, source, counter, day, amount, reason, counts_from=None):
        amount = exact(amount)
        if not amount:
            return
        self.entries.append(
            Entry(
                f"{source}:{counter}",
                counter,
                day,
                amount,
                reason,
                f"{source}:{counter}",
                counts_from,
            )
        )
        self.balances[counter] = exact(self.balances[counter] + amount)
        if counts_from is None or counts_from <= day:
            self.counted[counter] = exact(self.counted[counter] + amount)
        else:
            heappush(self.deferred, (counts_from, counter, amount))

    # attendances

    def _attend(self, policy, regime, kind, fact):
        leave = self._leave_over(policy, fact.date)
        if leave and (kind.costs or fact.kind == "waiting"):
            return self._missed_in_leave(policy, leave, fact)
        if kind.yearly is not None and not self._within_year(kind, fact.date):
            return kind
        for effect in kind.effects:
            self._apply(policy, regime, effect, fact)
        return kind

    def _regime(self, policy, fact):
        name = fact.regime or regime_on(self.duties, fact.date, policy.default_regime)
        if name not in policy.regimes:
            raise unknown(f'attendances["{fact.id}"].regime', "regime", name, policy.regimes)
        return policy.regimes[name]

    @staticmethod
    def _kind(regime, fact):
        if fact.kind not in regime.kinds:
            path = f'attendances["{fact.id}"].kind'
            raise unknown(path, f"{regime.name} kind", fact.kind, regime.kinds)
        return regime.kinds[fact.kind]

    def _leave_over(self, policy, day):
        """The confirmed leave that makes the assignments of the day wait, or None."""
        for leave in self.leaves:
            if covers(leave, day) and self._type(policy, leave).waits:
                return leave
        return None

    @staticmethod
    def _type(policy, leave):
        if leave.type not in policy.leave_types:
            raise unknown(
                f'leaves["{leave.id}"].type', "leave type", leave.type, policy.leave_types
            )
        return policy.leave_types[leave.type]

    def _within_year(self, kind, day):
        self.yearly[kind.name, day.year] += 1
        return self.yearly[kind.name, day.year] <= kind.yearly

    def _apply(self, policy, regime, effect, fact):
        amount = effect.amount
        if effect.per_minute:
            amount *= policy.shift_minutes if fact.minutes is None else fact.minutes
        if amount > 0:
            amount *= fact.factor
        else:
            amount = -min(-amount, self._most(policy, fact.date, fact.holiday))
        source = f"attendance:{fact.id}"
        later = (
            next_debit_day(self.facts, self.history, regime, fact.date) if effect.deferred else None
        )
        for counter, part in self._poured(effect.into, amount):
            self._post(source, counter, fact.date, part, fact.kind, later)

    def _poured(self, into, amount):
        """How an amount spreads over counters, each up to its level; one line for each counter."""
        parts = defaultdict(float)
        for pour in into:
            part = amount
            if pour.up_to is not None:
                part = min(
                    amount, max(0, pour.up_to - self.balances[pour.counter] - parts[pour.counter])
                )
            parts[pour.counter] += part
            amount -= part
            if amount == 0:
                break
        return parts.items()

    def _most(self, policy, day, given=None, debit=False):
        """The most that an absence (or a debit) of the day may cost."""
        kinds = [given] if given else self._holidays(day)
        rules = [policy.holidays[kind] for kind in kinds if kind in policy.holidays]
        return min(
            (rule.at_most for rule in rules if rule.debits or not debit), default=float("inf")
        )

    def _holidays(self, day):
        return [holiday.kind for holiday in self.facts.holidays if covers(holiday, day)]

    # corrections and leaves

    def _correct(self, fact):
        known = self.history.on(fact.date).counters
        if fact.counter not in known:
            raise unknown(f'corrections["{fact.id}"].counter', "counter", fact.counter, known)
        self._post(f"correction:{fact.id}", fact.counter, fact.date, fact.amount, "correction")

    def _leave(self, leave):
        counter = self._type(self.history.on(leave.start), leave).debits
        if counter and leave.missed:
            self._post(f"leave:{leave.id}", counter, leave.start, -leave.missed, "leave")

    def _missed_in_leave(self, policy, leave, fact):
        """An own shift inside a leave that pays for them, when their number was not given."""
        counter = self._type(policy, leave).debits
        if counter and leave.missed is None:
            self._post(f"leave:{leave.id}:{fact.id}", counter, fact.date, -1, "leave")

    # debits

    def _debit_rule(self, day, regime):
        return self.history.on(day).regimes[regime].debit

    def _debit(self, day, regime):
        policy = self.history.on(day)
        cycle = policy.cycle.start(day)
        if cycle in self.debited or not self._owes(policy, day, regime):
            return
        rule = policy.regimes[regime].debit
        amount = self._reduced(rule, policy, cycle, self._full_debit(rule))
        self.debited.append(cycle)
        amount = -min(-amount, self._most(policy, day, debit=True))
        self._post(f"debit:{cycle}", rule.counter, day, amount, "debit")
        self._cut_surplus(rule, cycle, day)

    def _owes(self, policy, day, regime):
        """Whether work is expected of the member on the day of the debit."""
        rule = policy.regimes[regime].debit
        held = [duty for duty in self.watch.enrolled(day) if duty.regime == regime]
        # Of two seats in a row, each has cycles of its own: those of one that ended are over.
        if not any(falls_on(duty, policy, rule, day) for duty in held):
            return False
        if self.facts.shares and not any(s.worker and covers(s, day) for s in self.facts.shares):
            return False
        stopped = {stop.kind for stop in self.facts.stops if covers(stop, day)}
        if any(kind.name in stopped and not kind.debits for kind in policy.stops):
            return False
        return not self._leave_over(policy, day) and not self.watch.frozen(day)

    def _full_debit(self, rule):
        balance = self.balances[rule.counter]
        for step in rule.rules:
            if step.once and self.once_spent:
                continue
            if step.fits(balance):
                if step.once:
                    self.once_spent = True
                elif step.at_least is not None:
                    self.once_spent = False
                return step.amount
        return 0

    def _reduced(self, rule, policy, cycle, amount):
        """The reduced debit, when it was asked for and not given too often in a row."""
        asked = any(policy.cycle.start(day) == cycle for day in self.facts.reduced_debits)
        if rule.reduced is None or not asked or amount >= rule.reduced:
            return amount
        last = self.debited[-rule.reduced_in_a_row :] if rule.reduced_in_a_row else []
        if len(last) == rule.reduced_in_a_row and last and self.reduced.issuperset(last):
            return amount
        self.reduced.add(cycle)
        return rule.reduced

    def _cut_surplus(self, rule, cycle, day):
        if rule.surplus_up_to is None:
            return
        surplus = self.balances[rule.counter] - rule.surplus_up_to
        if surplus > 0:
            self._post(f"surplus:{cycle}", rule.counter, day, -surplus, "surplus")
            if rule.surplus_to:
                self._post(f"surplus:{cycle}", rule.surplus_to, day, surplus, "surplus")


def _last_of_each(attendances):
    return list({fact.id: fact for fact in attendances}.values())


def exact(amount):
    """To hundredths, and whole numbers as such."""
    amount = round(amount, 2)
    return int(amount) if amount == int(amount) else amount
