"""Random lives of members, as facts in WHATIF.md's format: only ``random.Random``, no library."""

import random
from datetime import date, timedelta

FIRST = date(2026, 1, 1)
COUNT_DAYS = {  # a day on which a cycle of the co-op starts, and the days between two
    "la_louve": (date(2015, 12, 28), 28),
    "weekly_three_hours": (date(2015, 12, 28), 7),
    "bees": (date(2017, 1, 2), 28),
    "supercoop_berlin": (date(2021, 1, 4), 28),
    "elefan": (date(2016, 1, 4), 28),
    "park_slope": (date(2023, 1, 2), 42),
}
REGIMES = {
    "la_louve": ("abcd", "flying"),
    "weekly_three_hours": ("weekly", "flying"),
    "bees": ("regular", "irregular"),
    "supercoop_berlin": ("abcd", "flying"),
    "elefan": ("flying",),
    "park_slope": ("recurring", "freelance"),
}
COUNTERS = {
    "la_louve": ("abcd", "flying"),
    "weekly_three_hours": ("weekly", "flying"),
    "bees": ("regular", "compensation"),
    "supercoop_berlin": ("balance",),
    "elefan": ("time",),
    "park_slope": ("shifts",),
}
KINDS = ["present", "absent", "absent", "excused", "late", "replaced", "make_up", "make_up"] * 3
KINDS += ["waiting", "expected", "cancelled"]
MORE_KINDS = {
    "la_louve": ["bereavement"] * 3,
    "weekly_three_hours": ["bereavement"] * 3,
    "bees": ["half_excused"] * 5,
    "supercoop_berlin": ["solidarity"] * 5,
    "elefan": [],
    "park_slope": ["meeting"] * 5,
}
LEAVES = {
    "la_louve": ("temporary", "anticipated", "open_ended", "parental", "incapacity", "exemption"),
    "bees": ("holiday", "exemption"),
    "supercoop_berlin": ("exemption",),
    "elefan": ("frozen", "exemption"),
    "park_slope": ("leave", "parental", "exemption"),
}
LEAVES["weekly_three_hours"] = LEAVES["la_louve"]
STOPS = {
    "bees": ("unpaid", "blocked", "withdrawn"),
    "elefan": ("unpaid", "blocked", "expired", "closed", "withdrawn"),
}
HOLIDAYS = {
    "la_louve": ("closed", "open", "all", "half"),
    "weekly_three_hours": ("closed", "open", "all", "half"),
    "elefan": (),
}
TIMES = ("07:30", "10:45", "13:45", "13:45", "18:00")
DUTY_FROM_SHARES = ("supercoop_berlin", "elefan", "park_slope")


def next_cycle(event):
    """The 28th day after an event."""
    return date.fromisoformat(event["date"]) + timedelta(days=28)


def life(preset, seed):
    """A random life: its facts, and the last day to look at."""
    return Maker(preset, random.Random(f"{preset} {seed}")).make()


