"""A member's ledger and standing, told in sentences.

The words are an argument, so that the same rule speaks every language; ``ENGLISH`` are those of
the examples below.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

LATE = ("alert", "grace")
STOPPED = ("suspended", "frozen")


class Counter(NamedTuple):
    """How a counter is spoken of.

    :param name: what the co-op calls it
    :param repaid: it counts what is owed: make-ups bring it back to 0 and no further
    :param minutes: its unit is the minute, not the shift
    """

    name: str
    repaid: bool = False
    minutes: bool = False


class Event(NamedTuple):
    """One thing that happened, with what remains of it once reversals are taken off.

    :param amounts: ``((counter, amount), …)``, never 0; empty: it was taken back, or costs nothing
    :param before: the first day on which shopping stops if nothing is made up, when known
    :param settled: the first day on which nothing was owed any more, when it came in time
    :param source: that of its lines in the ledger
    """

    day: date
    reason: str
    amounts: tuple = ()
    before: date | None = None
    settled: date | None = None
    source: str = ""


ENGLISH = {
    "line": "{day}: {what}",
    "numbers": ("zero", "one", "two", "three", "four", "five", "six"),
    "owes_one": "{count} make-up to do",
    "owes": "{count} make-ups to do",
    "repaid_one": "{count} make-up less to do",
    "repaid": "{count} make-ups less to do",
    "less_one": "{count} shift less on your counter",
    "less": "{count} shifts less on your counter",
    "more_one": "{count} shift more on your counter",
    "more": "{count} shifts more on your counter",
    "less_minutes": "{count} minutes less",
    "more_minutes": "{count} minutes more",
    "named": "{what} ({counter})",
    "before": "{what} before {day}",
    "settled": "done on {day}",
    "taken_back": "corrected, nothing to make up",
    "absent": "absent",
    "make_up": "make-up worked",
    "debit": "new cycle",
}


def counters(policy, names):
    """How the counters of a policy are spoken of: ``{code: Counter}``.

    :param policy: ``coop_shift.rules.policy.Policy``
    :param names: ``{code: name}``
    """
    repaid = {
        pour.counter
        for regime in policy.regimes.values()
        for kind in regime.kinds.values()
        for effect in kind.effects
        for pour in effect.into
        if pour.up_to == 0
    }
    return {
        code: Counter(names.get(code, code), code in repaid, policy.units.get(code) == "minute")
        for code in {**dict.fromkeys(policy.counters), **names}
    }


def events(entries, periods):
    """What happened, newest first: the lines of one event and their reversals are one.

    :param entries: ``coop_shift.rules.facts.Entry`` in order of writing
    :param periods: the standings ``[(from_date, standing), …]`` in order

    >>> from odoo.addons.coop_shift.rules.facts import Entry
    >>> absent = Entry("7:abcd", "abcd", date(2026, 11, 12), -2, "absent", "7")
    >>> line = [(date(2026, 1, 1), "up_to_date"), (date(2026, 11, 12), "alert"),
    ...         (date(2026, 12, 10), "suspended")]
    >>> [event] = events([absent], line)
    >>> event.amounts, str(event.before)
    ((('abcd', -2.0),), '2026-12-10')
    >>> undone = Entry("7:abcd:r", "abcd", date(2026, 11, 12), 2, "absent", "7", None, "7:abcd")
    >>> [event] = events([absent, undone], line[:1])
    >>> event.amounts, event.before
    ((), None)
    """
    found = defaultdict(list)
    for entry in entries:
        found[entry.source].append(entry)
    told = [_event(lines, periods) for lines in found.values()]
    return sorted(told, key=lambda event: event.day, reverse=True)


def _event(lines, periods):
    totals = defaultdict(float)
    for line in lines:
        totals[line.counter] = round(totals[line.counter] + line.amount, 2)
    amounts = tuple((counter, amount) for counter, amount in totals.items() if amount)
    written = [line for line in lines if not line.reverses]
    last = (written or lines)[-1]
    costs = any(amount < 0 for _counter, amount in amounts)
    before, settled = _deadline(last.date, periods) if costs else (None, None)
    return Event(last.date, last.reason, amounts, before, settled, last.source)


def _deadline(day, periods):
    """``(first day stopped, first day settled)`` of a debt that began on a day; one is ``None``."""
    after = [(start, standing) for start, standing in periods if start > day]
    now = [standing for start, standing in periods if start <= day][-1:]
    if not now or now[0] not in LATE:
        return None, None
    for start, standing in after:
        if standing in STOPPED:
            return start, None
        if standing not in LATE:
            return None, start
    return None, None


def tell(event, spoken, words, show_day):
    """One sentence about an event.

    :param spoken: ``{counter: Counter}``
    :param words: templates like ``ENGLISH``; a reason without a word is told by its code
    :param show_day: a function that writes a date

    >>> spoken = {"abcd": Counter("Make-ups", repaid=True), "flying": Counter("Flying")}
    >>> show = "{0.day} {0:%b}".format
    >>> absent = Event(date(2026, 11, 12), "absent", (("abcd", -2),), date(2026, 12, 10))
    >>> tell(absent, spoken, ENGLISH, show)
    '12 Nov: absent, two make-ups to do before 10 Dec'
    >>> in_time = absent._replace(before=None, settled=date(2026, 11, 30))
    >>> tell(in_time, spoken, ENGLISH, show)
    '12 Nov: absent, two make-ups to do, done on 30 Nov'
    >>> tell(absent._replace(amounts=(), before=None), spoken, ENGLISH, show)
    '12 Nov: absent, corrected, nothing to make up'
    >>> tell(Event(date(2026, 11, 16), "make_up", (("abcd", 1),)), spoken, ENGLISH, show)
    '16 Nov: make-up worked, one make-up less to do'
    >>> tell(Event(date(2026, 11, 23), "debit", (("flying", -1),)), spoken, ENGLISH, show)
    '23 Nov: new cycle, one shift less on your counter'
    """
    parts = [words.get(event.reason, event.reason)]
    parts += [effect(spoken, words, *amount) for amount in event.amounts]
    if not event.amounts:
        parts.append(words["taken_back"])
    if event.before:
        parts[-1] = words["before"].format(what=parts[-1], day=show_day(event.before))
    if event.settled:
        parts.append(words["settled"].format(day=show_day(event.settled)))
    return words["line"].format(day=show_day(event.day), what=", ".join(parts))


def effect(spoken, words, counter, amount):
    """What an amount means for the member.

    >>> both = {"a": Counter("Regular"), "b": Counter("Bonus")}
    >>> effect(both, ENGLISH, "b", 1.5)
    '1.5 shifts more on your counter (Bonus)'
    >>> effect({"time": Counter("Minutes", minutes=True)}, ENGLISH, "time", -180)
    '180 minutes less'
    """
    how = spoken.get(counter, Counter(counter))
    what = counted(words, _effect_code(how, amount), abs(amount))
    alike = [one for one in spoken.values() if one.repaid == how.repaid]
    return what if len(alike) < 2 else words["named"].format(what=what, counter=how.name)


def _effect_code(how, amount):
    if how.minutes:
        return "less_minutes" if amount < 0 else "more_minutes"
    if how.repaid:
        return "owes" if amount < 0 else "repaid"
    return "less" if amount < 0 else "more"


def counted(words, code, count, **values):
    """A template of the words with a number written as people say it.

    :param values: what else the template names

    >>> counted(ENGLISH, "owes", 2), counted(ENGLISH, "owes", 1), counted(ENGLISH, "owes", 12)
    ('two make-ups to do', 'one make-up to do', '12 make-ups to do')
    """
    numbers = words["numbers"]
    said = numbers[int(count)] if count in range(len(numbers)) else f"{count:g}"
    template = words.get(f"{code}_one") if count == 1 else None
    return (template or words[code]).format(count=said, **values)
