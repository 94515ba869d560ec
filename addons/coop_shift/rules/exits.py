"""What ends a place: absences in a row by somebody who was late already, a balance, or too many
shifts missed by somebody in the team."""

from .facts import Consequence
from .spans import covers, months_before, with_exits


class Exits:
    """Told of each attendance in the order of the hours, and of the end of each day."""

    def __init__(self, facts, account):
        self.facts = facts
        self.account = account
        self.ended = False
        self.missed_today = 0
        self.team_exit = None

    def attended(self, kind, team_exit, rule, day, late):
        """An attendance that counts.

        :param kind: :class:`policy.Kind`
        :param team_exit: :class:`policy.TeamExit` of the team that the member is in, or None
        :param rule: :class:`policy.Unsubscription` of the day, or None
        :param late: whether the counter that judged was past its limit at that moment
        """
        account = self.account
        if kind.missed and team_exit:
            self.missed_today += 1
            self.team_exit = team_exit
        if kind.own and kind.missed:
            if account.streak and self._has_new_place(day):
                account.streak = 0
            account.streak += 1
            account.missed_on = day
            least = rule and rule.missed_in_a_row
            if least and late and account.streak >= least:
                self.ended = True
        elif kind.own or kind.worked:
            account.streak = 0

    def _has_new_place(self, day):
        """Finding a new place ends a row of absences (RULES.md 3)."""
        since = self.account.missed_on
        return any(since < seat.start <= day for seat in self.facts.enrollments)

    def close(self, regime, day, before):
        """The end of a day: the consequences.

        :param regime: :class:`policy.Regime` that judges
        :param before: the balances that counted at the beginning of the day
        """
        found = []
        rule = regime.unsubscription
        cause = self._cause(rule, before) if rule else None
        if cause and self._holds_a_place(day):
            self.account.streak = 0
            self.account.exits.append(day)
            found.append(Consequence(day, "unsubscribed", cause))
        if self.missed_today and self._out_of_team(self.team_exit, day):
            found.append(Consequence(day, "out_of_team", "missed"))
        self.ended, self.missed_today = False, 0
        return found

    def _cause(self, rule, before):
        if self.ended:
            return "missed_in_a_row"
        if rule.measure is None:
            return None
        value = rule.measure.of(self.account.counted)
        # A balance that came below the limit, or went down further there.
        sunk = rule.limit.passed(value) and value < rule.measure.of(before) - 0.005
        return "balance" if sunk else None

    def _holds_a_place(self, day):
        seats = with_exits(self.facts.enrollments, self.account.exits)
        return any(covers(seat, day) for seat in seats)

    def _out_of_team(self, rule, day):
        account = self.account
        oldest = months_before(day, rule.months)
        account.missed = [past for past in account.missed if past > oldest]
        account.missed += [day] * self.missed_today
        if len(account.missed) < rule.missed:
            return False
        account.missed = []
        return True
