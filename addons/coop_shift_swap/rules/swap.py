"""Who may give which shift to whom, and what it makes of the duty of each.

The duty stays with the member, not with the seat. Two members who exchange their shifts each take
their own duty to the other date: whose shift was their own (ABCD) works their own shift there, who
had booked works a booked shift there. The ledger then writes for each what it would have written.

>>> from datetime import date
>>> from odoo.addons.coop_shift.rules import credits
>>> from odoo.addons.coop_shift.rules.facts import Attendance, Enrollment, Facts
>>> from odoo.addons.coop_shift.rules.policy import preset
>>> def balance(regime, *kinds, rules="la_louve", factor=1):
...     facts = Facts(
...         enrollments=(Enrollment(regime, date(2026, 1, 5)),),
...         attendances=tuple(
...             Attendance(str(n), date(2026, 1, 6 + n), kind, factor=factor)
...             for n, kind in enumerate(kinds)
...         ),
...     )
...     made = credits.ledger(facts, preset(rules), date(2026, 1, 12)).entries
...     return credits.balances(entry for entry in made if entry.reason != "debit")

An ABCD member who swapped and came owes nothing; one who did not come to the new date owes what an
absence costs; the shift that was swapped away says nothing (it is cancelled, not missed).

>>> balance("abcd", "present"), balance("abcd", "absent")
({}, {'abcd': -2})

The flying member of the same exchange earns on the other date what they would have earned.

>>> balance("flying", "present"), balance("flying", "absent")
({'flying': 1}, {'flying': -1})
"""

from datetime import timedelta
from typing import NamedTuple

from odoo.addons.coop_shift.rules import booking

#: How members come to shifts that they may pass on.
SWAPPABLE = frozenset(("enrollment", "booking", "make_up", "stand_in"))
#: Of these, the shifts that the member owes; a make-up is of their own free will.
OWED = frozenset(("enrollment", "booking", "stand_in"))


class Side(NamedTuple):
    """A shift as one side of a swap: local start and end, and the day first owed, if another.

    ``id`` names the shift, ``seat`` is the :class:`booking.Seat` for whoever takes it.
    """

    start: object
    stop: object
    origin: str = "enrollment"
    state: str = "expected"
    owed_day: object = None
    id: str = ""
    seat: object = None

    @property
    def owed(self):
        """The day of the shift that this one stands for."""
        return self.owed_day or self.start.date()


class Taker(NamedTuple):
    """The member who would take a shift, as the rules see them."""

    regime: str
    standing: str
    booked: tuple = ()
    hours: tuple = ()
    skills: frozenset = frozenset()
    out_of_team: bool = False
    on_leave: bool = False
    is_me: bool = False


def offer_refusals(policy, side, now, stand_in=False):
    """Why a shift may not be offered: codes, empty when it may.

    ``not_expected`` (cancelled, on leave, recorded), ``kind`` (a meeting, a solidarity shift),
    ``past``; for a stand-in also ``too_late`` and ``not_in_policy`` (see
    :func:`booking.stand_in_refusals`).

    >>> from datetime import datetime
    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> now = datetime(2026, 11, 23, 9)
    >>> side = Side(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12))
    >>> offer_refusals(preset("supercoop_berlin").latest, side, now, stand_in=True)
    ['too_late']
    >>> offer_refusals(preset("supercoop_berlin").latest, side, now)
    []
    >>> offer_refusals(preset("park_slope").latest, side, now, stand_in=True)
    ['not_in_policy']
    >>> offer_refusals(preset("la_louve").latest, side._replace(origin="meeting"), now)
    ['kind']
    """
    checks = {
        "not_expected": side.state != "expected",
        "kind": side.origin not in SWAPPABLE,
        "past": side.start <= now,
    }
    codes = [code for code, refused in checks.items() if refused]
    if stand_in and not codes:
        codes = booking.stand_in_refusals(policy, booking.Booked(side.start), now)
    return codes


def take_refusals(policy, taker, side, now, given=None, reach_days=0):
    """Why a member may not take a shift: codes, empty when they may.

    All limits of booking hold, without the shift given in exchange; save that a member with a
    fixed shift may swap even where they may not book. Further: ``own_offer``, ``leave`` (a leave
    covers the day), ``overlap`` (on a shift during those hours), ``reach`` (see
    :func:`within_reach`), ``same_shift``.

    :param given: the :class:`Side` that the taker gives in exchange or moves from, else None
    :param reach_days: see :func:`within_reach`

    >>> from datetime import datetime
    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> louve, now = preset("la_louve").latest, datetime(2026, 11, 23, 9)
    >>> def at(day, hour, id_):
    ...     start = datetime(2026, 11, day, hour)
    ...     seat = booking.Seat(start, id=id_)
    ...     return Side(start, start + timedelta(hours=3), id=id_, seat=seat)
    >>> mine, theirs = at(30, 9, "1"), at(30, 11, "2")
    >>> busy = Taker("abcd", "up_to_date", (), ((mine.start, mine.stop, "1"),))
    >>> take_refusals(louve, busy, theirs, now)
    ['overlap']
    >>> take_refusals(louve, busy, theirs, now, given=mine)
    []
    """
    away = given.id if given else None
    held = [one for one in taker.booked if away is None or one.id != away]
    hours = [one for one in taker.hours if away is None or one[2] != away]
    codes = booking.refusals(
        policy, taker.regime, taker.standing, side.seat, held, now, taker.skills, taker.out_of_team
    )
    checks = {
        "leave": taker.on_leave,
        "same_shift": away is not None and away == side.id,
        "overlap": not {"already_on_shift", "overlap"} & {*codes} and overlaps(side, hours),
        "reach": given is not None and not within_reach(given, side.start.date(), reach_days),
    }
    own = ["own_offer"] if taker.is_me else []
    allowed = [code for code in codes if code != "regime_cannot_book"]
    return own + allowed + [code for code, refused in checks.items() if refused]


