"""BEES coop (Brussels): two counters, a regular one and a compensation one.

Silent in RULES.md, and read as the program does:

- silent in RULES.md: which counter judges a regular member. Here both as one number, the lower:
  one alert that lasts while either is below 0. An irregular one is judged by the regular
  counter alone, also with a compensation owed from before.
- silent in RULES.md: the bonus, and what an irregular member earns, is on the regular counter.
- silent in RULES.md: a half-excused shift of an irregular member costs nothing.
- silent in RULES.md: cycles of an irregular member start on the enrollment's first day, which
  costs nothing, or on its ``anchor``; never two debits in one cycle of the co-op.
- silent in RULES.md: no debit in a leave, without shares, or once withdrawn; an excused shift
  of an irregular member inside a leave still counts +1.
- silent in RULES.md: unsubscribed in the evening, when the sum is -4 or less and lower than in
  the morning; who comes back with less is not unsubscribed before the next cost.
- silent in RULES.md: an exemption comes before debts; 28 days from alert to suspended.
"""

from datetime import date

from .facts import number
from .walk import Walk

WORKED = ("present", "late", "replaced", "make_up")


class Bees(Walk):
    """A fixed shift each four weeks, or irregular with a debit each 28 days."""

    anchor = date(2017, 1, 2)
    names = ("regular", "compensation")
    regimes = ("regular", "irregular")

    def __init__(self, data, last, **choices):
        super().__init__(data, last, **choices)
        self.two_taken = False  # the "once" of -2

    def dawn(self, day):
        """An irregular member's own cycle starts: its debit, before anything else."""
        seat = self.seat(day)
        if seat is None or self.regime_of(seat) != "irregular":
            return
        if not self.is_own_cycle_start(day, seat):
            return
        if not self.facts.worker(day) or self.facts.leave_on(day):
            return
        if self.facts.stopped("withdrawn", day) or not self.pay_once(day):
            return
        if self.value("regular") > 0:
            amount = -1
            self.two_taken = False
        elif not self.two_taken:
            amount, self.two_taken = -2, True
        else:
            amount = -1
        self.write(day, "regular", number(amount), "debit")

    def gains(self, day, event):
        """Whether it is not an absence."""
        return event["kind"] not in ("absent", "half_excused")

    def hour(self, day, event):
        """One attendance."""
        regime, kind = self.event_regime(day, event), event["kind"]
        if kind in ("absent", "half_excused"):
            self.absence(day, event, regime)
        elif regime == "irregular":
            if kind in WORKED or kind == "excused":
                self.write(day, "regular", number(event.get("factor", 1)), kind)
        elif kind == "make_up":
            self.compensation(day, number(event.get("factor", 1)))

    def absence(self, day, event, regime):
        """An absence: free in a leave and where the shop is closed."""
        closed = (event.get("holiday") or self.facts.holiday_on(day)) == "closed"
        if self.facts.leave_on(day) or closed:
            return
        if regime == "irregular":
            if event["kind"] == "absent":
                self.write(day, "regular", number(-1), "absent")
            return
        self.write(day, "regular", number(-1), event["kind"])
        if event["kind"] == "absent":
            self.write(day, "compensation", number(-1), "absent")

    def compensation(self, day, amount):
        """It repays the first counter, then the second, then becomes a bonus on the first."""
        for counter in ("regular", "compensation"):
            owed = max(-self.value(counter), number(0))
            self.write(day, counter, min(owed, amount), "make_up")
            amount -= min(owed, amount)
        self.write(day, "regular", amount, "make_up")

    def judgement(self, day):
        """At a sum of -4 the member is unsubscribed."""
        seat = self.seat(day)
        if seat is None or seat in self.ended:
            return
        total = self.value("regular") + self.value("compensation")
        if total <= -4 and total < self.at_dawn["regular"] + self.at_dawn["compensation"]:
            self.unsubscribe(day)

    def standing(self, day):
        """The first rule that matches; an exemption comes before debts."""
        leave = self.facts.leave_on(day)
        kind = leave.get("type") if leave else None
        if not self.facts.worker(day):
            return "not_concerned"
        keeps = leave is not None and leave.end is None
        if self.seat(day) is None and self.seat_to_come(day) is None and not keeps:
            return "unsubscribed"
        for stop in ("unpaid", "blocked", "withdrawn"):
            if self.facts.stopped(stop, day):
                return stop
        if kind:
            return "on_leave" if kind == "holiday" else "exempted"
        since = self.since(self.judge(day))
        if since is None:
            return "up_to_date"
        if self.facts.respite(day):
            return "grace"
        return "alert" if (day - since).days < 28 else "suspended"

    def limits(self):
        """A regular member is judged by the lower of the two, as one number."""
        return {**super().limits(), "lowest": self.is_lowest_too_low}

    def is_lowest_too_low(self):
        return min(self.totals.values()) < 0

    def judge(self, day):
        """What judges a member."""
        return "regular" if self.judged_regime(day) == "irregular" else "lowest"
