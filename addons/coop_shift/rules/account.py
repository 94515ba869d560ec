"""What the days that are over leave to the days to come: a state that can be kept."""

from datetime import date
from heapq import heapify

from .clocks import Clock

#: What a state is made of. Raised when a kept one says less, or something else, than one made now.
SHAPE = 2


class Account:
    """The state of a duty account at the end of a day.

    ``day``: the last day that is over, ``None`` before the first. ``balances``: of each counter,
    all its lines; ``counted``: without what waits for a count, which is in ``waiting`` as ``(day,
    counter, amount)``. ``since``: for each :class:`Clock` that is running, the day on which it
    began. ``debited``: first days of the last cycles that were debited, ``reduced`` those of them
    at the reduced rate; ``once_spent``: see :class:`policy.DebitRule`. ``yearly``: how often a
    kind of attendance came in a year, as ``{(kind, year): number}``. ``streak``: absences in a
    row, the last of them on ``missed_on``; ``missed``: days of shifts missed, for the team.
    ``exits``: days whose end unsubscribed the member; ``lost``: days on which a freeze took the
    place. ``frozen``: whether the member is. ``standing``: of ``day``, ``None`` before the first.
    """

    __slots__ = (
        "balances",
        "counted",
        "day",
        "debited",
        "exits",
        "frozen",
        "lost",
        "missed",
        "missed_on",
        "once_spent",
        "reduced",
        "since",
        "standing",
        "streak",
        "waiting",
        "yearly",
    )

    def __init__(self):
        self.day = self.missed_on = self.standing = None
        self.balances, self.counted, self.since, self.yearly = {}, {}, {}, {}
        self.waiting, self.debited, self.exits, self.lost, self.missed = [], [], [], [], []
        self.reduced = set()
        self.once_spent = self.frozen = False
        self.streak = 0

    def to_data(self):
        """The state as plain data, for JSON; what is empty is left out, and ``counted`` where it
        is the balances.

        >>> account = Account()
        >>> account.day, account.balances = date(2026, 11, 30), {"abcd": -2}
        >>> account.since[Clock(("abcd",), False, -0.005)] = date(2026, 11, 23)
        >>> data = account.to_data()
        >>> data["day"], data["balances"], data["since"]
        ('2026-11-30', {'abcd': -2}, [[['abcd'], False, -0.005, '2026-11-23']])
        >>> Account.from_data(data).to_data() == data
        True
        """
        data = {
            "balances": dict(self.balances),
            "since": [_said(*pair) for pair in self.since.items()],
            "waiting": [[str(day), *rest] for day, *rest in sorted(self.waiting)],
            "yearly": [[*key, number] for key, number in self.yearly.items()],
            "reduced": sorted(map(str, self.reduced)),
            "once_spent": self.once_spent,
            "frozen": self.frozen,
            "streak": self.streak,
            "standing": self.standing,
        }
        data |= {name: [str(day) for day in getattr(self, name)] for name in LISTS}
        data |= {name: str(day) for name in DAYS if (day := getattr(self, name))}
        data = {name: value for name, value in data.items() if value}
        if self.counted != self.balances:
            data["counted"] = dict(self.counted)
        return data

    @classmethod
    def from_data(cls, data):
        """The state that :meth:`to_data` wrote."""
        account = cls()
        account.balances = dict(data.get("balances", ()))
        account.counted = dict(data.get("counted", account.balances))
        account.since = dict(map(_read, data.get("since", ())))
        account.waiting = [(_day(day), *rest) for day, *rest in data.get("waiting", ())]
        heapify(account.waiting)
        account.yearly = {(kind, year): count for kind, year, count in data.get("yearly", ())}
        account.reduced = set(map(_day, data.get("reduced", ())))
        account.once_spent = data.get("once_spent", False)
        account.frozen = data.get("frozen", False)
        account.streak = data.get("streak", 0)
        account.standing = data.get("standing")
        for name in LISTS:
            setattr(account, name, [_day(day) for day in data.get(name, ())])
        for name in DAYS:
            setattr(account, name, _day(data[name]) if name in data else None)
        return account


LISTS = ("debited", "exits", "lost", "missed")
DAYS = ("day", "missed_on")
_day = date.fromisoformat


def _said(clock, day):
    return [list(clock.counters), clock.lowest, clock.edge, str(day)]


def _read(data):
    counters, lowest, edge, day = data
    return Clock(tuple(counters), lowest, edge), _day(day)
