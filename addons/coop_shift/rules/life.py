"""One member's life: everything that the standing of a day depends on, prepared once.

The rules are in :meth:`Life.on`, in the order of La Louve's manual, first match wins. A timeline
is that same function on the days when something can change, so it cannot say anything else than
the rules of each day.
"""

from datetime import timedelta

from .carried import debts
from .errors import unknown
from .policy import Limit, Measure
from .runs import day_balances, first_change, runs
from .spans import FOREVER, confirmed, containing, covers, duties, next_day, regime_on
from .watch import Watch, frozen_spans, unsubscribed_on


class Life:
    """:param rows: the ledger as :func:`runs.lines`, or a function that gives it
    :param floor: ``{counter: a level that its balance never was below}``, where that is known
    """

    def __init__(self, facts, history, rows, consequences=None, floor=None):
        self.facts = facts
        self.history = history
        self._lines = rows
        self._floor = floor
        self.leaves = confirmed(facts.leaves) if facts.leaves else ()
        self.enrollments = duties(facts, history)
        self._runs, self._late = {}, {}
        if consequences is None:
            consequences = self._consequences() if self._can_have_consequences() else ()
        self.exits = unsubscribed_on(consequences)
        self.frozen = frozen_spans(consequences)
        if self.exits:
            self.enrollments = duties(facts, history, self.exits)

    @classmethod
    def of_packed(cls, facts, history, ledger):
        """From a ledger as a list of :class:`packed.Packed`."""

        def late(day):
            return history.on(day).debits_late

        def rows():
            return sorted(line for packed in ledger for line in packed.lines(late))

        return cls(
            facts, history, rows, floor={packed.counter: packed.floor() for packed in ledger}
        )

    @property
    def rows(self):
        if callable(self._lines):
            self._lines = self._lines()
        return self._lines

    # the rules

    def on(self, day):
        """The standing on a day."""
        return self._judged(self._frame(day), day)

    def _frame(self, day):
        """What the periods around a day say: a standing, or which debts decide.

        It stays the same until another period begins or ends.

        :return: ``(standing, None, False)`` or ``(None, debt rules, whether exempted)``
        """
        policy = self.history.on(day)
        facts = self.facts
        if facts.shares and not self._owns_worker_share(day):
            return "not_concerned", None, False
        if policy.enrollment_required and not self._subscribed(policy, day):
            return "unsubscribed", None, False
        if facts.stops:
            stopped = {stop.kind for stop in facts.stops if covers(stop, day)}
            for kind in policy.stops:
                if kind.name in stopped:
                    return kind.standing, None, False
        leaves = self._leave_standings(policy, day) if self.leaves else ()
        for standing in leaves:
            if standing != "exempted":
                return standing, None, False
        if policy.exempted_first and leaves:
            return "exempted", None, False
        return None, self._debts_on(policy, day), bool(leaves)

    def _judged(self, frame, day):
        """The standing on a day inside a frame."""
        standing, judging, exempted = frame
        return (
            standing
            or self._worst(judging, day)
            or ("exempted" if exempted else self._other_debt(judging, day) or "up_to_date")
        )

    def _owns_worker_share(self, day):
        for share in self.facts.shares:
            if share.worker and share.start <= day and (share.end is None or day <= share.end):
                return True
        return False

    def _subscribed(self, policy, day):
        """A seat held now or to come, or an open-ended leave."""
        for enrollment in self.enrollments:
            if enrollment.end is None or day <= enrollment.end:
                if enrollment.start <= day or self._decided(enrollment, day):
                    return True
        return any(
            covers(leave, day) and (leave.end is None or self._type(policy, leave).keeps_membership)
            for leave in self.leaves
        )

    def _decided(self, enrollment, day):
        """Whether a seat to come is known on a day."""
        if enrollment.decided is not None:
            return enrollment.decided <= day
        return not any(left < enrollment.start for left in self.exits)

    def _leave_standings(self, policy, day):
        return [self._type(policy, leave).standing for leave in self.leaves if covers(leave, day)]

    @staticmethod
    def _type(policy, leave):
        if leave.type not in policy.leave_types:
            raise unknown(
                f'leaves["{leave.id}"].type', "leave type", leave.type, policy.leave_types
            )
        return policy.leave_types[leave.type]

    def regime(self, day):
        """The :class:`policy.Regime` that judges the member on a day."""
        return self._regime_of(self.history.on(day), day)

    def _regime_of(self, policy, day):
        if len(self.enrollments) == 1 and self.enrollments[0].start <= day:
            name = self.enrollments[0].regime
        else:
            name = regime_on(self.enrollments, day, policy.default_regime)
        return policy.regimes.get(name) or policy.regimes[policy.default_regime]

    def _debts_on(self, policy, day):
        """The debt rules that judge the member on a day; most members only ever had one regime."""
        if len(self.enrollments) == 1:
            own = self._regime_of(policy, day).debt
            return [own] if own else []
        return debts(policy, self.enrollments, day)

    def judging(self, day):
        """The :class:`policy.Debt` that decides on a day: the one that says the worst, or the
        first; None without any."""
        found = self._debts_on(self.history.on(day), day)
        return max(found, key=lambda debt: rank(self._debt(debt, day)), default=None)

    def _worst(self, judging, day):
        """What balances past their limits make of the member; None when none is."""
        return max((self._debt(debt, day) for debt in judging), key=rank, default=None)

    def _debt(self, debt, day):
        """What a balance past its limit makes of the member; None when it is not."""
        late = containing(self.late(debt), day)
        if not late:
            return None
        for grace in self.facts.graces:
            if grace.start <= day <= grace.end:
                return "grace"
        return debt.stop_as if self._stopped(debt, late, day) else "alert"

    def _stopped(self, debt, late, day):
        if debt.stop is None:
            return False
        if debt.rescue:
            return containing(self.frozen, day) is not None
        if debt.stop != debt.alert:
            late = containing(self.runs(debt.measure, debt.stop), day)
        return late is not None and (day - late[0]).days >= debt.stop_after_days

    def _other_debt(self, judging, day):
        """A member otherwise up to date, with a counter that is not judged still below 0."""
        for counter in judging[0].also_alert if judging else ():
            if containing(self.runs(Measure((counter,)), Limit.below(0)), day):
                return "alert"
        return None

    def late(self, debt):
        """The times when a balance put the member in debt."""
        found = self._late.get(id(debt))
        if found is None:
            found = self._late[id(debt)] = self.runs(debt.measure, debt.alert)
        return found

    def runs(self, measure, limit):
        """The times when a balance was past a limit; each counted once."""
        key = measure, limit
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = (
                [] if self._never(measure, limit) else runs(self.rows, measure, limit)
            )
        return found

    def _never(self, measure, limit):
        """Whether the floor of the balances tells already that they never were past the limit."""
        return self._floor is not None and not limit.passed(measure.of(self._floor))

    # the timeline

    def timeline(self):
        """``[(from_date, standing)]``; see :func:`standing.timeline`."""
        periods, last, frame = [], None, None
        frames = self._frame_days()
        for day in self.turning_days(frames):
            if frame is None or day in frames:
                frame = self._frame(day)
            standing = self._judged(frame, day)
            if standing != last:
                periods.append((day, standing))
                last = standing
        return periods

    def turning_days(self, frames=None):
        """Every day on which the standing can change, in order, from the earliest fact on.

        :param frames: :meth:`_frame_days`, when they are known
        """
        starts = self._starts()
        if not starts:
            return []
        first = min(starts)
        days = {*(frames or self._frame_days()), *starts, *self._debt_days()}
        for span in self.frozen:
            days.update(span)
        days.discard(None)
        days.discard(FOREVER)
        return sorted(day for day in days if day >= first)

    def _periods(self):
        facts = self.facts
        return (facts.shares, self.enrollments, self.leaves, facts.graces, facts.stops)

    def _starts(self):
        starts = [period.start for periods in self._periods() for period in periods]
        return starts or first_change(self.rows)

    def _frame_days(self):
        """The days on which a period begins, or is over, or the rules change."""
        days = {*self.history.changes, *map(next_day, self.exits)}
        for periods in self._periods():
            for period in periods:
                days.add(period.start)
                if period.end:
                    days.add(next_day(period.end))
        days.update(enrollment.decided for enrollment in self.enrollments)
        return days

    def _debt_days(self):
        """The days on which a run begins, ends, or has lasted too long."""
        days = []
        for debt in self._debts():
            late = self.late(debt)
            stopped = late
            if debt.stop is not None and debt.stop != debt.alert:
                stopped = self.runs(debt.measure, debt.stop)
                days += [day for run in stopped for day in run]
            days += [day for run in late for day in run]
            if debt.stop_after_days and debt.stop is not None:
                wait = timedelta(days=debt.stop_after_days)
                days += [
                    start + wait for start, end in stopped if end is None or start + wait < end
                ]
            for counter in debt.also_alert:
                days += [
                    day for run in self.runs(Measure((counter,)), Limit.below(0)) for day in run
                ]
        return days

    def _debts(self):
        """The debt rules that can judge this member, each once."""
        return {id(regime.debt): regime.debt for regime in self._regimes() if regime.debt}.values()

    def _regimes(self):
        """The regimes that can judge this member, over all versions of the policy."""
        for _start, policy in self.history.versions:
            names = {enrollment.regime for enrollment in self.enrollments}
            for name in names | {policy.default_regime}:
                yield policy.regimes.get(name) or policy.regimes[policy.default_regime]

    # what happened to the member on the way

    def _can_have_consequences(self):
        """A quick look: most members were never near an unsubscription or a freeze."""
        return any(self._near(regime) for regime in self._regimes())

    def _near(self, regime):
        rule, debt = regime.unsubscription, regime.debt
        if rule and rule.measure and self.runs(rule.measure, rule.limit):
            return True
        if rule and rule.missed_in_a_row and self._absences() >= rule.missed_in_a_row:
            return True
        return bool(debt and debt.rescue and debt.stop and self.runs(debt.measure, debt.stop))

    def _absences(self):
        """How many attendances can be absences."""
        return sum(fact.kind not in ("present", "make_up") for fact in self.facts.attendances)

    def _consequences(self):
        watch = Watch(self.facts, self.history)
        marks = self._marks(watch)
        since = self._first_sunk() if not marks and not watch.freezer.active else None
        days = {
            day: (dict(before), dict(after))
            for day, before, after in day_balances(self.rows, since)
        }
        last = {}
        for day in sorted({*days, *marks}):
            before, after = days.get(day, (last, last))
            watch.close(day, before, after, marks.get(day, ()))
            last = after
        watch.settle(FOREVER)
        return watch.consequences

    def _first_sunk(self):
        """The first day on which a balance can unsubscribe the member."""
        rules = [regime.unsubscription for regime in self._regimes()]
        sunk = [self.runs(rule.measure, rule.limit) for rule in rules if rule and rule.measure]
        return min((found[0][0] for found in sunk if found), default=None)

    def _marks(self, watch):
        """What the member did, as kinds of attendance by day; assignments inside a leave do not
        count."""
        marks = {}
        attendances = {fact.id: fact for fact in self.facts.attendances}.values()
        for fact in sorted(attendances, key=lambda fact: (fact.date, fact.time, fact.id)):
            policy = self.history.on(fact.date)
            regime = policy.regimes.get(fact.regime) if fact.regime else watch.regime(fact.date)
            kind = regime and regime.kinds.get(fact.kind)
            if kind and not (kind.costs and self._waits(policy, fact.date)):
                marks.setdefault(fact.date, []).append(kind)
        return marks

    def _waits(self, policy, day):
        return any(covers(leave, day) and self._type(policy, leave).waits for leave in self.leaves)


def rank(standing):
    """How far a debt goes: none, an alert, an alert that a respite covers, a stop.

    >>> sorted(["suspended", None, "grace", "alert"], key=rank)
    [None, 'alert', 'grace', 'suspended']
    """
    return {None: 0, "alert": 1, "grace": 2}.get(standing, 3)
