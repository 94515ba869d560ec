"""What one event writes: an attendance, a correction, a leave that costs, the debit of a cycle."""

from .debits import falls_on, next_debit_day
from .errors import unknown
from .spans import covers

MARK, LEAVE, MORNING, CORRECTION, HOUR, EVENING = range(6)
"""Places inside a day; at a mark nothing is written."""
#: So many of the last cycles are remembered, at least: one is debited once.
REMEMBERED = 3


class Work:
    """Writes through the counters of a :class:`fold.Fold`, on its day, by its policy."""

    def __init__(self, fold):
        self.fold = fold
        self.facts = fold.facts
        self.account = fold.account
        self.counters = fold.counters
        self.frame = fold.frame
        # In the order of the day, before its hours.
        self.do = {LEAVE: self._leave, MORNING: self.debit, CORRECTION: self._correct}

    # attendances

    def attend_all(self, facts):
        """The attendances of a day in the order of their hours; at the same moment, what costs
        comes before what is earned."""
        found = [(fact, *self._read(fact)) for fact in facts]
        found.sort(key=lambda one: (one[0].time, not one[2].costs, one[0].id))
        for fact, regime, kind in found:
            self._attend(fact, regime, kind)

    def _read(self, fact):
        """The regime and the kind of an attendance.

        :raise FactsError: the policy of the day does not know them
        """
        policy = self.fold.policy
        name = fact.regime or self.frame.regime_of_work
        regime = policy.regimes.get(name)
        if regime is None:
            raise unknown(f'attendances["{fact.id}"].regime', "regime", name, policy.regimes)
        kind = regime.kinds.get(fact.kind)
        if kind is None:
            path = f'attendances["{fact.id}"].kind'
            raise unknown(path, f"{regime.name} kind", fact.kind, regime.kinds)
        return regime, kind

    def _attend(self, fact, regime, kind):
        leave = (
            self.frame.leaves and (kind.costs or fact.kind == "waiting") and self.frame.waiting()
        )
        if leave:
            self._missed_in_leave(leave, fact)
            return
        exits, rule = self.fold.exits, self.fold.regime.unsubscription
        late = kind.missed and self._late()
        if kind.yearly is None or self._within_year(kind):
            for effect in kind.effects:
                self._apply(fact, regime, effect)
        exits.attended(kind, self._team_exit(), rule, self.fold.day, late)

    def _team_exit(self):
        """Of the team that the member is in, whatever seat was missed."""
        mine = self.fold.policy.regimes.get(self.frame.regime_of_work)
        return mine and mine.team_exit

    def _late(self):
        """Whether a counter that judges the member is past its limit at this moment."""
        counted = self.account.counted
        return any(debt.alert.passed(debt.measure.of(counted)) for debt in self.frame.debts)

    def _within_year(self, kind):
        yearly, year = self.account.yearly, self.fold.day.year
        count = yearly.get((kind.name, year), 0) + 1
        for key in [key for key in yearly if key[1] < year]:
            del yearly[key]
        yearly[kind.name, year] = count
        return count <= kind.yearly

    def _apply(self, fact, regime, effect):
        amount = effect.amount
        if effect.per_minute:
            minutes = self.fold.policy.shift_minutes if fact.minutes is None else fact.minutes
            amount *= minutes
        if amount > 0:
            amount *= fact.factor
        else:
            amount = -min(-amount, self._most(fact.holiday))
        later = self._next_count(regime) if effect.deferred else None
        self.counters.pour(f"attendance:{fact.id}", effect.into, amount, fact.kind, later)

    def _next_count(self, regime):
        return next_debit_day(self.frame.held, self.fold.history, regime, self.fold.day)

    def _most(self, given=None, debit=False):
        """The most that an absence (or a debit) of the day may cost."""
        day, known = self.fold.day, self.fold.policy.holidays
        kinds = [given] if given else [h.kind for h in self.facts.holidays if covers(h, day)]
        rules = [known[kind] for kind in kinds if kind in known]
        return min(
            (rule.at_most for rule in rules if rule.debits or not debit), default=float("inf")
        )

    # corrections and leaves

    def _correct(self, fact):
        known = self.fold.policy.counters
        if fact.counter not in known:
            raise unknown(f'corrections["{fact.id}"].counter', "counter", fact.counter, known)
        self.counters.post(f"correction:{fact.id}", fact.counter, fact.amount, "correction")

    def _leave(self, leave):
        counter = self.frame.leave_type(leave).debits
        if counter and leave.missed:
            self.counters.post(f"leave:{leave.id}", counter, -leave.missed, "leave")

    def _missed_in_leave(self, leave, fact):
        """An own shift inside a leave that pays for them, when their number was not given."""
        counter = self.frame.leave_type(leave).debits
        if counter and leave.missed is None:
            self.counters.post(f"leave:{leave.id}:{fact.id}", counter, -1, "leave")

    # debits

    def debit(self, regime):
        """The debit of the cycle, under a regime: once for each member and cycle."""
        policy, account, day = self.fold.policy, self.account, self.fold.day
        cycle = policy.cycle.start(day)
        rule = policy.regimes[regime].debit
        if rule is None or cycle in account.debited or not self._owes(policy, rule, regime):
            return
        amount = self._reduced(rule, policy, cycle, self._full_debit(rule))
        account.debited.append(cycle)
        del account.debited[: -max(REMEMBERED, rule.reduced_in_a_row)]
        account.reduced.intersection_update(account.debited)
        amount = -min(-amount, self._most(debit=True))
        self.counters.post(f"debit:{cycle}", rule.counter, amount, "debit")
        self._cut_surplus(rule, cycle)

    def _owes(self, policy, rule, regime):
        """Whether work is expected of the member on the day of the debit."""
        day, stopped = self.fold.day, self.frame.stopped
        held = [duty for duty in self.frame.held if duty.regime == regime]
        # Of two seats in a row, each has cycles of its own: those of one that ended are over.
        if not any(falls_on(duty, policy, rule, day) for duty in held):
            return False
        if self.facts.shares and not self.frame.owns_worker_share(day):
            return False
        if any(kind.name in stopped and not kind.debits for kind in policy.stops):
            return False
        return not self.account.frozen and not self.frame.waiting()

    def _full_debit(self, rule):
        account = self.account
        balance = account.balances.get(rule.counter, 0)
        for step in rule.rules:
            if step.once and account.once_spent:
                continue
            if step.fits(balance):
                if step.once:
                    account.once_spent = True
                elif step.at_least is not None:
                    account.once_spent = False
                return step.amount
        return 0

    def _reduced(self, rule, policy, cycle, amount):
        """The reduced debit, when it was asked for and not given too often in a row."""
        asked = any(policy.cycle.start(day) == cycle for day in self.facts.reduced_debits)
        if rule.reduced is None or not asked or amount >= rule.reduced:
            return amount
        account, most = self.account, rule.reduced_in_a_row
        past = account.debited
        if most and len(past) >= most and account.reduced.issuperset(past[-most:]):
            return amount
        account.reduced.add(cycle)
        return rule.reduced

    def _cut_surplus(self, rule, cycle):
        if rule.surplus_up_to is None:
            return
        surplus = self.account.balances.get(rule.counter, 0) - rule.surplus_up_to
        if surplus > 0:
            self.counters.post(f"surplus:{cycle}", rule.counter, -surplus, "surplus")
            if rule.surplus_to:
                self.counters.post(f"surplus:{cycle}", rule.surplus_to, surplus, "surplus")
