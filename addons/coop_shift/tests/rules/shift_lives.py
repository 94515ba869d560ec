"""Short ways to write a member's life in a test, and to ask about it."""

import json
from datetime import date, timedelta

from coop_shift_rules.credits import balances
from coop_shift_rules.facts_json import Intake
from coop_shift_rules.fold import Fold
from coop_shift_rules.policy import PolicyHistory, preset, preset_data
from coop_shift_rules.standing import BEFORE, at


def day(text):
    return date.fromisoformat(text)


def days(start, count):
    return [start + timedelta(days=shift) for shift in range(count)]


def standing_on(facts, history, until, when):
    """The standing on one day, judged by itself as a request for grace is; see ``respite``."""
    fold = Fold(facts, history, until).run(when)
    return fold.standing(when) if fold.periods else BEFORE


class Lived:
    """A member's life under a policy, as JSON tells it: asks for balances and standings on a day
    given as text."""

    def __init__(self, policy, until="2027-12-31", **facts):
        self.history = policy if isinstance(policy, PolicyHistory) else preset(policy)
        self.facts = Intake(json.loads(json.dumps(facts))).facts()
        self.until = day(until)
        self.fold = Fold(self.facts, self.history, self.until).run()
        self.entries = self.fold.entries
        self.timeline = self.fold.periods

    def balance(self, counter, on="2027-12-31"):
        return balances(self.entries, day(on)).get(counter, 0)

    def standing(self, on):
        """The standing on a day: the timeline's and that day's verdict, which must agree."""
        found = at(self.timeline, day(on))
        assert found == standing_on(self.facts, self.history, self.until, day(on))
        return found

    def may_shop(self, on):
        return self.standing(on) in self.history.on(day(on)).may_shop

    def happened(self, kind):
        return [str(fact.date) for fact in self.fold.consequences if fact.kind == kind]

    def debits(self):
        return {str(e.date): e.amount for e in self.entries if e.reason == "debit"}


def seat(regime, since="2026-01-01", to=None, **more):
    return {"regime": regime, "from": since, "to": to, **more}


def came(kind, on, **more):
    return {"kind": kind, "date": on, "id": f"{kind} {on}", **more}


def changed(name, values):
    """A preset with other values, given as ``{path: value}``; ``None`` takes one away."""
    data = preset_data(name)
    for path, value in values.items():
        *parents, last = path.split(".")
        place = data
        for parent in parents:
            place = place[parent]
        place[last] = value
    return PolicyHistory.from_data(data)
