"""May this person shop, now? One question, one answer.

Everything that bears on the answer is a :class:`Span`: a code that holds over some days. Addons
contribute spans (memberships, blocks, standings, passes…); :func:`overlay` lays them on top of
each other and gives a **timeline**, a list of ``(from_date, code)`` that stays right without any
server for as long as no new fact arrives. :func:`at` reads the timeline on one day.

Days are local days of the co-op. A span covers ``start`` (included) to ``end`` (excluded).

>>> from datetime import date
>>> member = Span("ok", date(2026, 1, 10))
>>> alert = Span("alert", date(2026, 11, 23), date(2026, 12, 21))
>>> suspended = Span("suspended", date(2026, 12, 21))
>>> line = overlay([member, alert, suspended], REASONS_WITH_WORK)
>>> for day, code in line: print(day, code)
0001-01-01 not_member
2026-01-10 ok
2026-11-23 alert
2026-12-21 suspended
>>> at(line, date(2026, 12, 1), REASONS_WITH_WORK)
Verdict(allowed=True, code='alert', since=datetime.date(2026, 11, 23), \
until=datetime.date(2026, 12, 21), then='suspended')
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

BASE = "ok"
PASS = "pass"
NOT_MEMBER = "not_member"
#: Codes that say why somebody has no right at all; a present membership silences them.
ABSENCES = frozenset({NOT_MEMBER, "left", "household_ended"})


@dataclass(frozen=True)
class Reason:
    """A code with its meaning. The place in the list is its rank: the first match wins.

    :param allowed: whether a person under this code may shop
    :param liftable: whether a one-day pass lifts this refusal
    :param waives: whether it stands in for a membership: who has it needs none
    """

    code: str
    allowed: bool
    liftable: bool = False
    waives: bool = False


@dataclass(frozen=True)
class Span:
    """A code that holds from ``start`` (included) to ``end`` (excluded, ``None``: open)."""

    code: str
    start: date
    end: date | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer on one day.

    :param since: first day of this code
    :param until: first day on which another code will hold if nothing happens, or ``None``
    :param then: that other code, or ``None``
    """

    allowed: bool
    code: str
    since: date
    until: date | None = None
    then: str | None = None


#: First match wins. Addons insert their refusals before the first allowed reason.
REASONS = (
    Reason("unknown_card", False),
    Reason("revoked_card", False),
    Reason(NOT_MEMBER, False),
    Reason("left", False),
    Reason("blocked", False),
    Reason("unpaid", False, liftable=True),
    Reason("household_ended", False),
    Reason("grace", True),
    Reason("alert", True),
    Reason("exempted", True),
    Reason(BASE, True),
    Reason(PASS, True),
)


def with_refusals(reasons: Sequence[Reason], *added: Reason) -> tuple[Reason, ...]:
    """Insert refusals after the present ones and before what is allowed.

    >>> [r.code for r in with_refusals(REASONS, Reason("suspended", False))][6:9]
    ['household_ended', 'suspended', 'grace']
    """
    first_allowed = next(
        i for i, reason in enumerate(reasons) if reason.allowed and not reason.waives
    )
    return (*reasons[:first_allowed], *added, *reasons[first_allowed:])


def with_waiver(reasons: Sequence[Reason], waiver: Reason) -> tuple[Reason, ...]:
    """Insert what stands in for a membership right after the blocks, which win over it.

    >>> served = Reason("served", True, waives=True)
    >>> reasons = with_refusals(with_waiver(REASONS, served), Reason("suspended", False))
    >>> [r.code for r in reasons][4:9]
    ['blocked', 'served', 'unpaid', 'household_ended', 'suspended']
    >>> winner({"served"}, reasons), winner({"served", "left"}, reasons)
    ('served', 'served')
    >>> winner({"served", "ok", "suspended"}, reasons), winner({"served", "blocked"}, reasons)
    ('served', 'blocked')
    """
    after_blocks = next(i for i, reason in enumerate(reasons) if reason.code == "blocked") + 1
    return (*reasons[:after_blocks], waiver, *reasons[after_blocks:])


REASONS_WITH_WORK = with_refusals(
    REASONS,
    Reason("on_leave", False, liftable=True),
    Reason("unsubscribed", False, liftable=True),
    Reason("suspended", False, liftable=True),
)


