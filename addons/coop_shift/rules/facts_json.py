"""Reading a member's facts from JSON, as other systems write them. WHATIF.md documents the
format."""

from .errors import FactsError, unknown
from .facts import (
    Attendance,
    Correction,
    Enrollment,
    Facts,
    Grace,
    Holiday,
    Leave,
    Registration,
    Share,
    Stop,
)
from .reading import Reader

FROM = ("from", "start", "date_from", "date_begin")
TO = ("to", "end", "date_to", "date_end", "until")
SAME_KIND = {
    "attended": "present", "done": "present", "worked": "present", "missed": "absent", "unexcused":
    "absent", "makeup": "make_up", "make-up": "make_up", "catch_up": "make_up", "removed":
    "withdrawn", "deleted": "withdrawn", "cancel": "cancelled", "canceled": "cancelled", "open":
    "expected",
}  # fmt: skip
SAME_STATE = {
    "done": "confirmed",
    "approved": "confirmed",
    "granted": "confirmed",
    "canceled": "cancelled",
}
SEAT_WORDS = ("abcd", "fixed", "standard", "regular", "recurring", "weekly")
FREE_WORDS = ("flying", "irregular", "freelance", "ftop", "volant", "free")
"""What co-ops call the two ways of owing work: a policy with one of the words knows them all."""
APART = ("make_up", "solidarity", "meeting")
"""Kinds that, without an id, are another event than the member's own shift of that day."""


