"""What if? A member's facts under a co-op's rules, without Odoo.

``python3 whatif.py POLICY FACTS.json --from DATE --to DATE`` prints the ledger, the balances and
the standings as JSON. WHATIF.md documents both formats.
"""

import argparse
import importlib
import json
import sys
from datetime import date, timedelta
from pathlib import Path

if sys.version_info < (3, 10):  # noqa: UP036 - said in one line, before anything fails
    sys.exit("whatif: needs Python 3.10 or newer")

if not __package__:  # run as a script: become a module of the package
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    __package__ = "rules"
    importlib.import_module(__package__)

from .credits import balances
from .errors import FactsError, RulesError
from .facts_json import Intake
from .fold import Fold
from .policy import load, preset_names
from .standing import at


def answer(history, data, first=None, last=None, path=""):
    """The answer for one member, as plain data.

    :param history: :class:`policy.PolicyHistory`
    :param data: the member's facts as plain data (see WHATIF.md)
    :param first: first day of the timeline; the day of the earliest fact by default
    :param last: last day of the timeline and of the ledger; the day of the last dated fact by
        default
    :raise FactsError: with the path in the data and what is expected there
    """
    intake = Intake(data, path, history)
    facts = intake.facts()
    last = last or max(_days(facts), default=date.today())
    fold = Fold(facts, history, last).run()
    life = fold.periods
    first = first or (min(life[0][0], last) if life else last)
    entries = [entry for entry in fold.entries if entry.date <= last]
    return {
        "policy": history.on(last).code,
        "from": str(first),
        "to": str(last),
        "ledger": [_line(entry) for entry in entries],
        "balances": _all(history.on(last), balances(entries)),
        "balances_before": _all(history.on(first), balances(entries, first - timedelta(days=1))),
        "timeline": _periods(history, life, first, last),
        "consequences": [
            fact._replace(date=str(fact.date))._asdict()
            for fact in fold.consequences
            if fact.date <= last
        ],
        "ignored": intake.ignored,
    }


def _days(facts):
    """Every date written in the facts."""
    for facts_of_kind in facts:
        for fact in facts_of_kind:
            values = fact if isinstance(fact, tuple) else (fact,)
            yield from (value for value in values if isinstance(value, date))


def _line(entry):
    line = {
        "key": entry.key,
        "date": str(entry.date),
        "counter": entry.counter,
        "amount": entry.amount,
        "reason": entry.reason,
    }
    if entry.counts_from:
        line["counts_from"] = str(entry.counts_from)
    return line


def _all(policy, found):
    return {counter: found.get(counter, 0) for counter in policy.counters}


def _periods(history, life, first, last):
    """The timeline between two days, both included."""
    starts = [first, *(day for day, _standing in life if first < day <= last)]
    ends = [day - timedelta(days=1) for day in starts[1:]] + [last]
    return [
        {
            "from": str(start),
            "to": str(end),
            "standing": at(life, start),
            "may_shop": at(life, start) in history.on(start).may_shop,
        }
        for start, end in zip(starts, ends, strict=True)
    ]


def main(arguments=None):
    """The command; returns its exit status (2: something in the policy or the facts cannot be
    read)."""
    options = _parser().parse_args(arguments)
    try:
        history = load(options.policy)
        data = _read(options.facts)
        span = _span(options.first, options.last)
        if isinstance(data, list):
            result = [
                answer(history, one, *span, path=f"[{place}]") for place, one in enumerate(data)
            ]
        else:
            result = answer(history, data, *span)
    except (RulesError, OSError, ValueError) as problem:
        print(f"whatif: {problem}", file=sys.stderr)
        return 2
    json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 0


def _read(name):
    """The facts of one member (a dict) or of several (a list)."""
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    try:
        data = json.loads(text)
    except ValueError as problem:
        raise FactsError("", f"the facts are not JSON: {problem}") from None
    if isinstance(data, dict) and "members" in data:
        data = data["members"]
        if not isinstance(data, list):
            raise FactsError("members", "expected a list of members' facts")
    if not isinstance(data, (dict, list)):
        raise FactsError("", "expected an object with a member's facts, or a list of them")
    return data


def _span(first, last):
    if first and last and last < first:
        raise FactsError("", f"--to {last} is before --from {first}")
    return first, last


def _parser():
    parser = argparse.ArgumentParser(
        prog="whatif",
        description="A member's ledger, balances and standings under a co-op's rules, as JSON.",
    )
    parser.add_argument(
        "policy", help=f"a policy's JSON file, or a preset: {', '.join(preset_names())}"
    )
    parser.add_argument("facts", help="a JSON file with the member's facts (- for standard input)")
    parser.add_argument(
        "--from", dest="first", type=_date, metavar="DATE", help="first day of the timeline"
    )
    parser.add_argument("--to", dest="last", type=_date, metavar="DATE", help="last day, included")
    return parser


def _date(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a date like 2026-11-23') from None


if __name__ == "__main__":
    sys.exit(main())
