"""A co-op's work rules as data.

README.md documents the JSON. Everything that differs between co-ops is here; the other files hold
mechanisms only, each with a name: pours, deferred effects, yearly limits, debits, debt, rescue,
exits, respites, stops, holidays.
"""

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .clocks import Watched
from .cycle import Cycle

PRESETS = Path(__file__).resolve().parent.parent / "data" / "policies"
NO_EFFECT = ("withdrawn", "expected", "waiting", "cancelled")
"""Kinds of attendance that every policy knows and that write nothing."""


class Pour(NamedTuple):
    """A counter that takes an amount, up to a level (``None``: without limit)."""

    counter: str
    up_to: float | None = None


class Effect(NamedTuple):
    """What one attendance writes. Whatever one counter cannot take goes to the next; what none can
    take is lost."""

    amount: float
    into: tuple[Pour, ...]
    per_minute: bool = False
    deferred: bool = False
    """The standing counts it from the next debit on."""


class Kind(NamedTuple):
    """A kind of attendance. ``own``: of one's own seat. ``yearly``: how many a calendar year
    count."""

    name: str
    effects: tuple[Effect, ...] = ()
    own: bool = False
    worked: bool = False
    missed: bool = False
    yearly: int | None = None

    @property
    def costs(self):
        """Whether it is something that a leave forgives."""
        return self.missed or any(effect.amount < 0 for effect in self.effects)


class Limit(NamedTuple):
    """A threshold on a balance, made so that "below" and "at most" are one comparison.

    Balances are exact to hundredths, so half a hundredth decides.

    >>> Limit.below(0).passed(-0.5), Limit.below(0).passed(0), Limit.at_most(-4).passed(-4)
    (True, False, True)
    """

    edge: float

    @classmethod
    def below(cls, value):
        return cls(value - 0.005)

    @classmethod
    def at_most(cls, value):
        return cls(value + 0.005)

    def passed(self, balance):
        return balance < self.edge


class Measure(NamedTuple):
    """Which balance is judged: the sum of some counters, or the lowest of them."""

    counters: tuple[str, ...]
    lowest: bool = False

    def of(self, balances):
        values = [balances.get(counter, 0) for counter in self.counters]
        return min(values) if self.lowest else sum(values)


class DebitRule(NamedTuple):
    """An amount for a balance; ``once``: not again until a rule without ``once`` that has
    ``at_least`` has applied."""

    amount: float
    at_least: float | None = None
    at_most: float | None = None
    once: bool = False

    def fits(self, balance):
        return (self.at_least is None or balance > self.at_least - 0.005) and (
            self.at_most is None or balance < self.at_most + 0.005
        )


class Debit(NamedTuple):
    """What each cycle costs, whatever was done in it.

    ``member_cycle``: cycles count from the day of the enrollment; the first debit comes
    ``first_after`` cycles later. ``at_end``: at the end of its day, so that work of the day counts.
    ``surplus_up_to``: what a counter may keep after the debit; the rest is lost, or goes to
    ``surplus_to``.
    """

    counter: str
    rules: tuple[DebitRule, ...]
    member_cycle: bool = False
    first_after: int = 0
    at_end: bool = False
    reduced: float | None = None
    reduced_in_a_row: int = 0
    surplus_up_to: float | None = None
    surplus_to: str | None = None


class Rescue(NamedTuple):
    """Shifts booked from ``weeks_before`` ago to ``weeks_after`` ahead that are added to the
    balance before it is judged."""

    weeks_before: int
    weeks_after: int


class Debt(NamedTuple):
    """When a balance makes a member late (``alert``), and when it stops them (never, without
    ``stop``)."""

    measure: Measure
    alert: Limit
    stop: Limit | None = None
    stop_after_days: int = 0
    stop_as: str = "suspended"
    rescue: Rescue | None = None
    also_alert: tuple[str, ...] = ()
    """Counters that put a member otherwise up to date in alert, when below 0."""


class Unsubscription(NamedTuple):
    """What ends a member's enrollments: absences in a row by a member who was late already, or a
    balance."""

    missed_in_a_row: int | None = None
    measure: Measure | None = None
    limit: Limit | None = None


class TeamExit(NamedTuple):
    """So many missed shifts in so many months put a member out of the team."""

    missed: int
    months: int


@dataclass(frozen=True)
class Regime:
    """One way of owing work (a fixed seat, flying…)."""

    name: str
    kinds: dict[str, Kind]
    books: bool = False
    debit: Debit | None = None
    debt: Debt | None = None
    unsubscription: Unsubscription | None = None
    team_exit: TeamExit | None = None


class Respite(NamedTuple):
    """A grace or an extension. ``days`` long (``None``: until the next own shift), never later
    than the next own shift plus ``cap_days``."""

    days: int | None = None
    automatic: bool = False
    one_per_absence: bool = False
    cap_days: int | None = None
    in_a_row: int | None = None


class Booking(NamedTuple):
    """Limits on shifts that members book themselves (``None``: no limit)."""

    window_days: int | None = None
    per_day: int | None = None
    per_period: int | None = None
    period_days: int | None = None
    ahead: int | None = None
    cancel_hours: float = 0
    stand_in_hours: float | None = None
    yearly: dict | None = None
    """``{kind of shift: how many a calendar year}``."""


