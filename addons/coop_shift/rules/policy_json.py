"""Reading a policy from plain JSON data. README.md documents the format."""

from .cycle import Cycle
from .errors import PolicyError
from .policy import (
    FIRST_DAY,
    NO_EFFECT,
    Booking,
    Debit,
    DebitRule,
    Debt,
    Effect,
    HolidayKind,
    Household,
    Kind,
    LeaveType,
    Limit,
    Measure,
    Policy,
    PolicyHistory,
    Pour,
    Regime,
    Rescue,
    Respite,
    StopKind,
    TeamExit,
    Unsubscription,
)
from .reading import Reader

STANDINGS = (
    "not_concerned",
    "unsubscribed",
    "unpaid",
    "blocked",
    "on_leave",
    "grace",
    "alert",
    "suspended",
    "frozen",
    "expired",
    "closed",
    "withdrawn",
    "exempted",
    "up_to_date",
)


def read_history(data):
    """One policy, a list of versions, or ``{"versions": […]}`` → :class:`policy.PolicyHistory`."""
    if isinstance(data, PolicyHistory):
        return data
    if isinstance(data, dict) and "versions" in data:
        data = data["versions"]
    whole, versions = {}, []
    for node in _as_list(data):
        node.mapping()
        start = node.field("from", FIRST_DAY if not versions else None).maybe(Reader.day)
        if start is None:
            raise PolicyError(
                f"{node.path}.from", "is missing; a later version needs the date it applies from"
            )
        changed = node.has("changes")
        whole = _merged(whole, node.value["changes"]) if changed else node.value
        versions.append(
            (start, read_policy(whole, f"{node.path}.changes" if changed else node.path))
        )
    return PolicyHistory(versions)


def _as_list(data):
    if isinstance(data, dict):
        return [Reader(data, "", PolicyError)]
    nodes = Reader(data, "versions", PolicyError).items()
    if not nodes:
        raise PolicyError("versions", "expected at least one version, found an empty list")
    return nodes


def _merged(base, changes):
    """``base`` with ``changes`` over it: objects merge, ``null`` removes, everything else
    replaces."""
    if not isinstance(base, dict) or not isinstance(changes, dict):
        return changes
    merged = dict(base)
    for key, value in changes.items():
        merged[key] = _merged(base.get(key), value)
    return merged


def read_policy(data, path=""):
    """A plain dict → :class:`policy.Policy`."""
    node = Reader(data, path, PolicyError).only(
        "code", "name", "from", "about", "time_zone", "shift_minutes", "cycle", "counters",
        "regimes", "enrollment_required", "exempted_first", "may_shop", "stops", "leave_types",
        "holidays", "grace", "extension", "day_pass_days", "booking", "household",
    )  # fmt: skip
    units = {name: unit.choice("shift", "minute") for name, unit in node.field("counters").pairs()}
    if not units:
        node.field("counters").fail("at least one counter")
    regimes = {name: _regime(name, body, units) for name, body in node.field("regimes").pairs()}
    if not regimes:
        node.field("regimes").fail("at least one regime")
    return Policy(
        code=node.field("code").text(),
        name=node.field("name").text(),
        cycle=_cycle(node.field("cycle")),
        regimes=regimes,
        counters=tuple(units),
        units=units,
        time_zone=node.field("time_zone", "Europe/Paris").text(),
        shift_minutes=node.field("shift_minutes", 180).integer(1),
        enrollment_required=node.field("enrollment_required", True).flag(),
        exempted_first=node.field("exempted_first", False).flag(),
        may_shop=_may_shop(node),
        stops=tuple(_stop(name, body) for name, body in node.field("stops", {}).pairs()),
        leave_types={
            name: _leave_type(name, body, units)
            for name, body in node.field("leave_types", {}).pairs()
        },
        holidays={name: _holiday(name, body) for name, body in node.field("holidays", {}).pairs()},
        grace=_respite(node, "grace"),
        extension=_respite(node, "extension"),
        day_pass_days=node.field("day_pass_days", None).maybe(Reader.integer, 1),
        booking=_booking(node.field("booking", {})),
        household=_household(node.field("household", {})),
    )


def _may_shop(node):
    shopping = node.field("may_shop", ["up_to_date", "alert", "grace", "exempted"])
    return tuple(entry.choice(*STANDINGS) for entry in shopping.items())


