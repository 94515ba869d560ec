"""Why a member's standing is what it is: which sentences tell the steps of a trace, and the rule.

A sentence is a code of ``coop.words`` with what it names. Whatever a policy knows and this module
does not is told by the sentence that ends in ``_other``: no code ever reaches a page.
"""

from datetime import timedelta
from math import ceil
from typing import NamedTuple

from .story import Counter

#: The codes of the steps whose words are of their own; any other is told by ``…_other``.
EXITS = ("missed_in_a_row", "balance")
STOPS = ("blocked", "unpaid", "expired", "closed", "withdrawn")
GRACES = ("grace", "extension")
LEAVES = ("on_leave", "exempted")
CONSEQUENCES = ("out_of_team", "frozen", "thawed")
#: How what is owed is spoken of.
UNITS = ("make_ups", "shifts", "minutes")


class Saying(NamedTuple):
    """One sentence: a code of the words, and the values that they name."""

    code: str
    values: dict = {}


class Way(NamedTuple):
    """How a member's duty is judged, as the rules of the day have it.

    :param counters: the names of those that judge the member: the lines of others explain nothing
    :param debt: ``coop_shift.rules.policy.Debt``, if any
    """

    counters: tuple = ()
    debt: tuple | None = None


def told(step, spoken, today):
    """The sentences of a step.

    :param step: ``coop_shift.rules.trace.Step``
    :param spoken: ``{counter: rules.story.Counter}``
    :param today: what ended before it is told as past

    >>> from datetime import date
    >>> from odoo.addons.coop_shift.rules.trace import Step
    >>> spoken = {"abcd": Counter("Make-ups", repaid=True), "time": Counter("Time", minutes=True)}
    >>> def tell(code, **values):
    ...     step = Step(date(2026, 11, 12), code, values)
    ...     return [one.code for one in told(step, spoken, date(2026, 12, 1))]
    >>> tell("line", reason="absent", counter="abcd", amount=-2, balance=-2)
    ['why_line']
    >>> tell("line", reason="absent", counter="abcd", amount=-2, balance=-3)
    ['why_line', 'in_all_make_ups']
    >>> tell("line", reason="debit", counter="time", amount=-180, balance=-60)
    ['why_line', 'in_all_minutes']
    >>> tell("line", reason="make_up", counter="abcd", amount=1, balance=0)
    ['why_line', 'in_all_none']
    >>> tell("standing", standing="alert", because="below", counters=("abcd",), balance=-2)
    ['below_make_ups', 'may_shop']
    >>> tell("standing", standing="blocked", because="stop", kind="quarrel")
    ['stop_other']
    >>> tell("consequence", kind="unsubscribed", cause="balance")
    ['lost_place_balance']
    """
    by_code = {"line": _line, "standing": _standing, "consequence": _consequence}
    tell = by_code.get(step.code)
    return tell(step, spoken, today) if tell else [Saying("consequence_other")]


def _known(prefix, code, known):
    return f"{prefix}_{code if code in known else 'other'}"


def _day_of(values, name="end"):
    return {"day": values[name]} if values.get(name) else None


# ---------------------------------------------------------------------- a line of the ledger


def _line(step, spoken, _today):
    values = step.values
    said = [Saying("why_line", {name: values[name] for name in ("reason", "counter", "amount")})]
    amount, balance = values["amount"], values["balance"]
    how = spoken.get(values["counter"], Counter(values["counter"]))
    if balance < 0 and balance != amount:
        said.append(Saying(f"in_all_{unit(how)}", {"count": -balance}))
    elif balance >= 0 and amount > 0:
        said.append(Saying("in_all_none"))
    return said


def unit(how):
    """How what is owed on a counter is spoken of."""
    if how.minutes:
        return "minutes"
    return "make_ups" if how.repaid else "shifts"


def owed_in(counters, spoken):
    """The unit of what is owed on some counters together.

    >>> owed_in(("a", "b"), {"a": Counter("A", repaid=True), "b": Counter("B")})
    'shifts'
    """
    units = {unit(spoken.get(counter, Counter(counter))) for counter in counters}
    return units.pop() if len(units) == 1 else "shifts"


# ---------------------------------------------------------------------- a standing


def _standing(step, spoken, today):
    because = step.values.get("because")
    tell = BECAUSE.get(because)
    return tell(step, spoken, today) if tell else [Saying("because_other")]


def _place_ended(step, _spoken, _today):
    ended = _day_of(step.values, "day")
    return [Saying("place_ended", ended) if ended else Saying("no_place")]


def _unsubscribed(step, _spoken, _today):
    code = _known("unsubscribed", step.values.get("cause"), EXITS)
    return [Saying(code, {"day": step.values.get("day") or step.day})]


def _stop(step, _spoken, today):
    return [Saying(_known("stop", step.values.get("kind"), STOPS)), *_until(step.values, today)]


def _leave(step, _spoken, today):
    values = step.values
    named = {"type": values.get("type"), "day": values.get("start") or step.day}
    code = _known("leave", values.get("standing"), LEAVES)
    return [Saying(code, named), *_until(values, today)]


def _until(values, today):
    last = _day_of(values)
    if not last:
        return []
    return [Saying("lasts_until" if last["day"] >= today else "lasted_until", last)]


def _grace(step, _spoken, today):
    return [
        Saying(_known("grace", step.values.get("kind"), GRACES)),
        *_until(step.values, today),
    ]