class Maker:
    """Makes one life."""

    def __init__(self, preset, chance):
        self.preset = preset
        self.chance = chance
        self.begin = FIRST + timedelta(days=chance.randrange(0, 700))
        self.last = self.begin + timedelta(days=chance.randrange(365, 1096))
        self.number = 0

    def make(self):
        """All kinds of facts, each in its own measure."""
        facts = {"shares": self.shares(), "enrollments": self.enrollments()}
        facts["attendances"] = self.attendances()
        for key in ("corrections", "leaves", "graces", "extensions", "stops", "holidays"):
            facts[key] = getattr(self, key)()
        facts["reduced_debits"] = self.reduced_debits()
        for key in ("blocks", "unpaid"):
            facts[key] = [self.period(self.day(), 40) for _one in range(self.some(1, 0.15))]
        facts["registrations"] = self.registrations(facts["attendances"])
        return {key: value for key, value in facts.items() if value}, self.last

    def day(self, count_day=0.25):
        """A day of the life; now and then a count day, a leap day or a 28th day."""
        day = self.begin + timedelta(days=self.chance.randrange((self.last - self.begin).days))
        if self.chance.random() < count_day:
            anchor, length = COUNT_DAYS[self.preset]
            day -= timedelta(days=(day - anchor).days % length)
        elif self.chance.random() < 0.05:
            day = date(2028, 2, 29)
        return min(max(day, self.begin), self.last)

    def period(self, begin, longest, open_ended=0.1):
        """A period of at most so many days, as two texts."""
        end = begin + timedelta(days=self.chance.randrange(longest))
        if self.chance.random() < open_ended:
            return {"from": str(begin)}
        return {"from": str(begin), "to": str(end)}

    def name(self):
        """A new id."""
        self.number += 1
        return self.number

    def some(self, at_most, often=0.5):
        """A small number, 0 in the other cases."""
        return self.chance.randint(1, at_most) if self.chance.random() < often else 0

    def shares(self):
        """One purchase, several, or two memberships with a gap; now and then without duty."""
        way = self.chance.random()
        if way < 0.5:
            return [{"from": str(self.begin), "to": None}]
        middle = self.day()
        if way < 0.75:
            bought = [{"from": str(self.begin)}, {"from": str(middle)}]
            if self.preset == "elefan":  # see the known fault "more shares"
                bought[0]["to"] = str(middle + timedelta(days=self.chance.randrange(-1, 60)))
            if self.chance.random() < 0.3:
                bought[0]["worker"] = False
            return bought
        back = middle + timedelta(days=self.chance.randrange(1, 120))
        return [{"from": str(self.begin), "to": str(middle)}, {"from": str(back)}]

    def enrollments(self):
        """None, or up to four one after the other, with or without gaps."""
        if self.preset in DUTY_FROM_SHARES and self.chance.random() < 0.4:
            return []
        seats, day = [], self.begin
        if self.chance.random() < 0.3:
            day += timedelta(days=self.chance.randrange(1, 100))
        for _seat in range(self.chance.choice((1, 1, 2, 2, 3, 4))):
            seat = {"regime": self.chance.choice(REGIMES[self.preset]), "from": str(day)}
            if self.chance.random() < 0.2:
                seat["decided"] = str(day - timedelta(days=self.chance.randrange(0, 40)))
            if self.preset in ("bees", "elefan") and self.chance.random() < 0.15:
                seat["anchor"] = str(day + timedelta(days=self.chance.randrange(-60, 60)))
            seats.append(seat)
            day += timedelta(days=self.chance.randrange(20, 400))
            seat["to"] = str(day)
            day += timedelta(days=self.chance.choice((1, 1, 1, 5, 40)))
        if self.chance.random() < 0.8:
            del seats[-1]["to"]
        return seats

    def attendances(self):
        """Shifts of all kinds, with hours; several on one day; recorded anew; without an id."""
        kinds = KINDS + MORE_KINDS[self.preset]
        events = []
        for _event in range(self.chance.randrange(0, 30)):
            again = events and self.chance.random() < 0.15  # the 28th day after another one
            day = next_cycle(events[-1]) if again else self.day()
            for _shift in range(self.chance.choice((1, 1, 2, 3))):
                event = {"id": self.name(), "kind": self.chance.choice(kinds), "date": str(day)}
                if self.chance.random() < 0.9:
                    event["time"] = self.chance.choice(TIMES)
                if event["kind"] == "make_up" and self.chance.random() < 0.3:
                    event["factor"] = self.chance.choice((0.5, 1.5, 2))
                if self.preset == "elefan" and self.chance.random() < 0.3:
                    event["minutes"] = self.chance.choice((60, 90, 165, 240))
                if self.chance.random() < 0.05:
                    event["regime"] = self.chance.choice(REGIMES[self.preset])
                if self.chance.random() < 0.03:
                    event["holiday"] = self.chance.choice(("none", "closed"))
                events.append(event)
        return self.recorded_anew(events, kinds)

    def recorded_anew(self, events, kinds):
        """Now and then an event is corrected, withdrawn or recorded twice; in any order."""
        for event in list(events):
            if self.chance.random() < 0.06:
                if "factor" not in event:
                    events.append({"id": event["id"], "kind": self.chance.choice(kinds)})
            elif self.chance.random() < 0.04:
                gone = {"kind": "withdrawn"} if self.chance.random() < 0.5 else {"withdrawn": True}
                events.append({"id": event["id"], **gone})
            elif self.chance.random() < 0.04:
                events.append(dict(event))
        if self.chance.random() < 0.2:
            for place, event in enumerate(events):
                event["recorded"] = place
            self.chance.shuffle(events)
        return events

    def corrections(self):
        """Entries by hand."""
        unit = 60 if self.preset == "elefan" else 1
        found = [
            {
                "id": f"c{self.name()}",
                "date": str(self.day()),
                "counter": self.chance.choice(COUNTERS[self.preset]),
                "amount": self.chance.choice((-9, -3, -2, -1, 1, 1, 2, 3, 5)) * unit,
                "reason": "by hand",
            }
            for _one in range(self.some(4))
        ]
        if found and self.chance.random() < 0.2:
            found.append({**found[0], "amount": unit})
        elif found and self.chance.random() < 0.2:
            found.append({**found[0], "withdrawn": True})
        return found

    def one_after_the_other(self, at_most, longest, apart=1):
        """Periods that do not overlap."""
        found, day = [], self.begin + timedelta(days=self.chance.randrange(200))
        for _one in range(at_most):
            found.append(self.period(day, longest, 0))
            day = date.fromisoformat(found[-1]["to"])
            day += timedelta(days=self.chance.randrange(apart, apart + 200))
        return found

    def leaves(self):
        """Leaves of each type, none over another."""
        found = self.one_after_the_other(self.some(4, 0.6), 150)
        for leave in found:
            leave["type"] = self.chance.choice(LEAVES[self.preset])
            if leave["type"] == "anticipated" and self.chance.random() < 0.5:
                leave["missed"] = self.chance.randint(2, 4)
            if self.chance.random() < 0.1:
                leave["state"] = self.chance.choice(("draft", "done", "refused"))
        if found and self.chance.random() < 0.2:
            del found[-1]["to"]
        return found

    def graces(self):
        """Ten days at the door."""
        return [self.period(self.day(), 11, 0) for _one in range(self.some(3, 0.4))]

    def extensions(self):
        """A month from the office."""
        return [self.period(self.day(), 29, 0) for _one in range(self.some(3, 0.4))]

    def stops(self):
        """Stops of each kind."""
        kinds = STOPS.get(self.preset, ("unpaid", "blocked"))
        return [
            {"kind": self.chance.choice(kinds), **self.period(self.day(), 60)}
            for _one in range(self.some(2, 0.4))
        ]

    def holidays(self):
        """Holidays of the shop, none over another."""
        kinds = HOLIDAYS.get(self.preset, ("closed",))
        if not kinds:
            return []
        found = self.one_after_the_other(self.some(4), 20)
        for holiday in found:
            kind = self.chance.choice(kinds)
            holiday["kind"] = "long" if kind in ("all", "half") else kind
            if holiday["kind"] == "long":
                holiday["forgive"] = kind
        return found

    def reduced_debits(self):
        """Requests of a reduced debit, some of them one after the other."""
        if self.preset not in ("la_louve", "weekly_three_hours"):
            return []
        length = COUNT_DAYS[self.preset][1]
        first = self.day()
        wanted = [first + timedelta(days=length * step) for step in range(self.some(5, 0.4))]
        return [str(day) for day in wanted]

    def registrations(self, attendances):
        """Shifts booked ahead: of their own, and of shifts that took place."""
        if self.preset != "supercoop_berlin":
            return []
        found = []
        for _one in range(self.some(8, 0.6)):
            day = self.day()
            booked = day - timedelta(days=self.chance.randrange(1, 60))
            one = {"id": f"r{self.name()}", "date": str(day), "booked": str(booked)}
            if self.chance.random() < 0.3:
                gone = booked + timedelta(days=self.chance.randrange(0, 60))
                one["cancelled"] = str(min(gone, day))
            found.append(one)
        known = {event["id"]: event["date"] for event in attendances if "date" in event}
        for name, text in known.items():
            if self.chance.random() < 0.2:
                booked = date.fromisoformat(text) - timedelta(days=self.chance.randrange(1, 30))
                found.append({"id": name, "date": text, "booked": str(booked)})
        return found
