"""What the periods around a day say of a member: shares, places, leaves, stops, extra time.

They say the same until another of them begins or ends. The rules are in :meth:`Frame.look`, in
the order of La Louve's manual, first match wins.
"""

from .carried import debts
from .errors import unknown
from .spans import confirmed, covers, duties, next_day, regime_on, with_exits


class Frame:
    """After :meth:`look`, for one day: ``regime`` (its name), ``regime_of_work`` (of what
    is worked or missed, also at a place that the rules ended), ``held`` (places that owe work),
    ``leaves`` that cover it, ``stopped`` (kinds of stops), ``grace`` (the extra time, or None),
    ``standing`` (what the periods alone decide, or None), and otherwise ``debts``, the rules of
    debt that judge, and whether a leave exempts (``exempted``)."""

    def __init__(self, facts, history, account):
        self.facts = facts
        self.history = history
        self.account = account
        self.all_leaves = confirmed(facts.leaves)
        # Places that were taken back before they began; until then they were to come.
        self.taken_back = [place for place in facts.enrollments if place.withdrawn]
        if self.taken_back:
            kept = [place for place in facts.enrollments if not place.withdrawn]
            self.facts = facts = facts._replace(enrollments=tuple(kept))
        self.wished = duties(facts, history)
        self.places = self.seats = self.wished
        self.follow_exits()

    def follow_exits(self):
        """Take over that places were ended by the rules."""
        account = self.account
        if account.exits:
            self.places = duties(self.facts, self.history, account.exits)
        self.seats = with_exits(self.places, account.lost) if account.lost else self.places

    def periods(self):
        facts = self.facts
        return (facts.shares, self.places, self.all_leaves, facts.graces, facts.stops)

    def first_day(self):
        """The first day of the earliest period; None without any."""
        starts = [period.start for periods in self.periods() for period in periods]
        return min(starts, default=None)

    def days(self):
        """The days on which a period begins, or is over, or the rules change."""
        days = {*self.history.changes, *map(next_day, self.account.exits)}
        for periods in self.periods():
            for period in periods:
                days.add(period.start)
                if period.end:
                    days.add(next_day(period.end))
        days.update(place.decided for place in (*self.places, *self.taken_back))
        days.update(place.withdrawn for place in self.taken_back)
        days.update(leave.open_until for leave in self.all_leaves)
        days.discard(None)
        return days

    def look(self, policy, day):
        """Look around on a day."""
        facts = self.facts
        self.policy = policy
        self.held = [place for place in self.places if covers(place, day)]
        self.to_come = [place for place in self.taken_back if day < place.withdrawn]
        known = [*self.places, *self.to_come]
        self.regime = regime_on(known, day, policy.default_regime)
        self.regime_of_work = self.regime
        if len(self.wished) > 1:
            self.regime_of_work = regime_on(self.wished, day, policy.default_regime, worked=True)
        self.leaves = [leave for leave in self.all_leaves if covers(leave, day)]
        self.stopped = {stop.kind for stop in facts.stops if covers(stop, day)}
        self.grace = next((g for g in facts.graces if g.start <= day <= g.end), None)
        self.debts = debts(policy, known, day)
        standings = [self.leave_type(leave).standing for leave in self.leaves]
        self.exempted = bool(standings)
        self.standing = self._alone(day, standings)

    def _alone(self, day, standings):
        """The standing where balances do not matter."""
        policy = self.policy
        if self.facts.shares and not self.owns_worker_share(day):
            return "not_concerned"
        if policy.enrollment_required and not self._subscribed(day):
            return "unsubscribed"
        for kind in policy.stops:
            if kind.name in self.stopped:
                return kind.standing
        for standing in standings:
            if standing != "exempted":
                return standing
        return "exempted" if policy.exempted_first and standings else None

    def judge(self):
        """The :class:`policy.Regime` that judges the member."""
        regimes = self.policy.regimes
        return regimes.get(self.regime) or regimes[self.policy.default_regime]

    def owns_worker_share(self, day):
        return any(share.worker and covers(share, day) for share in self.facts.shares)

    def leave_type(self, leave):
        """The :class:`policy.LeaveType` of a leave.

        :raise FactsError: the policy of the day does not know it
        """
        types = self.policy.leave_types
        if leave.type not in types:
            raise unknown(f'leaves["{leave.id}"].type', "leave type", leave.type, types)
        return types[leave.type]

    def waiting(self):
        """The leave that makes the assignments of the day wait, or None."""
        return next((leave for leave in self.leaves if self.leave_type(leave).waits), None)

    def _subscribed(self, day):
        """A seat held now or to come, or an open-ended leave."""
        for seat in (*self.seats, *self.to_come):
            if seat.end is None or day <= seat.end:
                if seat.start <= day or self._decided(seat, day):
                    return True
        return any(
            leave.end is None
            or (leave.open_until and day < leave.open_until)
            or self.leave_type(leave).keeps_membership
            for leave in self.leaves
        )

    def _decided(self, seat, day):
        """Whether a seat to come is known on a day."""
        if seat.decided is not None:
            return seat.decided <= day
        return not any(left < seat.start for left in self.account.exits)
