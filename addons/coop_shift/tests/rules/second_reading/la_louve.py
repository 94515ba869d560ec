"""La Louve (Paris), and the same with a shift each week (``weekly_three_hours``).

Silent in RULES.md, and read as the program does:

- silent in RULES.md: what else ends a row of absences. Here an excused shift and a bereavement
  of one's own template do; a shift that waits in a leave does not.
- silent in RULES.md: an absence on a closed day costs nothing, but counts in a row of absences,
  and among the two of the flying team.
- silent in RULES.md: -8 unsubscribes in the evening of a day that ends lower than it began; who
  comes back with less is not unsubscribed before the next cost. Leaves do not prevent it.
- silent in RULES.md: who has missed two is reported as out of the team, the enrollment stays;
  the next two are counted anew. A year before counts no more: from the day after it.
- silent in RULES.md: no debit in a leave of any type, without shares, or between two seats.
- silent in RULES.md: a reduced debit is asked for the cycle in which the day lies; one that
  would be -1 anyway does not count in the row of two, a forgiven one does.
- silent in RULES.md: an anticipated leave pays -1 flying for each missed shift, on its first day
  where their number is given, else on their days; a flying member's excused shift is no missed
  one.
- silent in RULES.md: a leave of any type without an end keeps who has no place, as the type
  "open-ended" does with an end too.
- silent in RULES.md: a shift between two seats is of the regime of the last one, before all of
  them of that of the first that is known; among the two of the flying team counts what is
  missed while the seat is a flying one.
- silent in RULES.md: own shifts of one minute come in the order of their ids.
"""

from datetime import date, timedelta

from .facts import number
from .walk import Walk

ANCHOR = date(2015, 12, 28)
EXEMPTING = ("parental", "incapacity", "exemption")
WORKED = ("present", "late", "replaced", "make_up")