class LeaveType(NamedTuple):
    """A kind of leave. ``standing``: what it makes of the member (``exempted`` may shop)."""

    name: str
    standing: str = "on_leave"
    waits: bool = True
    """Assignments inside it wait and cost nothing; no debit is made."""
    keeps_membership: bool = False
    """Without a seat, the member is not unsubscribed."""
    loses_seat: bool = False
    needs_end: bool = False
    min_days: int | None = None
    max_days: int | None = None
    min_weeks: int | None = None
    max_months: int | None = None
    max_months_multiple: int | None = None
    retroactive: bool = True
    notice_hours: float | None = None
    from_next_cycle: bool = False
    min_credit: tuple[str, float] | None = None
    no_debt: bool = False
    min_missed: int | None = None
    debits: str | None = None
    """The counter that pays one for each own shift missed."""
    remind_end_days: int | None = None
    certificate_reminder_days: int | None = None
    certificate_deadline_days: int | None = None
    without_certificate: str | None = None
    household: bool = True


class StopKind(NamedTuple):
    """A dated stop. ``debits``: whether cycles go on costing."""

    name: str
    standing: str
    debits: bool = True


class HolidayKind(NamedTuple):
    """What an absence (and a debit, if ``debits``) of a holiday costs at most."""

    name: str
    at_most: float
    debits: bool = False


class Household(NamedTuple):
    """What a policy says of the persons who live with a member."""

    adults_owe: bool = False
    shared_counter: int = 1
    """How many people one counter serves."""
    adults: int = 1
    temporary_days: int | None = None
    child_until: int = 18
    told_days_before: int = 14
    guests_enter: bool = False


@dataclass(frozen=True)
class Policy:
    """One version of a co-op's rules. Read one with ``policy_json.read_policy``."""

    code: str
    name: str
    cycle: Cycle
    regimes: dict[str, Regime]
    counters: tuple[str, ...]
    units: dict[str, str]
    time_zone: str = "Europe/Paris"
    shift_minutes: int = 180
    enrollment_required: bool = True
    exempted_first: bool = False
    may_shop: tuple[str, ...] = ("up_to_date", "alert", "grace", "exempted")
    stops: tuple[StopKind, ...] = ()
    leave_types: dict[str, LeaveType] = field(default_factory=dict)
    holidays: dict[str, HolidayKind] = field(default_factory=dict)
    grace: Respite | None = None
    extension: Respite | None = None
    day_pass_days: int | None = None
    booking: Booking = Booking()
    household: Household = Household()

    @cached_property
    def debits_late(self):
        """Whether debits are made at the end of their day."""
        return any(regime.debit and regime.debit.at_end for regime in self.regimes.values())

    @cached_property
    def watched(self):
        """The balances that are watched: :class:`clocks.Watched`."""
        return Watched(self, Limit.below(0))

    @cached_property
    def default_regime(self):
        return next(iter(self.regimes))


class PolicyHistory:
    """The dated versions of a policy. A change applies from its date and never rewrites the past.

    :param versions: pairs of a date and a :class:`Policy`; the first also covers the time before
    """

    def __init__(self, versions):
        self.versions = tuple(sorted(versions, key=lambda version: version[0]))
        if not self.versions:
            raise ValueError("a policy history needs a version")
        self._dates = [start for start, _policy in self.versions]
        self._policies = [policy for _start, policy in self.versions]
        self.always_enrolled = all(policy.enrollment_required for policy in self._policies)

    @classmethod
    def from_data(cls, data):
        """From one policy, or a list of versions, each with ``from`` and either everything or
        ``changes``."""
        from .policy_json import read_history

        return read_history(data)

    def on(self, day):
        """The policy of a day."""
        if len(self._policies) == 1:
            return self._policies[0]
        return self._policies[max(bisect_right(self._dates, day) - 1, 0)]

    @property
    def changes(self):
        """The days on which the rules change."""
        return self._dates[1:]

    @property
    def latest(self):
        return self._policies[-1]

    def names(self, what, day):
        """The names of the ``regimes`` or ``counters`` that any version knows: those of a day
        first, in their order, for whoever reads of another time or chooses for one."""
        ordered = [self.on(day), *self._policies]
        return list(dict.fromkeys(name for policy in ordered for name in getattr(policy, what)))

    def cycle_starts(self, first, last):
        """First days of the cycles that begin between two dates, both included, each by the
        version of its day."""
        starts = []
        for begin, end, policy in self.spans(first, last):
            starts += policy.cycle.starts(begin, end)
        return starts

    def spans(self, first, last):
        """``(first, last, policy)`` for each version that holds between two dates."""
        ends = [start - timedelta(days=1) for start in self._dates[1:]] + [last]
        starts = [min(first, self._dates[0]), *self._dates[1:]]
        for start, end, policy in zip(starts, ends, self._policies, strict=True):
            begin, stop = max(start, first), min(end, last)
            if begin <= stop:
                yield begin, stop, policy


def preset_names():
    """The names of the presets shipped with the addon."""
    return sorted(path.stem for path in PRESETS.glob("*.json"))


def preset(name):
    """The PolicyHistory of a preset: ``la_louve``, ``bees``…

    :raise PolicyError: no such preset; the message names those that exist
    """
    if name not in preset_names():
        from .errors import PolicyError

        raise PolicyError("", f'no preset "{name}"; there are {", ".join(preset_names())}')
    return PolicyHistory.from_data(preset_data(name))


def preset_data(name):
    """The JSON of a preset, as plain data."""
    return json.loads((PRESETS / f"{name}.json").read_text(encoding="utf-8"))


def load(name_or_path):
    """The PolicyHistory of a preset's name or of a JSON file."""
    path = Path(name_or_path)
    if path.suffix != ".json" and not path.is_file():
        return preset(str(name_or_path))
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        from .errors import PolicyError

        raise PolicyError("", f"{path} is not JSON: {problem}") from None
    return PolicyHistory.from_data(data)


FIRST_DAY = date(1, 1, 1)
