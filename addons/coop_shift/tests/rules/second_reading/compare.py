"""What two readings say of a life, side by side; and the smallest life on which they differ."""

import json
from datetime import date, timedelta
from fractions import Fraction

from .facts import Facts

DAY = timedelta(days=1)
SHOPS = ("up_to_date", "alert", "grace", "exempted")
DROPPED = {"time", "decided", "factor", "minutes", "missed", "state", "cancelled", "reason"}
DROPPED |= {"anchor", "holiday"}  # what a fact can do without


def said_by_reading(walk):
    """What a walk found, in the common form."""
    moves, debits = {}, {}
    for day, counter, amount, reason in walk.lines:
        add(moves, (str(day), counter), amount)
        if reason == "debit":
            add(debits, (str(day), counter), amount)
    return {
        "standing": {
            str(day): shopping(standing, standing in SHOPS)
            for day, (standing, _said) in walk.days.items()
        },
        "moves": moves,
        "debits": debits,
        "consequences": sorted((str(day), kind) for day, kind in walk.consequences),
        "balances": {name: float(value) for name, value in walk.balances().items()},
    }


def shopping(standing, may_shop):
    """A standing with whether one may shop; who is not concerned is left out of that."""
    return standing if standing == "not_concerned" else f"{standing}, may shop: {may_shop}"


def said_by_program(answer):
    """An answer of the program, in the common form."""
    moves, debits = {}, {}
    for line in answer["ledger"]:
        amount = Fraction(str(line["amount"]))
        add(moves, (line["date"], line["counter"]), amount)
        if line["reason"] == "debit":
            add(debits, (line["date"], line["counter"]), amount)
    standing = {}
    for period in answer["timeline"]:
        day = date.fromisoformat(period["from"])
        while day <= date.fromisoformat(period["to"]):
            standing[str(day)] = shopping(period["standing"], period["may_shop"])
            day += DAY
    return {
        "standing": standing,
        "moves": moves,
        "debits": debits,
        "consequences": sorted((one["date"], one["kind"]) for one in answer["consequences"]),
        "balances": {name: float(value) for name, value in answer["balances"].items()},
    }


def add(sums, key, amount):
    """Add to a sum; a sum of nothing is not kept."""
    sums[key] = sums.get(key, 0) + amount
    if not sums[key]:
        del sums[key]


def differences(mine, theirs):
    """The lines in which the two differ, as text."""
    found = []
    for part in ("standing", "moves", "debits", "balances"):
        for key in sorted(set(mine[part]) | set(theirs[part])):
            one, other = mine[part].get(key), theirs[part].get(key)
            if one != other:
                found.append(f"{part} {key}: RULES.md {one}, program {other}")
    if mine["consequences"] != theirs["consequences"]:
        only_mine = [one for one in mine["consequences"] if one not in theirs["consequences"]]
        only_theirs = [one for one in theirs["consequences"] if one not in mine["consequences"]]
        found.append(f"consequences: RULES.md {only_mine}, program {only_theirs}")
    return found


def shrunk(data, differs):
    """Drop facts one by one, and keys of what is left, while the two still differ."""
    data = json.loads(json.dumps(data))
    again = True
    while again:
        again = False
        for smaller in smaller_ones(data):
            if readable_and(differs, smaller):
                data, again = smaller, True
                break
    return data


def readable_and(differs, data):
    """Whether both can read a life, and differ on it."""
    try:
        return Facts(data).first_day() is not None and differs(data)
    except (KeyError, TypeError, ValueError):
        return False  # what was dropped was needed


def smaller_ones(data):
    """Each life with one fact, or one key of a fact, less."""
    for key, records in data.items():
        for index, record in enumerate(records):
            if key != "shares" or len(records) > 1:
                yield {**data, key: records[:index] + records[index + 1 :]}
            if isinstance(record, dict):
                for name in DROPPED & set(record):
                    less = {one: value for one, value in record.items() if one != name}
                    yield {**data, key: [*records[:index], less, *records[index + 1 :]]}