def winner(active: set[str], reasons: Sequence[Reason]) -> str:
    """The code that wins among those active on one day.

    >>> winner({"ok", "suspended"}, REASONS_WITH_WORK)
    'suspended'

    A pass lifts a suspension, never a block, and says nothing of who may shop anyway:

    >>> winner({"ok", "suspended", "pass"}, REASONS_WITH_WORK)
    'pass'
    >>> winner({"ok", "blocked", "pass"}, REASONS_WITH_WORK)
    'blocked'
    >>> winner({"ok", "alert", "pass"}, REASONS_WITH_WORK)
    'alert'

    Somebody who left and came back, or a former household person who joined, is a member:

    >>> winner({"ok", "left", "household_ended"}, REASONS)
    'ok'
    >>> winner(set(), REASONS), winner({"pass"}, REASONS), winner({"left", "blocked"}, REASONS)
    ('not_member', 'not_member', 'left')
    """
    waivers = {reason.code for reason in reasons if reason.waives}
    if BASE in active or active & waivers:
        candidates = active - ABSENCES
    elif active & ABSENCES:
        candidates = active
    else:
        candidates = active | {NOT_MEMBER}
    first = next(reason for reason in reasons if reason.code in candidates)
    if first.liftable and PASS in active:
        return PASS
    return first.code


def overlay(
    spans: Iterable[Span], reasons: Sequence[Reason] = REASONS, since: date = date.min
) -> list[tuple[date, str]]:
    """Lay spans on top of each other and return the timeline from ``since`` on.

    :return: ``[(from_date, code), …]``, dates strictly increasing, neighbours differ, the first
        date is ``since``
    :raise ValueError: when a span carries a code that is not among the reasons

    >>> overlay([])
    [(datetime.date(1, 1, 1), 'not_member')]
    >>> day = date(2026, 5, 4)
    >>> overlay([Span("ok", date(2020, 1, 1), date(2026, 6, 1))], since=day)
    [(datetime.date(2026, 5, 4), 'ok'), (datetime.date(2026, 6, 1), 'not_member')]
    >>> overlay([Span("hungry", day)])
    Traceback (most recent call last):
    ValueError: unknown code: hungry
    """
    spans = [span for span in spans if span.end is None or span.end > max(since, span.start)]
    known = {reason.code for reason in reasons}
    for span in spans:
        if span.code not in known:
            raise ValueError(f"unknown code: {span.code}")
    days = {since}
    days.update(span.start for span in spans if span.start > since)
    days.update(span.end for span in spans if span.end is not None)
    line: list[tuple[date, str]] = []
    for day in sorted(days):
        active = {s.code for s in spans if s.start <= day and (s.end is None or day < s.end)}
        code = winner(active, reasons)
        if not line or line[-1][1] != code:
            line.append((day, code))
    return line


def at(
    timeline: Sequence[tuple[date, str]], day: date, reasons: Sequence[Reason] = REASONS
) -> Verdict:
    """The verdict on one day. Before the first date of the timeline, its first code holds.

    :raise ValueError: when the timeline is empty or its code is unknown

    >>> line = [(date(2026, 1, 1), "ok"), (date(2026, 3, 1), "left")]
    >>> at(line, date(2026, 2, 28)).code, at(line, date(2026, 3, 1)).code
    ('ok', 'left')
    """
    if not timeline:
        raise ValueError("empty timeline")
    index = max(bisect_right(timeline, day, key=lambda row: row[0]) - 1, 0)
    since, code = timeline[index]
    until, then = timeline[index + 1] if index + 1 < len(timeline) else (None, None)
    return Verdict(is_allowed(code, reasons), code, since, until, then)


def is_allowed(code: str, reasons: Sequence[Reason] = REASONS) -> bool:
    """Whether a person under this code may shop.

    >>> is_allowed("alert"), is_allowed("left")
    (True, False)
    >>> is_allowed("hungry")
    Traceback (most recent call last):
    ValueError: unknown code: hungry
    """
    for reason in reasons:
        if reason.code == code:
            return reason.allowed
    raise ValueError(f"unknown code: {code}")


def household_spans(
    member_spans: Iterable[Span], start: date, end: date | None = None
) -> list[Span]:
    """The spans of a household person: the member's, while they belong to the household.

    >>> member = [Span("ok", date(2020, 1, 1)), Span("suspended", date(2026, 3, 1))]
    >>> for span in household_spans(member, date(2026, 1, 1), date(2026, 4, 1)):
    ...     print(span.code, span.start, span.end)
    ok 2026-01-01 2026-04-01
    suspended 2026-03-01 2026-04-01
    household_ended 2026-04-01 None
    """
    clipped = [clip(span, start, end) for span in member_spans if span.code != PASS]
    ended = [] if end is None else [Span("household_ended", end)]
    return [span for span in clipped if span is not None] + ended


def clip(span: Span, start: date, end: date | None = None) -> Span | None:
    """The part of a span inside ``[start, end)``, or ``None`` when nothing of it is.

    >>> clip(Span("ok", date(2020, 1, 1)), date(2021, 1, 1)).start
    datetime.date(2021, 1, 1)
    >>> clip(Span("ok", date(2020, 1, 1), date(2020, 2, 1)), date(2021, 1, 1)) is None
    True
    """
    first = max(span.start, start)
    last = min((day for day in (span.end, end) if day is not None), default=None)
    if last is not None and last <= first:
        return None
    return Span(span.code, first, last)