def overlaps(side, hours):
    """Whether a shift shares an hour with one held; two that touch do not.

    >>> from datetime import datetime
    >>> side = Side(datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 12))
    >>> overlaps(side, [(datetime(2026, 1, 5, 12), datetime(2026, 1, 5, 15), "")])
    False
    >>> overlaps(side, [(datetime(2026, 1, 5, 11, 59), datetime(2026, 1, 5, 15), "")])
    True
    """
    return any(
        booking.overlap(side, booking.Booked(start, stop=stop)) for start, stop, _id in hours
    )


def within_reach(given, day, reach_days):
    """Whether a shift is near enough to the one first owed: a duty that is moved from month to
    month is never done. Only own shifts are bound; ``reach_days`` 0: no limit.

    >>> from datetime import date, datetime
    >>> start = datetime(2026, 11, 30, 9)
    >>> once = Side(start, start)
    >>> within_reach(once, date(2026, 12, 28), 28), within_reach(once, date(2026, 12, 29), 28)
    (True, False)

    Swapped again, it is the first day that counts.

    >>> within_reach(once._replace(owed_day=date(2026, 11, 2)), date(2026, 12, 28), 28)
    False
    """
    if not reach_days or given.origin != "enrollment":
        return True
    return abs((day - given.owed).days) <= reach_days


class StandIn(NamedTuple):
    """What a stand-in makes of both assignments.

    ``state``: that of the member replaced. ``origin``: how the stand-in came to the shift.
    ``favour``: the stand-in earns nothing, the shift counts for the member replaced.
    """

    state: str
    origin: str
    favour: bool


def stand_in(policy, replaced_regime, taker_regime, origin="enrollment", credit="replaced"):
    """What follows when someone takes a shift over and gives none: one shift worked is counted
    once.

    ``credit`` names whom the co-op lets it count for: ``replaced`` (the member replaced owes
    nothing, the stand-in does a favour) or ``stand_in`` (the stand-in earns it, and the member
    replaced still owes: what the cycle costs where cycles cost, else what an excuse costs).

    La Louve: the member replaced has the state ``replaced`` (0 for ABCD, as worked for flying);
    the stand-in earns nothing and is marked as having worked.

    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> louve, berlin = preset("la_louve").latest, preset("supercoop_berlin").latest
    >>> stand_in(louve, "abcd", "flying")
    StandIn(state='replaced', origin='stand_in', favour=True)

    Counted for the stand-in: an ABCD member repays a make-up with it, a flying one earns as usual.

    >>> stand_in(louve, "abcd", "abcd", credit="stand_in")
    StandIn(state='excused', origin='make_up', favour=False)
    >>> stand_in(berlin, "abcd", "flying", credit="stand_in")
    StandIn(state='cancelled', origin='stand_in', favour=False)

    A make-up is nobody's duty: whoever takes it over simply makes up.

    >>> stand_in(louve, "abcd", "abcd", origin="make_up")
    StandIn(state='cancelled', origin='make_up', favour=False)
    """
    free = origin not in OWED
    if credit == "replaced" and not free:
        return StandIn("replaced", "stand_in", True)
    took = "stand_in" if _earns(policy.regimes.get(taker_regime)) else "make_up"
    owes = policy.regimes.get(replaced_regime)
    if free or owes is None or owes.debit is not None or "excused" not in owes.kinds:
        return StandIn("cancelled", took, False)
    return StandIn("excused", took, False)


def _earns(regime):
    """Whether presence itself is credited; where it is not (a fixed shift), make-ups are."""
    kind = regime and regime.kinds.get("present")
    if regime is None or "make_up" not in regime.kinds:
        return True
    return bool(kind) and any(effect.amount > 0 for effect in kind.effects)


def move_refusals(policy, side, now):
    """Why a shift may not be moved to a free seat: as for an offer, and ``too_late`` when the
    seat left behind could not be filled any more (the policy's notice for cancelling).

    >>> from datetime import datetime
    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> side = Side(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12))
    >>> move_refusals(preset("la_louve").latest, side, datetime(2026, 11, 23, 9, 1))
    ['too_late']
    """
    codes = offer_refusals(policy, side, now)
    if not codes and side.start - now < timedelta(hours=policy.booking.cancel_hours):
        return ["too_late"]
    return codes