class Intake:
    """Reads one member; ``ignored`` lists the paths of what nobody reads.

    :param history: the :class:`policy.PolicyHistory`, to refuse names that none of its versions has
    """

    def __init__(self, data, path="", history=None):
        self.node = Reader(data, path, FactsError)
        self.ignored = []
        self.known = known_names(history) if history else {}

    def facts(self):
        """The :class:`facts.Facts` of the member.

        :raise FactsError: with the path in the JSON and what is expected there
        """
        lists = {
            "shares": self._share, "enrollments": self._enrollment, "corrections": self._correction,
            "leaves": self._leave, "graces": self._grace, "extensions": self._extension,
            "stops": self._stop, "blocks": self._block, "unpaid": self._unpaid,
            "registrations": self._registration, "holidays": self._holiday, "reduced_debits":
            self._day,
        }  # fmt: skip
        read = {name: self._each(name, reader) for name, reader in lists.items()}
        attendances = self._attendances()
        self._note(self.node, *lists, "attendances", "member", "name", "id", "about")
        return Facts(
            shares=read["shares"],
            enrollments=read["enrollments"],
            attendances=attendances,
            corrections=_in_effect(read["corrections"]),
            leaves=_in_effect(read["leaves"]),
            graces=read["graces"] + read["extensions"],
            stops=read["stops"] + read["blocks"] + read["unpaid"],
            registrations=read["registrations"],
            holidays=read["holidays"],
            reduced_debits=read["reduced_debits"],
        )

    def _each(self, name, read):
        return tuple(dict.fromkeys(read(item) for item in self.node.field(name, []).items()))

    def _name(self, node, what):
        """A name that some version of the policy knows."""
        name, known = node.text(), self.known.get(what)
        if known is not None and name not in known:
            raise unknown(node.path, what, name, known)
        return name

    def _regime(self, node):
        """A regime of the policy, or another co-op's word for it."""
        name, known = node.text(), self.known.get("regime", ())
        for words in (SEAT_WORDS, FREE_WORDS):
            if name not in known and name in words:
                name = next((word for word in words if word in known), name)
        return self._name(Reader(name, node.path, FactsError), "regime")

    def _note(self, node, *known):
        self.ignored += [
            node.field(key, 0).path
            for key in node.mapping()
            if key not in known and not key.startswith("_")
        ]

    # periods

    def _period(self, node, *known, open_ended=True):
        self._note(node, *FROM, *TO, *known)
        start = _first(node, FROM).day()
        last = _first(node, TO, None if open_ended else ...)
        end = last.maybe(Reader.day)
        if end is not None and end < start:
            last.fail(f"a date on or after {start}")
        return start, end

    def _share(self, node):
        start, end = self._period(node, "worker", "type", "quantity")
        return Share(start, end, node.field("worker", True).flag())

    def _enrollment(self, node):
        start, end = self._period(
            node, "regime", "decided", "anchor", "withdrawn", "id", "template"
        )
        return Enrollment(
            self._regime(node.field("regime")),
            start,
            end,
            node.field("decided", None).maybe(Reader.day),
            node.field("anchor", None).maybe(Reader.day),
            node.field("withdrawn", None).maybe(Reader.day),
        )

    def _leave(self, node):
        start, end = self._period(node, "id", "type", "standing", "state", "missed", "open_until")
        kind = self._leave_type(node)
        state = node.field("state", "confirmed").text()
        return Leave(
            node.field("id", f"{kind} {start}").label(),
            kind,
            start,
            end,
            SAME_STATE.get(state, state),
            node.field("missed", None).maybe(Reader.integer, 0),
            node.field("open_until", None).maybe(Reader.day),
        )

    def _leave_type(self, node):
        """The type named, or the first of the policy with the standing named."""
        types = self.known.get("leave type")
        if node.has("type") or not types or not node.has("standing"):
            return self._name(node.field("type"), "leave type")
        wanted = node.field("standing").choice(*dict.fromkeys(types.values()))
        return next(name for name, standing in types.items() if standing == wanted)

    def _grace(self, node, kind="grace"):
        start, end = self._period(node, "kind", "id", open_ended=False)
        return Grace(start, end, node.field("kind", kind).choice("grace", "extension"))

    def _extension(self, node):
        return self._grace(node, "extension")

    def _stop(self, node, kind=None):
        start, end = self._period(node, "kind", "id", "reason")
        named = node.field("kind", *([kind] if kind else []))
        return Stop(self._name(named, "kind of stop"), start, end)

    def _block(self, node):
        return self._stop(node, "blocked")

    def _unpaid(self, node):
        return self._stop(node, "unpaid")

    def _holiday(self, node):
        start, end = self._period(node, "kind", "forgive", "name", open_ended=False)
        kind = node.field("kind").text()
        if kind == "long":
            kind = f"long_{node.field('forgive').choice('all', 'half')}"
        else:
            self._name(node.field("kind"), "kind of holiday")
        return Holiday(kind, start, end)

    # days

    def _day(self, node):
        if isinstance(node.value, dict):
            return (node.field("cycle", None) if node.has("cycle") else node.field("date")).day()
        return node.day()

    def _correction(self, node):
        self._note(node, "id", "date", "counter", "amount", "reason", "withdrawn")
        if node.field("withdrawn", False).flag():
            return Correction(node.field("id").label(), None, "", 0)
        day, counter = node.field("date").day(), self._name(node.field("counter"), "counter")
        amount = node.field("amount").number()
        reason = str(node.field("reason", "").value)
        named = node.field("id", f"{day} {counter} {amount} {reason}".strip())
        return Correction(named.label(), day, counter, amount, reason)

    def _registration(self, node):
        self._note(node, "id", "date", "booked", "cancelled")
        day = node.field("date").day()
        return Registration(
            node.field("id", str(day)).label(),
            day,
            node.field("booked", None).maybe(Reader.day),
            node.field("cancelled", None).maybe(Reader.day),
        )

    def _attendances(self):
        """In the order in which they were recorded; of one id only the last counts."""
        read = [
            (_recorded(node, place), self._attendance(node), _given(node))
            for place, node in enumerate(self.node.field("attendances", []).items())
        ]
        known = {}
        for _order, fact, given in sorted(read, key=lambda one: one[0]):
            known[fact.id] = self._later(known.get(fact.id), fact, given)
        for fact_id, fact in known.items():
            if isinstance(fact.date, Reader):
                raise FactsError(
                    fact.date.path, f'is missing; no earlier record of "{fact_id}" has one'
                )
        return tuple(known.values())

    @staticmethod
    def _later(earlier, fact, given):
        """A later record of one event: what it does not repeat stays as it was."""
        if earlier is None:
            return fact
        names = ("regime", "factor", "minutes", "time", "holiday")
        kept = {name: getattr(earlier, name) for name in names if name not in given}
        if isinstance(fact.date, Reader):
            kept["date"] = earlier.date
        return fact._replace(**kept)

    def _attendance(self, node):
        self._note(
            node,
            "id",
            "date",
            "time",
            "kind",
            "regime",
            "factor",
            "minutes",
            "holiday",
            "recorded",
            "recorded_at",
            "withdrawn",
        )
        kind = self._kind(node)
        day = node.field("date").day() if node.has("date") else node.field("date", 0)
        time = _minutes(node)
        place = kind if kind in APART else "shift"
        named = node.field("id", f"{day} {place} {time}") if node.has("date") else node.field("id")
        return Attendance(
            named.label(),
            day,
            kind,
            regime=node.field("regime", None).maybe(self._regime),
            factor=node.field("factor", 1).number(0),
            minutes=node.field("minutes", None).maybe(Reader.integer, 0),
            time=time,
            holiday=node.field("holiday", None).maybe(Reader.text),
        )

    def _kind(self, node):
        if node.field("withdrawn", False).flag():
            return "withdrawn"
        kind = node.field("kind").text()
        known = self.known.get("kind", ())
        kind = kind if kind in known else SAME_KIND.get(kind, kind)
        if known and kind not in known:
            raise unknown(node.field("kind").path, "kind", kind, known)
        return kind


