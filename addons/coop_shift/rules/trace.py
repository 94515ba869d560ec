"""Why a standing is what it is: the steps of the fold, for whoever puts them in words."""

from datetime import date
from typing import NamedTuple

from .clocks import Clock
from .spans import DAY, FOREVER, covers


class Step(NamedTuple):
    """One step. ``code`` says which ``values`` there are:

    ``line``: ``reason``, ``counter``, ``amount``, ``balance`` after it.
    ``standing``: ``standing`` from that day on, ``because``, and what that needs (:func:`stands`).
    ``consequence``: ``kind`` and ``cause`` of a :class:`facts.Consequence`.
    """

    day: date
    code: str
    values: dict


def posted(entry, balance):
    """A line of the ledger, with the balance of its counter after it."""
    values = {"reason": entry.reason, "counter": entry.counter, "amount": entry.amount}
    return Step(entry.date, "line", {**values, "balance": balance})


def since_up_to_date(steps, today, oldest):
    """The steps that explain today: from the last day up to date on, or from the oldest day.

    :param steps: in order, from birth until ``today``
    :return: list of :class:`Step`; the first says what the standing was on its first day
    """
    stands = [place for place, step in enumerate(steps) if step.code == "standing"]
    good = [place for place in stands if steps[place].values["standing"] == "up_to_date"]
    if not stands:
        return steps
    first = good[-1] if good else stands[0]
    following = next((steps[place].day for place in stands if place > first), None)
    last_day = following - DAY if good and following else None
    begin = max(last_day or steps[first].day, oldest)
    before = [place for place in stands if steps[place].day <= begin]
    opening = [steps[before[-1]]._replace(day=begin)] if before else []
    later = [
        step
        for step in steps
        if step.day > begin or (step.day == begin and step.code != "standing")
    ]
    return sorted([*opening, *later], key=lambda step: (step.day, step.code == "standing"))


def differs(step, before):
    """Whether the reason of a standing is another one than before: what is owed is told by the
    lines of the ledger."""
    names = ("because", "counters", "counter", "stops_on", "type", "kind", "start", "day")
    return any(step.values.get(name) != before.values.get(name) for name in names)


def happened(consequence):
    values = {"kind": consequence.kind, "cause": consequence.cause}
    return Step(consequence.date, "consequence", values)


def stands(fold, day, standing):
    """Why the standing of a day is what it is.

    ``because``: ``no_share``; ``no_place``, ``place_ended`` (``day``), ``unsubscribed`` (``day``,
    ``cause``); ``stop`` (``kind``, ``start``, ``end``); ``leave`` (``type``, ``start``, ``end``);
    ``grace`` (``kind``, ``start``, ``end``); ``below`` (``counters``, ``balance``, ``since``,
    ``stops_on``);
    ``below_too_long`` (the same and ``days``); ``frozen`` (``balance``, ``helping``, ``edge``);
    ``other_counter`` (``counter``, ``balance``); ``clear``.
    """
    frame = fold.frame
    because, values = _alone(fold, day) if frame.standing else _judged(fold, day, standing)
    return Step(day, "standing", {"standing": standing, "because": because, **values})


def _alone(fold, day):
    """What the periods decide without the balances, in the order of :meth:`Frame.look`."""
    frame, standing = fold.frame, fold.frame.standing
    if standing == "not_concerned":
        return "no_share", {}
    if standing == "unsubscribed" and not any(
        kind.standing == standing and kind.name in frame.stopped for kind in fold.policy.stops
    ):
        return _without_place(fold, day)
    for kind in fold.policy.stops:
        if kind.name in frame.stopped and kind.standing == standing:
            stop = next(s for s in fold.facts.stops if s.kind == kind.name and covers(s, day))
            return "stop", {"kind": stop.kind, "start": stop.start, "end": stop.end}
    return "leave", _leave(frame, standing)


def _without_place(fold, day):
    left = [exit_ for exit_ in (*fold.account.exits, *fold.account.lost) if exit_ < day]
    ended = [place.end for place in fold.frame.places if place.end and place.end < day]
    if left and max(left) >= max(ended, default=date.min):
        return "unsubscribed", {"day": max(left), "cause": _cause(fold, max(left))}
    return ("place_ended", {"day": max(ended)}) if ended else ("no_place", {})


def _cause(fold, day):
    """Which rule ended the places of a day; None when that was before the state gone on from."""
    causes = {one.date: one.cause for one in fold.consequences if one.kind == "unsubscribed"}
    return causes.get(day)


def _leave(frame, standing):
    leave = next(one for one in frame.leaves if frame.leave_type(one).standing == standing)
    return {"type": leave.type, "start": leave.start, "end": leave.end}


def _judged(fold, day, standing):
    frame, account = fold.frame, fold.account
    debt = fold.judging(day)
    since = debt and fold.late_since(debt)
    if since is None:
        if frame.exempted:
            return "leave", _leave(frame, "exempted")
        counter = fold.other_counter()
        if counter:
            return "other_counter", {"counter": counter, "balance": account.counted[counter]}
        return "clear", {}
    if standing == "grace":
        grace = frame.grace
        return "grace", {"kind": grace.kind, "start": grace.start, "end": grace.end}
    balance = debt.measure.of(account.counted)
    values = {"counters": debt.measure.counters, "balance": balance, "since": since}
    if debt.rescue:
        frozen = {"helping": fold.freezer.helping, "edge": debt.stop.edge}
        return ("frozen" if standing == debt.stop_as else "below"), {**values, **frozen}
    stops_on = _stops_on(fold, debt, day)
    if standing == debt.stop_as:
        return "below_too_long", {**values, "stops_on": stops_on, "days": debt.stop_after_days}
    return "below", {**values, "stops_on": stops_on, "days": debt.stop_after_days}


def _stops_on(fold, debt, day):
    """The first day stopped, as far as it is known; None for who is never stopped.

    A version of the rules to come may stop sooner, or later, or begin to count with itself: its
    clock goes on where what is measured and the limit are the same (RULES.md 3).
    """
    account = fold.account
    for first, last, policy in fold.history.spans(day, FOREVER):
        found = [regime.debt for regime in policy.regimes.values() if regime.debt]
        alike = [other for other in found if other.measure == debt.measure]
        other = debt if first == day else next(iter(alike), None)
        clock = other and other.stop and Clock.of(other.measure, other.stop)
        if not clock or not clock.passed(account.counted):
            continue
        since = account.since.get(clock, first)
        stops = max(first, since + DAY * other.stop_after_days)
        if stops <= last:
            return stops
    return None
