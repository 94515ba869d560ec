"""L'éléfàn (Grenoble): 180 minutes each 28 days, for a membership.

Silent in RULES.md, and read as the program does:

- silent in RULES.md: where a cycle starts. Here 28 days after the first day of the membership,
  anew with each enrollment and each membership after a gap; that first day costs nothing.
  An enrollment that has ended goes on counting until the next one. With an ``anchor`` its first
  day may cost; never two debits in one cycle of the co-op (from 2016-01-04).
- silent in RULES.md: closed and withdrawn cost nothing either; unpaid and blocked do.
- silent in RULES.md: a cycle that costs nothing cuts no surplus.
- silent in RULES.md: "frozen, from the next cycle": the standing is frozen from the first day
  of the leave on.
- silent in RULES.md: the order of the standings, and that a grace hides the alert.
"""

from datetime import date

from .facts import number
from .walk import DAY, Walk

WORKED = ("present", "late", "replaced", "make_up")
CYCLE = 180  # minutes


class Elefan(Walk):
    """The cycles count from the first day; nobody is stopped for being late."""

    anchor = date(2016, 1, 4)
    names = ("time", "savings")
    regimes = ("flying",)

    def dawn(self, day):
        """A cycle's start: registration expired 0, frozen 0, exempted 0, else -180."""
        if not self.facts.worker(day) or not self.own_cycle_starts(day):
            return
        if self.facts.leave_on(day):
            return
        if any(self.facts.stopped(kind, day) for kind in ("expired", "closed", "withdrawn")):
            return
        if not self.pay_once(day):
            return
        self.write(day, "time", number(-CYCLE), "debit")
        surplus = self.value("time") - CYCLE
        if surplus > 0:
            self.write(day, "time", -surplus, "surplus")

    def own_cycle_starts(self, day):
        """Whether one of the member's own cycles starts; the first costs nothing."""
        seat = self.last_seat(day)
        if seat is not None:
            return self.is_own_cycle_start(day, seat)
        first = max(begin for begin in self.memberships() if begin <= day)
        return day != first and (day - first).days % 28 == 0

    def memberships(self):
        """The first days of memberships: more shares bought during one start none anew."""
        begins, end = [], None
        for share in self.facts.shares:
            if not share.get("worker", True):
                continue
            if not begins or (end is not None and share.begin > end + DAY):
                begins.append(share.begin)
                end = share.end
            elif end is not None:
                end = max(end, share.end) if share.end else None
        return begins

    def gains(self, day, event):
        """All that writes is a gain."""
        return event["kind"] not in ("absent", "excused")

    def hour(self, day, event):
        """Minutes worked."""
        if event["kind"] in WORKED:
            minutes = number(event.get("minutes", CYCLE)) * number(event.get("factor", 1))
            self.write(day, "time", minutes, event["kind"])

    def standing(self, day):
        """The first rule that matches."""
        leave = self.facts.leave_on(day)
        kind = leave.get("type") if leave else None
        if not self.facts.worker(day):
            return "not_concerned"
        for stop in ("unpaid", "blocked", "expired", "closed", "withdrawn"):
            if self.facts.stopped(stop, day):
                return stop
        if kind == "frozen":
            return "frozen"
        if self.value("time") < 0:
            return "grace" if self.facts.respite(day) else "alert"
        return "exempted" if kind else "up_to_date"