class LaLouve(Walk):
    """ABCD members hold a seat; flying members book, and owe a debit each four weeks."""

    fixed = "abcd"
    names = ("abcd", "flying")
    regimes = ("abcd", "flying")
    weeks = 4

    def __init__(self, data, last, **choices):
        super().__init__(data, last, **choices)
        self.row = 0  # absences from the own shift with no shift worked in between
        self.missed = []  # days of booked shifts missed
        self.out_on = date.min  # the last day that put the member out of the team
        self.reduced_in_a_row = 0

    def dawn(self, day):
        """A new place ends the row of absences; an anticipated leave pays its missed shifts."""
        if any(enrollment.begin == day for enrollment in self.facts.enrollments):
            self.row = 0
        for leave in self.facts.leaves:
            if leave.get("type") == "anticipated" and leave.begin == day and leave.get("missed"):
                self.write(day, "flying", -number(leave.get("missed")), "leave")

    def cost(self, day, event):
        """What an attendance costs by its kind and the holiday, as a number above 0 or 0."""
        if self.event_regime(day, event) == self.fixed:
            cost = {"absent": 2, "excused": 1}.get(event["kind"], 0)
        else:
            cost = {"absent": 1}.get(event["kind"], 0)
        if self.facts.leave_on(day):
            return 0
        kind = event.get("holiday") or self.facts.holiday_on(day)
        if kind in ("closed", "long_all"):
            return 0
        if kind in ("open", "long_half"):
            return min(cost, 1)
        return cost

    def gains(self, day, event):
        """Whether it is not an absence."""
        return event["kind"] not in ("absent", "excused", "waiting")

    def pay_ahead(self, day, event):
        """In an anticipated leave without a number of missed shifts, each of them is paid."""
        leave = self.facts.leave_on(day)
        if leave and leave.get("type") == "anticipated" and leave.get("missed") is None:
            if event["kind"] in self.missed_kinds(day, event):
                self.write(day, "flying", number(-1), "leave")

    def missed_kinds(self, day, event):
        """The kinds that an anticipated leave pays for; a flying member's excuse cost nothing."""
        if self.event_regime(day, event) == "flying":
            return ("waiting", "absent")
        return ("waiting", "absent", "excused")

    def hour(self, day, event):
        """One attendance."""
        self.pay_ahead(day, event)
        if self.event_regime(day, event) == self.fixed:
            self.own_shift(day, event)
        else:
            self.booked_shift(day, event)
        if event["kind"] == "make_up":
            self.make_up(day, number(event.get("factor", 1)))
        if event["kind"] in WORKED:
            self.row = 0
        if event["kind"] == "absent" and not self.facts.leave_on(day):
            if self.seat_regime(day) == "flying":
                self.miss(day)

    def own_shift(self, day, event):
        """A shift of one's own template."""
        before = min(self.value(counter) for counter in self.judges(day))
        self.write(day, self.fixed, -number(self.cost(day, event)), event["kind"])
        if event["kind"] in ("excused", "bereavement") and not self.facts.leave_on(day):
            self.row = 0
        if event["kind"] == "absent" and not self.facts.leave_on(day):
            self.row += 1
            seat = self.seat(day)
            if self.row >= 2 and before < 0 and seat is not None and seat not in self.ended:
                self.unsubscribe(day)
                self.row = 0

    def booked_shift(self, day, event):
        """A shift that a flying member booked; an absence waits for the next count."""
        if event["kind"] in ("present", "late", "replaced"):
            self.write(day, "flying", number(1), event["kind"])
        if event["kind"] == "absent" and not self.facts.leave_on(day):
            cost = self.cost(day, event)
            if cost:
                self.lines.append((day, "flying", -number(cost), "absent"))
                self.waiting.append(("flying", -number(cost)))

    def miss(self, day):
        """Two missed in 12 months put a member out of the flying team."""
        self.missed.append(day)
        since = max(a_year_before(day), self.out_on)
        if len([one for one in self.missed if one > since]) >= 2:
            self.consequences.append((day, "out_of_team"))
            self.out_on = day

    def make_up(self, day, amount):
        """Repay the ABCD counter up to 0; what is left goes to the flying counter."""
        owed = max(-self.value(self.fixed), number(0))
        self.write(day, self.fixed, min(owed, amount), "make_up")
        self.write(day, "flying", amount - min(owed, amount), "make_up")

    def evening(self, day):
        """On a count day: what waited is added, then the debit."""
        if not self.is_cycle_start(day, ANCHOR, self.weeks):
            return
        for counter, amount in self.waiting:
            self.move(day, counter, amount)
        self.waiting = []
        if self.seat_flies(day) and self.facts.worker(day) and not self.facts.leave_on(day):
            self.write(day, "flying", -number(self.debit(day)), "debit")

    def seat_flies(self, day):
        """Whether the seat of a day is one of the flying team."""
        seat = self.seat(day)
        return seat is not None and self.regime_of(seat) == "flying"

    def debit(self, day):
        """How much a cycle costs a flying member."""
        amount = 1 if self.value("flying") >= 1 else 2
        if amount == 2 and self.asked_reduced(day) and self.reduced_in_a_row < 2:
            amount = 1
            self.reduced_in_a_row += 1
        else:
            self.reduced_in_a_row = 0
        kind = self.facts.holiday_on(day)
        if kind == "long_all":
            return 0
        return min(amount, 1) if kind == "long_half" else amount

    def asked_reduced(self, day):
        """Whether a reduced debit was asked for the cycle that starts on a day."""
        after = day + timedelta(weeks=self.weeks)
        return any(day <= asked < after for asked in self.facts.reduced)

    def judgement(self, day):
        """A flying member at -8 or below is unsubscribed."""
        seat = self.seat(day)
        if seat is None or seat in self.ended or self.regime_of(seat) != "flying":
            return
        if self.value("flying") <= -8 and self.fell("flying"):
            self.unsubscribe(day)

    def judging(self, day):
        """The counter that judges a member on a day."""
        return "flying" if self.judged_regime(day) == "flying" else self.fixed

    def standing(self, day):
        """The first rule that matches."""
        leave = self.facts.leave_on(day)
        kind = leave.get("type") if leave else None
        if not self.facts.worker(day):
            return "not_concerned"
        if self.seat(day) is None and self.seat_to_come(day) is None and not self.open_ended(leave):
            return "unsubscribed"
        for stop in ("unpaid", "blocked"):
            if self.facts.stopped(stop, day):
                return stop
        if kind and kind not in EXEMPTING:
            return "on_leave"
        late = self.lateness(day)
        if late:
            return late
        if kind in EXEMPTING:
            return "exempted"
        if self.judging(day) == "flying" and self.value(self.fixed) < 0:
            return "alert"
        return "up_to_date"

    def open_ended(self, leave):
        """Whether a leave keeps who has no place: of the open-ended type, or without an end."""
        return leave is not None and (leave.get("type") == "open_ended" or leave.end is None)

    def lateness(self, day):
        """Grace, alert or suspended, or None where the counter that judges is not below 0."""
        since = [self.since(counter) for counter in self.judges(day)]
        since = [one for one in since if one is not None]
        if not since:
            return None
        if self.facts.respite(day):
            return "grace"
        return "alert" if (day - min(since)).days < 28 else "suspended"

    def judges(self, day):
        """The counter that judges; where the program differs on purpose, those held before too."""
        judges = {self.judging(day)}
        if self.choices.get("former_debts"):
            begun = [one for one in self.facts.enrollments if one.begin <= day]
            held = {self.regime_named(one.get("regime")) for one in begun}
            if self.judging(day) == "flying":
                held.discard(self.fixed)
            judges |= held
        return judges


class WeeklyThreeHours(LaLouve):
    """The same with a cycle of one week."""

    fixed = "weekly"
    names = ("weekly", "flying")
    regimes = ("weekly", "flying")
    weeks = 1


def a_year_before(day):
    """The same day a year before; of a 29 February, the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
