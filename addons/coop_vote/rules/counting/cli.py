"""Recount a ballot file from a shell, with the standard library only."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from . import METHODS, ballot_file, count_ballots
from .profile import CountError, Profile, Result
from .report import lines, result_json

EXIT_BAD_INPUT = 2


def parser() -> argparse.ArgumentParser:
    """The options.

    >>> parser().parse_args(["majority-judgment", "x.tsv", "--seats", "2"]).method
    'majority_judgment'
    """
    result = argparse.ArgumentParser(
        prog="counting",
        description="Count a ballot file and show every round.",
        epilog=ballot_file.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument(
        "method", type=_method, choices=sorted(METHODS), metavar="METHOD", help=", ".join(METHODS)
    )
    result.add_argument("ballots", metavar="BALLOTS.tsv", help="the ballot file, - for the input")
    result.add_argument("--seats", type=int, default=1, help="how many are elected (1)")
    result.add_argument("--json", action="store_true", help="print one JSON object")
    result.add_argument(
        "--tie-order",
        default="",
        metavar="'A, B'",
        help="the order that the statutes' tie rule gave, first in front",
    )
    return result


def _method(text):
    """majority-judgment is majority_judgment."""
    return text.strip().lower().replace("-", "_")


def read(path: str, method: str) -> Profile:
    """The profile in a file; raises CountError, also when the file cannot be read."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CountError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        return ballot_file.parse(ballot_file.decode(data), method)
    except ballot_file.BallotFileError as error:
        raise CountError(f"{path}, {error}") from error


def show(method: str, profile: Profile, result: Result, as_json: bool) -> str:
    """What is printed.

    >>> print(show("plurality", Profile((), ()), Result(), False))
    plurality, 0 candidates, 0 ballots
    <BLANKLINE>
    Elected: nobody for certain
    """
    if as_json:
        return json.dumps(result_json(result), ensure_ascii=False, indent=2)
    head = f"{method}, {len(profile.candidates)} candidates, {profile.total} ballots"
    return "\n".join((head, "", *lines(result)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Count and print; 2 when the file or the options are wrong, with the reason on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    order = [ballot_file.clean(name) for name in options.tie_order.split(",") if name.strip()]
    try:
        profile = read(options.ballots, options.method)
        result = count_ballots(options.method, profile, options.seats, order)
    except CountError as error:
        print(error, file=sys.stderr)
        return EXIT_BAD_INPUT
    try:
        print(show(options.method, profile, result, options.json), flush=True)
    except BrokenPipeError:
        # Whoever reads has enough, as `head`. Python must not complain again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