def known_names(history):
    """What the versions of a policy have, by what it is: regimes, kinds, counters, leave types…"""
    policies = [policy for _start, policy in history.versions]
    regimes = [regime for policy in policies for regime in policy.regimes.values()]
    return {
        "regime": dict.fromkeys(regime.name for regime in regimes),
        "kind": dict.fromkeys(kind for regime in regimes for kind in regime.kinds),
        "counter": dict.fromkeys(name for policy in policies for name in policy.counters),
        "leave type": {
            name: leave.standing
            for policy in policies
            for name, leave in policy.leave_types.items()
        },
        "kind of stop": dict.fromkeys(stop.name for policy in policies for stop in policy.stops),
        "kind of holiday": dict.fromkeys(name for policy in policies for name in policy.holidays),
    }


def _in_effect(facts):
    """Of the corrections, or leaves, of one id only the last; none, when that one is withdrawn."""
    last = {fact.id: fact for fact in facts}
    withdrawn = [
        fact.id for fact in last.values() if isinstance(fact, Correction) and not fact.date
    ]
    return tuple(fact for fact in last.values() if fact.id not in withdrawn)


def _first(node, names, default=...):
    """The first of some names that is given."""
    for name in names:
        if node.has(name):
            return node.field(name)
    return node.field(names[0]) if default is ... else node.field(names[0], default)


def _recorded(node, place):
    """What orders two records of one event: numbers, then dates, each before those recorded later;
    else their place."""
    value = node.value.get("recorded", node.value.get("recorded_at"))
    if value is None:
        return (0, 0, "", place)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (1, value, "", place)
    return (1, 0, str(value), place)


def _given(node):
    """Which values of an attendance a record says."""
    names = {name for name in ("regime", "factor", "minutes", "time", "holiday") if node.has(name)}
    return names | ({"time"} if _minutes(node) else set())


def _minutes(node):
    """Minutes since midnight, from ``time`` ("10:45") or the moment written in ``date``."""
    text = node.field("time", "").value
    if not text and isinstance(node.value.get("date"), str) and len(node.value["date"]) > 11:
        text = node.value["date"][11:16]
    if not text:
        return 0
    try:
        hours, minutes = str(text).split(":")[:2]
        return int(hours) * 60 + int(minutes)
    except ValueError:
        node.field("time").fail("a time like 10:45")
