"""SuperCoop (Berlin): one shift each cycle, one balance, frozen when it stays too low.

Silent in RULES.md, and read as the program does:

- silent in RULES.md: the order of the stops, exemption, grace and freeze (in this order here);
  a grace or an extension covers a frozen member too.
- silent in RULES.md: whether the days of an exemption count towards the ten (they do not), and
  whether somebody can be frozen on one of them (no) or without shares (yes).
- silent in RULES.md: the ends of "weeks -4 to +8" (both included); a registration counts from
  the day on which it is booked, and no more from the day of its cancellation, nor from the day
  of its shift once something but ``expected`` is recorded of it, even if that is withdrawn.
- silent in RULES.md: a solidarity shift beyond the two of a calendar year writes nothing.
- silent in RULES.md: a shift done or excused inside an exemption counts +1, a missed one 0.
- silent in RULES.md: a missed shift costs nothing where the shop is closed; the debit stays.
"""

from datetime import date, timedelta

from .facts import attendance_name, day_of, merged_records, number
from .walk import Walk

ANCHOR = date(2021, 1, 4)
WORKED = ("present", "late", "replaced", "make_up")
TOO_LOW = -4
BACK, AHEAD = timedelta(weeks=4), timedelta(weeks=8)


class SuperCoop(Walk):
    """A debit in the morning of each cycle's Monday; a look at a freeze last in each day."""

    names = ("balance",)
    regimes = ("abcd", "flying")
    weeks = 4

    def __init__(self, data, last, **choices):
        super().__init__(data, last, **choices)
        self.frozen = False
        self.freezes = []
        self.over = self.days_of_attendances()
        self.solidarity = {}  # year -> solidarity shifts that counted

    def limits(self):
        """Already -4 is too low."""
        return {"balance": lambda: self.value("balance") <= TOO_LOW}

    def dawn(self, day):
        """The debit of a cycle, for everybody of whom work is expected."""
        if not self.is_cycle_start(day, ANCHOR, self.weeks):
            return
        if not self.facts.worker(day) or self.facts.leave_on(day):
            return
        if not self.frozen:
            self.write(day, "balance", number(-1), "debit")

    def gains(self, day, event):
        """Whether it is not an absence."""
        return event["kind"] != "absent"

    def hour(self, day, event):
        """Done or excused +1, missed -1, a solidarity shift +1, two a year."""
        kind = event["kind"]
        if kind in WORKED or kind == "excused":
            self.write(day, "balance", number(event.get("factor", 1)), kind)
        if kind == "solidarity" and self.solidarity.get(day.year, 0) < 2:
            self.solidarity[day.year] = self.solidarity.get(day.year, 0) + 1
            self.write(day, "balance", number(1), kind)
        closed = (event.get("holiday") or self.facts.holiday_on(day)) == "closed"
        if kind == "absent" and not closed and not self.facts.leave_on(day):
            self.write(day, "balance", number(-1), kind)

    def days_of_attendances(self):
        """The days of the shifts of which something was recorded, by their ids."""
        records = self.facts.data.get("attendances") or []
        events = merged_records(records, attendance_name)
        return {
            str(event["id"]): day_of(event["date"])
            for event in events
            if "id" in event and event["kind"] != "expected"
        }

    def registered(self, day):
        """How many shifts of the weeks -4 to +8 are registered on a day and not yet over."""
        over = {name for name, shift in self.over.items() if shift <= day}
        found = 0
        for one in self.facts.registrations:
            booked, gone = day_of(one.get("booked")), day_of(one.get("cancelled"))
            shift = day_of(one["date"])
            if (booked is not None and booked > day) or (gone is not None and gone <= day):
                continue
            if self.given_away(shift, booked) or str(one.get("id")) in over:
                continue
            if day - BACK <= shift <= day + AHEAD:
                found += 1
        return found

    def given_away(self, shift, booked):
        """Whether a freeze cancelled a shift: to come then, and booked before it."""
        booked_before = [gone for gone in self.freezes if booked is None or booked <= gone]
        return any(shift > gone for gone in booked_before)

    def thaw(self, day):
        """Thawed when the balance, or the registrations, suffice."""
        if self.value("balance") + self.registered(day) > TOO_LOW:
            self.frozen = False
            self.consequences.append((day, "thawed"))

    def judgement(self, day):
        """Frozen after more than ten days too low, unless the registrations suffice."""
        enough = self.value("balance") + self.registered(day) > TOO_LOW
        if self.frozen:
            self.thaw(day)
            return
        since = self.since("balance")
        if since is None or enough or self.facts.leave_on(day):
            return
        days = [since + timedelta(days=passed) for passed in range((day - since).days)]
        if len([one for one in days if not self.facts.leave_on(one)]) > 10:
            self.frozen = True
            self.freezes.append(day)
            self.consequences.append((day, "frozen"))

    def standing(self, day):
        """The first rule that matches; no place is needed, an exemption comes before debts."""
        if not self.facts.worker(day):
            return "not_concerned"
        for stop in ("unpaid", "blocked"):
            if self.facts.stopped(stop, day):
                return stop
        if self.facts.leave_on(day):
            return "exempted"
        if not self.frozen and self.value("balance") > TOO_LOW:
            return "up_to_date"
        if self.facts.respite(day):
            return "grace"
        return "frozen" if self.frozen else "alert"
