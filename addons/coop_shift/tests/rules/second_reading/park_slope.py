"""Park Slope Food Coop (New York): one slot each six weeks, for whoever owns shares.

Silent in RULES.md, and read as the program does:

- silent in RULES.md: who is one cycle behind is in alert; two behind are suspended at once.
- silent in RULES.md: no debit in a leave of any type; debts come before an exemption, a leave
  before debts; a grace hides both.
- silent in RULES.md: a second general meeting of a calendar year writes nothing.
"""

from datetime import date

from .facts import number
from .walk import Walk

ANCHOR = date(2023, 1, 2)
WORKED = ("present", "late", "replaced", "make_up")


class ParkSlope(Walk):
    """A debit in the evening of each cycle's Monday; the bank has no limit."""

    names = ("shifts",)
    regimes = ("recurring", "freelance")
    weeks = 6

    def __init__(self, data, last, **choices):
        super().__init__(data, last, **choices)
        self.meetings = {}  # year -> meetings that counted

    def gains(self, day, event):
        """All that writes is a gain."""
        return event["kind"] not in ("absent", "excused")

    def hour(self, day, event):
        """A shift worked, or a general meeting: one a calendar year counts."""
        if event["kind"] in WORKED:
            self.write(day, "shifts", number(event.get("factor", 1)), event["kind"])
        if event["kind"] == "meeting" and not self.meetings.get(day.year):
            self.meetings[day.year] = 1
            self.write(day, "shifts", number(1), "meeting")

    def evening(self, day):
        """The debit of a cycle, for whoever owes work."""
        if self.is_cycle_start(day, ANCHOR, self.weeks) and self.facts.worker(day):
            if not self.facts.leave_on(day):
                self.write(day, "shifts", number(-1), "debit")

    def standing(self, day):
        """The first rule that matches; no place is needed."""
        leave = self.facts.leave_on(day)
        kind = leave.get("type") if leave else None
        if not self.facts.worker(day):
            return "not_concerned"
        for stop in ("unpaid", "blocked"):
            if self.facts.stopped(stop, day):
                return stop
        if kind == "leave":
            return "on_leave"
        if self.value("shifts") < 0:
            if self.facts.respite(day):
                return "grace"
            return "suspended" if self.value("shifts") <= -2 else "alert"
        return "exempted" if kind else "up_to_date"
