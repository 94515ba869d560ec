"""What happens to a member as the days of the ledger go by: unsubscribed, out of the team, frozen,
thawed.

The ledger and the standing both look through the same :class:`Watch`, so they cannot disagree.
"""

from .carried import debts
from .facts import Consequence
from .freeze import Freezer
from .spans import covers, duties, months_before, regime_on, with_exits


class Watch:
    """Fed with each day on which something counts, in order; collects
    :class:`facts.Consequence`."""

    def __init__(self, facts, history):
        self.history = history
        self.facts = facts
        self.exits = []
        self.enrollments = duties(facts, history)
        self.consequences = []
        self.streak = 0
        self.counted = None
        self.missed = []
        self.freezer = Freezer(facts, history)

    def regime(self, day):
        """The :class:`policy.Regime` that judges the member on a day."""
        policy = self.history.on(day)
        name = regime_on(self.enrollments, day, policy.default_regime)
        return policy.regimes.get(name) or policy.regimes[policy.default_regime]

    def enrolled(self, day):
        """The enrollments of a day, as the unsubscriptions so far leave them."""
        return [enrollment for enrollment in self.enrollments if covers(enrollment, day)]

    def close(self, day, before, after, marks=()):
        """The end of a day.

        :param before: balances that counted at its start, ``{counter: amount}``
        :param after: the same at its end
        :param marks: what the member did that day, as :class:`policy.Kind`, in order of time
        """
        regime = self.regime(day)
        self._begin_anew(day)
        rule = regime.unsubscription
        late = self._late(day, before)
        if rule and self._missed_too_often(rule, day, marks, late):
            self._unsubscribe(day, "missed_in_a_row")
        elif rule and rule.measure and self._sunk(rule, before, after):
            self._unsubscribe(day, "balance")
        self._team(regime, day, marks)
        self.consequences += self.freezer.close(day, regime.debt, after)

    def settle(self, day):
        """Let the time until a day pass, for what happens between the days of the ledger."""
        self.consequences += self.freezer.run_to(day)

    def frozen(self, day):
        """Whether the member is frozen on a day, as far as the days closed so far tell."""
        self.settle(day)
        return self.freezer.frozen

    def _late(self, day, balances):
        """Whether a counter that judged the member was past its limit."""
        return any(
            debt.alert.passed(debt.measure.of(balances))
            for debt in debts(self.history.on(day), self.enrollments, day)
        )

    def _begin_anew(self, day):
        """Finding a new place ends a row of absences (RULES.md 3)."""
        since = self.counted
        if self.streak and any(since < seat.start <= day for seat in self.facts.enrollments):
            self.streak = 0

    def _missed_too_often(self, rule, day, marks, late):
        """Counts own absences with no shift worked in between; tells when they end the
        enrollment."""
        ended = False
        for kind in marks:
            if kind.own and kind.missed:
                self.streak += 1
                self.counted = day
                ended = ended or bool(
                    rule.missed_in_a_row and late and self.streak >= rule.missed_in_a_row
                )
            elif kind.own or kind.worked:
                self.streak = 0
        return ended

    @staticmethod
    def _sunk(rule, before, after):
        """A balance that came below the limit, or went down further there."""
        value = rule.measure.of(after)
        return rule.limit.passed(value) and value < rule.measure.of(before) - 0.005

    def _unsubscribe(self, day, cause):
        if not any(covers(e, day) for e in with_exits(self.facts.enrollments, self.exits)):
            return
        self.streak = 0
        self.exits.append(day)
        self.enrollments = duties(self.facts, self.history, self.exits)
        self.consequences.append(Consequence(day, "unsubscribed", cause))

    def _team(self, regime, day, marks):
        rule = regime.team_exit
        if not rule or not any(kind.missed for kind in marks):
            return
        oldest = months_before(day, rule.months)
        self.missed = [past for past in self.missed if past > oldest]
        self.missed += [day for kind in marks if kind.missed]
        if len(self.missed) >= rule.missed:
            self.missed = []
            self.consequences.append(Consequence(day, "out_of_team", "missed"))


def unsubscribed_on(consequences):
    """The days whose end unsubscribed the member."""
    return [fact.date for fact in consequences if fact.kind == "unsubscribed"]


def frozen_spans(consequences):
    """``[(first day, first day after or None)]`` of the times frozen."""
    spans = []
    for fact in consequences:
        if fact.kind == "frozen":
            spans.append((fact.date, None))
        elif fact.kind == "thawed" and spans:
            spans[-1] = (spans[-1][0], fact.date)
    return spans
