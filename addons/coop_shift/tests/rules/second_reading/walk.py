"""The plain walk through a member's days, common to all co-ops.

Silent in RULES.md, and read as the program does:

- silent in RULES.md: corrections, and shifts without a time, come before the hours of their day.
- silent in RULES.md: an enrollment that says no day of decision is always known; if it begins
  after an unsubscription, from that day on only when it begins.
- silent in RULES.md: an unsubscription ends what has begun by then; a seat to come stays.
"""

from datetime import timedelta

from .facts import SILENT, Facts, day_of, minute_of, number

DAY = timedelta(days=1)


class Clock:
    """The day since which something is too low, looked at after every change."""

    def __init__(self, too_low):
        self.too_low = too_low
        self.since = None

    def changed(self, day):
        """A fall starts the clock; whoever is no longer too low, at any hour, has none."""
        self.since = (self.since or day) if self.too_low() else None


class Walk:
    """A member's life under one co-op's rules; each co-op says what a day does."""

    names = ()  # the counters
    anchor = None  # a day on which a cycle of the co-op starts
    regimes = ()  # the first is the policy's first
    like_fixed = ("fixed", "standard", "abcd", "regular", "recurring", "weekly")

    def __init__(self, data, last, **choices):
        self.facts = Facts(data)
        self.last = last
        self.choices = choices
        self.totals = {name: number(0) for name in self.names}
        self.clocks = {name: Clock(too_low) for name, too_low in self.limits().items()}
        self.waiting = []  # absences that wait for the next count
        self.lines = []  # (day, counter, amount, reason)
        self.consequences = []  # (day, kind)
        self.ended = {}  # place of an enrollment in the list -> the day that ended it
        self.unsubscribed_on = []
        self.paid = set()  # cycles of the co-op that cost, where a member's own cycles count
        self.at_dawn = {}  # what the counters said when the day began
        self.days = {}  # day -> (standing, balances)

    def go(self):
        """Walk from the first fact to the last day."""
        day = self.facts.first_day()
        while day is not None and day <= self.last:
            self.one_day(day)
            day += DAY
        return self

    def one_day(self, day):
        """Dawn, corrections, the hours, evening, judgement, standing."""
        self.at_dawn = {name: self.value(name) for name in self.names}
        self.dawn(day)
        for correction in self.facts.corrections_on(day):
            amount = number(correction["amount"])
            self.write(day, correction["counter"], amount, "correction")
        for event in self.in_order(day):
            self.hour(day, event)
        self.evening(day)
        self.judgement(day)
        self.days[day] = (self.standing(day), self.balances())

    def in_order(self, day):
        """The attendances of a day by their minute; at the same minute, costs before gains."""
        events = [one for one in self.facts.attendances_on(day) if one["kind"] not in SILENT]

        def place(event):
            return (minute_of(event), self.gains(day, event), str(event.get("id", "")))

        return sorted(events, key=place)

    def write(self, day, counter, amount, reason):
        """Write a line and move its counter."""
        if amount:
            self.lines.append((day, counter, amount, reason))
            self.move(day, counter, amount)

    def move(self, day, counter, amount):
        """Move a counter, and look at the clocks."""
        self.totals[counter] += amount
        for clock in self.clocks.values():
            clock.changed(day)

    def balances(self):
        """What each counter says at this moment, with what waits for the next count."""
        said = dict(self.totals)
        for counter, amount in self.waiting:
            said[counter] += amount
        return said

    def since(self, name):
        """The day since which a counter is too low, or None."""
        return self.clocks[name].since

    def fell(self, counter):
        """Whether a counter is lower than when the day began."""
        return self.value(counter) < self.at_dawn[counter]

    def value(self, counter):
        """A counter's number."""
        return self.totals[counter]

    # What each co-op says

    def limits(self):
        """What is too low, by name: each counter below 0."""
        return {name: lambda name=name: self.value(name) < 0 for name in self.names}

    def dawn(self, day):
        """What falls before the day's events."""

    def gains(self, day, event):
        """Whether an event earns something: at the same minute it comes after what costs."""
        raise NotImplementedError

    def hour(self, day, event):
        """One attendance."""
        raise NotImplementedError

    def evening(self, day):
        """What falls after the day's events."""

    def judgement(self, day):
        """What the balances of the evening lead to."""

    def standing(self, day):
        """The standing of the day, after all of it."""
        raise NotImplementedError

    # Seats

    def regime_named(self, text):
        """The co-op's own word for a regime."""
        return self.regimes[0] if text in self.like_fixed else self.regimes[-1]

    def covers(self, index, day):
        """Whether an enrollment covers a day, and has not been ended before it."""
        ended = self.ended.get(index)
        return self.facts.enrollments[index].covers(day) and (ended is None or day <= ended)

    def seat(self, day):
        """The enrollment of a day: its place in the list, or None."""
        for index in range(len(self.facts.enrollments)):
            if self.covers(index, day):
                return index
        return None

    def seat_to_come(self, day):
        """The next enrollment that is known on a day and begins later, or None."""
        for index, enrollment in enumerate(self.facts.enrollments):
            if enrollment.begin > day and self.known(index, day):
                return index
        return None

    def known(self, index, day):
        """Whether an enrollment is written down by a day."""
        enrollment = self.facts.enrollments[index]
        if enrollment.decided is not None:
            return enrollment.decided <= day
        return not any(one <= day for one in self.unsubscribed_on)

    def last_seat(self, day):
        """The last enrollment held before a day, or None."""
        held = [
            index
            for index, enrollment in enumerate(self.facts.enrollments)
            if enrollment.begin <= day
        ]
        return held[-1] if held else None

    def regime_of(self, index):
        """The regime of an enrollment; without one, the policy's first."""
        if index is None:
            return self.regimes[0]
        return self.regime_named(self.facts.enrollments[index].get("regime"))

    def judged_regime(self, day):
        """That of the seat, else of the seat to come, else of the last one, else the first."""
        for index in (self.seat(day), self.seat_to_come(day), self.last_seat(day)):
            if index is not None:
                return self.regime_of(index)
        return self.regimes[0]

    def event_regime(self, day, event):
        """The regime under which a shift was worked."""
        if event.get("regime"):
            return self.regime_named(event["regime"])
        return self.seat_regime(day)

    def seat_regime(self, day):
        """The regime of the seat, else of the last one, else of the first that is known."""
        for index in (self.seat(day), self.last_seat(day)):
            if index is not None:
                return self.regime_of(index)
        for index, enrollment in enumerate(self.facts.enrollments):
            if enrollment.decided is None or enrollment.decided <= day:
                return self.regime_of(index)
        return self.regimes[0]

    def unsubscribe(self, day):
        """End the enrollments that have begun: this day is their last."""
        for index, enrollment in enumerate(self.facts.enrollments):
            if enrollment.begin <= day and index not in self.ended:
                self.ended[index] = day
        self.unsubscribed_on.append(day)
        self.consequences.append((day, "unsubscribed"))

    def pay_once(self, day):
        """Whether the co-op's cycle of a day has not been paid for yet; now it is."""
        cycle = (day - self.anchor).days // 28
        if cycle in self.paid:
            return False
        self.paid.add(cycle)
        return True

    def is_own_cycle_start(self, day, seat):
        """Whether a cycle of the member's own starts, 28 days after the seat's first or anchor."""
        enrollment = self.facts.enrollments[seat]
        anchor = day_of(enrollment.get("anchor"))
        if anchor is None:
            return day > enrollment.begin and (day - enrollment.begin).days % 28 == 0
        return (day - anchor).days % 28 == 0

    def is_cycle_start(self, day, anchor, weeks):
        """Whether a cycle of the co-op starts on a day."""
        return (day - anchor).days % (7 * weeks) == 0