def _cycle(node):
    node.only("weeks", "anchor")
    anchor = node.field("anchor")
    if anchor.day().weekday():
        anchor.fail("a Monday")
    return Cycle(node.field("weeks").integer(1), anchor.day())


def _regime(name, node, counters):
    node.only("about", "attendance", "books", "debit", "debt", "unsubscription", "team_exit")
    given = node.field("attendance").pairs()
    kinds = {kind: _kind(kind, body, counters) for kind, body in given}
    kinds = {**kinds, **{kind: Kind(kind) for kind in NO_EFFECT if kind not in kinds}}
    return Regime(
        name=name,
        kinds=kinds,
        books=node.field("books", False).flag(),
        debit=_optional(node, "debit", _debit, counters),
        debt=_optional(node, "debt", _debt, counters),
        unsubscription=_optional(node, "unsubscription", _unsubscription, counters),
        team_exit=_optional(node, "team_exit", _team_exit),
    )


def _optional(node, name, read, *args):
    return read(node.field(name), *args) if node.has(name) else None


def _kind(name, node, counters):
    node.only("own", "worked", "missed", "yearly", "writes")
    return Kind(
        name,
        effects=tuple(_effect(effect, counters) for effect in node.field("writes", []).items()),
        own=node.field("own", False).flag(),
        worked=node.field("worked", False).flag(),
        missed=node.field("missed", False).flag(),
        yearly=node.field("yearly", None).maybe(Reader.integer, 1),
    )


def _effect(node, counters):
    """``{"counter", "amount"}``, or ``{"amount", "into": […]}`` for more than one counter."""
    node.only("counter", "up_to", "amount", "per_minute", "into", "deferred")
    pours = node.field("into").items() if node.has("into") else [node]
    return Effect(
        amount=node.field("amount", 1).number(),
        into=tuple(
            Pour(
                _counter(pour.field("counter"), counters),
                pour.field("up_to", None).maybe(Reader.number),
            )
            for pour in pours
        ),
        per_minute=node.field("per_minute", False).flag(),
        deferred=node.field("deferred", False).flag(),
    )


def _counter(node, counters):
    return node.choice(*counters)


def _debit(node, counters):
    node.only(
        "counter", "rules", "amount", "member_cycle", "first_after", "at_end",
        "reduced", "surplus",
    )  # fmt: skip
    rules = node.field("rules", [{"amount": node.value.get("amount")}]).items()
    reduced = node.field("reduced", {"amount": None, "in_a_row": 0}).only("amount", "in_a_row")
    surplus = node.field("surplus", {"up_to": None}).only("up_to", "to")
    return Debit(
        counter=_counter(node.field("counter"), counters),
        rules=tuple(_debit_rule(rule) for rule in rules),
        member_cycle=node.field("member_cycle", False).flag(),
        first_after=node.field("first_after", 0).integer(0),
        at_end=node.field("at_end", False).flag(),
        reduced=reduced.field("amount", None).maybe(Reader.number),
        reduced_in_a_row=reduced.field("in_a_row", 0).integer(0),
        surplus_up_to=surplus.field("up_to", None).maybe(Reader.number),
        surplus_to=surplus.field("to", None).maybe(_counter, counters),
    )


def _debit_rule(node):
    node.only("amount", "at_least", "at_most", "once")
    return DebitRule(
        amount=node.field("amount").number(),
        at_least=node.field("at_least", None).maybe(Reader.number),
        at_most=node.field("at_most", None).maybe(Reader.number),
        once=node.field("once", False).flag(),
    )


def _limit(node):
    if node.has("below") == node.has("at_most"):
        node.fail('either "below" or "at_most"')
    if node.has("below"):
        return Limit.below(node.field("below").number())
    return Limit.at_most(node.field("at_most").number())


def _measure(node, counters):
    of = node.field("of", "sum").choice("sum", "lowest")
    names = tuple(_counter(name, counters) for name in node.field("counters").items())
    if not names:
        node.field("counters").fail("at least one counter")
    return Measure(names, of == "lowest")


def _debt(node, counters):
    node.only("counters", "of", "alert", "stop", "rescue", "also_alert")
    stop = node.field("stop", {}).only("below", "at_most", "after_days", "as")
    rescue = node.field("rescue", {}).only("weeks_before", "weeks_after")
    return Debt(
        measure=_measure(node, counters),
        alert=_limit(node.field("alert").only("below", "at_most")),
        stop=_limit(stop) if stop.value else None,
        stop_after_days=stop.field("after_days", 0).integer(0),
        stop_as=stop.field("as", "suspended").choice("suspended", "frozen"),
        rescue=Rescue(
            rescue.field("weeks_before").integer(0), rescue.field("weeks_after").integer(0)
        ) if rescue.value else None,
        also_alert=tuple(_counter(name, counters) for name in node.field("also_alert", []).items()),
    )  # fmt: skip


