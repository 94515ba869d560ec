"""A result told: as JSON, and in words from which a member can redo the count by hand."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .profile import Number, Result, Round

#: Beyond it a fraction is told as a decimal number of so many places.
ENORMOUS, PLACES = 10**40, 12


def as_json(value: Any) -> Any:
    """A value of a trace with JSON's types only.

    A whole number stays one, another fraction becomes the text ``"p/q"`` (a decimal number of
    `PLACES` places where q is enormous: ``fractions.Fraction`` reads both), a table of pairs
    becomes a table of tables.

    >>> as_json({("A", "B"): 3, ("B", "A"): Fraction(1, 3)})
    {'A': {'B': 3}, 'B': {'A': '1/3'}}
    >>> as_json(Fraction(10**50 + 1, 3 * 10**50))
    '0.333333333333'
    """
    if isinstance(value, dict):
        return _table(value)
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, Fraction):
        return _fraction(value)
    return value


def _fraction(value):
    """A fraction as a whole number or as text."""
    if value.denominator == 1:
        return int(value)
    return str(value) if value.denominator < ENORMOUS else _decimal(value, PLACES)


def _decimal(value, places):
    """A fraction that is not negative as a rounded decimal number.

    >>> _decimal(Fraction(2, 3), 2)
    '0.67'
    """
    whole, part = divmod(round(value * 10**places), 10**places)
    return f"{whole}.{part:0{places}d}"


def _table(mapping):
    """A mapping for JSON, pairs of names becoming two levels."""
    result: dict = {}
    for key, value in mapping.items():
        if isinstance(key, tuple):
            result.setdefault(key[0], {})[key[1]] = as_json(value)
        else:
            result[key] = as_json(value)
    return result


def result_json(result: Result) -> dict[str, Any]:
    """The whole result: the keys ``elected``, ``ties`` (each a list of names) and ``rounds``.

    Where votes are fractions, `votes_about` has them as decimal numbers, rounded to 5 places.

    >>> result_json(Result(("A",), (), (Round("approvals", {"A": 1}, {"blank": 0}),)))["rounds"]
    [{'round': 1, 'step': 'approvals', 'votes': {'A': 1}, 'blank': 0}]
    >>> result_json(Result((), (), (Round("stv", {"A": Fraction(1, 3)}),)))["rounds"]
    [{'round': 1, 'step': 'stv', 'votes': {'A': '1/3'}, 'votes_about': {'A': 0.33333}}]
    """
    rounds = [
        {"round": number, "step": stage.step, "votes": as_json(stage.votes), **_about(stage)}
        | as_json(stage.facts)
        for number, stage in enumerate(result.rounds, 1)
    ]
    return {"elected": as_json(result.elected), "ties": as_json(result.ties), "rounds": rounds}


def _about(stage):
    """The votes of a round as decimal numbers, where they are fractions."""
    if all(Fraction(votes).denominator == 1 for votes in stage.votes.values()):
        return {}
    return {"votes_about": {name: float(_decimal(n, 5)) for name, n in stage.votes.items()}}


def number(value: Number) -> str:
    """A number for people: exact, and for a fraction about how much it is.

    >>> number(12), number(Fraction(7, 3))
    ('12', '7/3 (about 2.33)')
    """
    value = Fraction(value)
    if value.denominator == 1:
        return str(value)
    near = _decimal(value, 2)
    return f"{value} (about {near})" if value.denominator < 10**9 else f"about {near}"


def lines(result: Result) -> Iterator[str]:
    """The result in words, round by round.

    >>> print(*lines(Result((), (("A", "B"),))), sep="\\n")
    Elected: nobody for certain
    Tie left open: A, B
    """
    for place, stage in enumerate(result.rounds, 1):
        yield f"Round {place}: {TITLES[stage.step]}"
        yield from (f"  {line}" for line in _told(stage))
        yield ""
    yield f"Elected: {', '.join(result.elected) or 'nobody for certain'}"
    for tie in result.ties:
        yield f"Tie left open: {', '.join(tie)}"


TITLES = {
    "first_choices": "first choices",
    "approvals": "approvals",
    "runoff": "votes of those still standing",
    "stv": "votes of those elected and still standing",
    "grades": "how many ballots gave each grade",
    "equal_medians": "equal majority grades",
    "duels": "duels, ballots that put the first before the second",
    "paths": "strongest paths of won duels",
}


def _told(stage: Round) -> Iterator[str]:
    """The body of one round."""
    facts = stage.facts
    if "ballots" in facts:
        yield _counted(facts)
    if stage.step == "paths":
        yield from _paths(stage)
    else:
        yield from _votes(stage.votes)
    yield from {
        "grades": _grades,
        "equal_medians": _medians,
        "duels": _duels,
        "runoff": _staged,
        "stv": _staged,
    }.get(stage.step, lambda facts: ())(facts)


def _counted(facts):
    """How many ballots and seats, the quota or the majority."""
    parts = [
        f"{facts['ballots']} ballots, {facts['blank']} of them blank",
        f"seats: {facts['seats']}",
    ]
    if "quota" in facts:
        parts.append(f"quota: {facts['quota']}")
    if "active" in facts:
        parts.append(f"ballots standing: {number(facts['active'])}")
    if facts.get("exhausted"):
        parts.append(f"exhausted: {number(facts['exhausted'])}")
    return "; ".join(parts) + "."


def _votes(votes):
    """The votes, most first."""
    width = max((len(name) for name in votes), default=0)
    for name in sorted(votes, key=lambda name: -votes[name]):
        yield f"{name:<{width}}  {number(votes[name])}"


def _staged(facts):
    """What a stage of runoff or STV decided."""
    if facts.get("elected"):
        yield f"Elected so far: {', '.join(facts['elected'])}."
    if facts.get("tied"):
        over = _TIE_FOR[facts["tie_for"]]
        yield f"Tie between {', '.join(facts['tied'])} ({over}): {facts['tie']}."
    if facts.get("doomed"):
        yield (
            f"None of {', '.join(facts['doomed'])} can reach the next candidate, even with every "
            "ballot of theirs that names them: they go out before the others in any order."
        )
    if facts.get("eliminated"):
        yield f"Eliminated: {', '.join(facts['eliminated'])}."
    if facts.get("transferred"):
        factor = number(facts["factor"])
        yield f"Surplus of {facts['transferred']}: each ballot passes on × {factor}."
    for name, gain in facts.get("gains", {}).items():
        if gain:
            yield f"  {name} +{number(gain)}"
    if facts.get("newly_exhausted"):
        yield f"  exhausted +{number(facts['newly_exhausted'])}"


_TIE_FOR = {"eliminate": "who goes out", "transfer": "whose surplus moves first"}


def _grades(facts):
    """The table of grades with the majority grade."""
    for name, counts in facts["table"].items():
        told = ", ".join(f"{grade} {count}" for grade, count in counts.items())
        yield f"{name}: {told}."
        if name in facts["median"]:
            gauge = facts["gauge"][name]
            sides = f"{gauge['above']} above, {gauge['below']} below"
            yield f"  majority grade {facts['median'][name]} ({sides})"


def _medians(facts):
    """How two candidates with one majority grade were told apart."""
    first, second = facts["first"], facts["second"]
    if facts["same"]:
        yield f"{first} and {second} have all the same grades."
        return
    told = ", ".join(f"{name} {grade}" for name, grade in facts["medians"].items())
    yield f"{first} and {second}: after {facts['removed']} majority grades taken from each, {told}."


def _duels(facts):
    """Each pair once, its winner first."""
    for (a, b), votes in facts["duels"].items():
        other = facts["duels"][b, a]
        if votes > other:
            yield f"{a} beats {b}: {votes} to {other}"
        elif votes == other and a < b:
            yield f"{a} and {b} are equal: {votes}"


def _paths(stage):
    """For each pair the stronger path, then how many each one beats."""
    strength, path = stage.facts["strength"], stage.facts["path"]
    for a, b in strength:
        if strength[a, b] > strength[b, a]:
            yield f"{a} before {b}: {' > '.join(path[a, b])}, {_against(strength, path, a, b)}"
        elif strength[a, b] == strength[b, a] and a < b:
            yield f"{a} and {b} stand equal: {strength[a, b]} both ways"
    for name in sorted(stage.votes, key=lambda name: -stage.votes[name]):
        yield f"{name} stands before {stage.votes[name]} others"


def _against(strength, path, a, b):
    """The strength of a path and of the way back."""
    back = (
        f"the way back {' > '.join(path[b, a])} {strength[b, a]}" if path[b, a] else "no way back"
    )
    return f"strength {strength[a, b]}; {back}"