def _below(step, spoken, today):
    values = step.values
    owed = Saying(f"below_{owed_in(values['counters'], spoken)}", {"count": -values["balance"]})
    stops_on, since = values.get("stops_on"), values.get("since")
    if not stops_on:
        return [owed, Saying("may_shop")]
    last = {"day": stops_on - timedelta(days=1)}
    if stops_on <= today:
        return [owed, Saying("had_until", last)]
    if since == step.day:
        return [owed, Saying("may_shop_days", {**last, "days": (stops_on - since).days})]
    return [owed, Saying("may_shop_until", last)]


def _below_too_long(step, spoken, _today):
    values = step.values
    kind = owed_in(values["counters"], spoken)
    named = {"count": -values["balance"], "since": values.get("since") or step.day}
    if values.get("days"):
        return [Saying(f"late_{kind}", {**named, "days": values["days"]}), Saying("again")]
    return [Saying(f"below_{kind}", {"count": named["count"]}), Saying("again")]


def _frozen(step, _spoken, _today):
    """
    >>> from datetime import date
    >>> from odoo.addons.coop_shift.rules.trace import Step
    >>> why = {"because": "frozen", "balance": -5, "helping": 1, "edge": -3.995}
    >>> for one in told(Step(date(2026, 11, 12), "standing", why), {}, date(2026, 12, 1)):
    ...     print(*one)
    frozen_helped {'count': 1, 'balance': -5}
    frozen_more {'count': 1}
    """
    values = step.values
    balance, helping = values["balance"], values.get("helping") or 0
    # Balances are exact to hundredths: half a hundredth stands between "at" and "above".
    missing = ceil(round(values["edge"] - balance - helping, 3))
    code = "frozen_helped" if helping else "frozen_balance"
    named = {"count": helping} if helping else {}
    return [
        Saying(code, {**named, "balance": balance}),
        Saying("frozen_more", {"count": max(missing, 1)}),
    ]


def _other_counter(step, spoken, _today):
    values = step.values
    kind = owed_in((values["counter"],), spoken)
    return [Saying(f"below_{kind}", {"count": -values["balance"]}), Saying("other_counter")]


BECAUSE = {
    "no_share": lambda *_of: [Saying("no_share")],
    "no_place": lambda *_of: [Saying("no_place")],
    "place_ended": _place_ended,
    "unsubscribed": _unsubscribed,
    "stop": _stop,
    "leave": _leave,
    "grace": _grace,
    "below": _below,
    "below_too_long": _below_too_long,
    "frozen": _frozen,
    "other_counter": _other_counter,
    "clear": lambda *_of: [Saying("clear")],
}


# ---------------------------------------------------------------------- a consequence


def _consequence(step, _spoken, _today):
    kind, cause = step.values.get("kind"), step.values.get("cause")
    if kind == "unsubscribed":
        return [Saying(_known("lost_place", cause, EXITS))]
    return [Saying(_known("consequence", kind, CONSEQUENCES))]


# ---------------------------------------------------------------------- the rule


def rule(standing, because, way, spoken):
    """The one rule that a standing follows.

    :param because: of the last step about the standing, when it is known
    :param way: :class:`Way`

    >>> from odoo.addons.coop_shift.rules.policy import preset
    >>> def of(name, standing="suspended", because="below_too_long"):
    ...     regime = next(iter(preset(name).latest.regimes.values()))
    ...     return rule(standing, because, Way((), regime.debt), {})
    >>> for name in ("la_louve", "bees", "elefan", "park_slope", "supercoop_berlin"):
    ...     print(name, *of(name))
    la_louve rule_days {'days': 28}
    bees rule_days {'days': 28}
    elefan rule_never {}
    park_slope rule_depth_shifts {'count': 2}
    supercoop_berlin rule_depth_days_shifts {'count': 4, 'days': 11}
    >>> of("la_louve", "on_leave", "leave").code
    'rule_leave'
    """
    fixed = {
        "no_share": "rule_no_share",
        "no_place": "rule_place",
        "place_ended": "rule_place",
        "unsubscribed": "rule_place",
        "stop": "rule_stop",
        "leave": "rule_exempted" if standing == "exempted" else "rule_leave",
        "grace": "rule_grace",
    }
    if because in fixed:
        return Saying(fixed[because])
    if not way.debt or not way.debt.stop:
        return Saying("rule_never")
    return _debt_rule(way.debt, spoken)


def _debt_rule(debt, spoken):
    """
    A limit "below -2" is passed by who owes more than two; one "at most -2", by who owes two.

    >>> from odoo.addons.coop_shift.rules.policy import Debt, Limit, Measure
    >>> of = Debt(Measure(("a",)), Limit.below(0))
    >>> _debt_rule(of._replace(stop=Limit.below(-2)), {})
    Saying(code='rule_more_shifts', values={'count': 2})
    >>> _debt_rule(of._replace(stop=Limit.below(0)), {}).code
    'rule_at_once'
    """
    deep = round(-debt.stop.edge + 0.005, 2)
    count = int(deep) if deep >= 1 else 0
    days = debt.stop_after_days
    if not count:
        return Saying("rule_days", {"days": days}) if days else Saying("rule_at_once")
    code = "rule_more" if deep > count else "rule_depth"
    if days:
        code, named = f"{code}_days", {"count": count, "days": days}
    else:
        named = {"count": count}
    return Saying(f"{code}_{owed_in(debt.measure.counters, spoken)}", named)