def _unsubscription(node, counters):
    node.only("missed_in_a_row", "counters", "of", "below", "at_most")
    by_balance = node.has("counters")
    return Unsubscription(
        missed_in_a_row=node.field("missed_in_a_row", None).maybe(Reader.integer, 1),
        measure=_measure(node, counters) if by_balance else None,
        limit=_limit(node) if by_balance else None,
    )


def _team_exit(node):
    node.only("missed", "months")
    return TeamExit(node.field("missed").integer(1), node.field("months").integer(1))


def _respite(policy, name):
    if not policy.has(name):
        return None
    node = policy.field(name).only(
        "days", "until_next_shift", "automatic", "one_per_absence", "cap_days", "in_a_row"
    )
    if node.has("days") == node.field("until_next_shift", False).flag():
        node.fail('either "days" or "until_next_shift": true')
    return Respite(
        days=node.field("days", None).maybe(Reader.integer, 1),
        automatic=node.field("automatic", False).flag(),
        one_per_absence=node.field("one_per_absence", False).flag(),
        cap_days=node.field("cap_days", None).maybe(Reader.integer, 0),
        in_a_row=node.field("in_a_row", None).maybe(Reader.integer, 1),
    )


def _whole(node, *names):
    """Optional whole numbers of an object, as keyword arguments."""
    return {name: node.field(name, None).maybe(Reader.integer, 0) for name in names}


def _booking(node):
    limits = ("window_days", "per_day", "per_period", "period_days", "ahead")
    node.only(*limits, "cancel_hours", "stand_in_hours", "yearly")
    return Booking(
        **_whole(node, *limits),
        cancel_hours=node.field("cancel_hours", 0).number(0),
        stand_in_hours=node.field("stand_in_hours", None).maybe(Reader.number, 0),
        yearly={kind: count.integer(0) for kind, count in node.field("yearly", {}).pairs()},
    )


def _leave_type(name, node, counters):
    whole = (
        "min_days", "max_days", "min_weeks", "max_months", "max_months_multiple", "min_missed",
        "remind_end_days", "certificate_reminder_days", "certificate_deadline_days",
    )  # fmt: skip
    flags = {
        "waits": True, "keeps_membership": False, "loses_seat": False, "needs_end": False,
        "retroactive": True, "from_next_cycle": False, "no_debt": False, "household": True,
    }  # fmt: skip
    node.only(
        *whole,
        *flags,
        "about",
        "standing",
        "notice_hours",
        "min_credit",
        "debits",
        "without_certificate",
    )
    credit = node.field("min_credit", {}).only("counter", "amount")
    return LeaveType(
        name,
        standing=node.field("standing").choice("on_leave", "exempted", "frozen"),
        **{flag: node.field(flag, default).flag() for flag, default in flags.items()},
        **_whole(node, *whole),
        notice_hours=node.field("notice_hours", None).maybe(Reader.number, 0),
        min_credit=(_counter(credit.field("counter"), counters), credit.field("amount").number())
        if credit.value
        else None,
        debits=node.field("debits", None).maybe(_counter, counters),
        without_certificate=node.field("without_certificate", None).maybe(
            Reader.choice, "cancelled", "abandoned"
        ),
    )


def _stop(name, node):
    node.only("standing", "debits")
    return StopKind(
        name,
        standing=node.field("standing").choice(*STANDINGS),
        debits=node.field("debits", True).flag(),
    )


def _holiday(name, node):
    node.only("at_most", "debits")
    return HolidayKind(name, node.field("at_most").number(0), node.field("debits", False).flag())


def _household(node):
    whole = {"shared_counter": 1, "adults": 1, "child_until": 18, "told_days_before": 14}
    node.only(*whole, "adults_owe", "guests_enter", "temporary_days")
    return Household(
        **{name: node.field(name, default).integer(0) for name, default in whole.items()},
        adults_owe=node.field("adults_owe", False).flag(),
        guests_enter=node.field("guests_enter", False).flag(),
        temporary_days=node.field("temporary_days", None).maybe(Reader.integer, 1),
    )
