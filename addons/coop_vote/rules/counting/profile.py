"""What goes into a count and what comes out of it.

Every number is an ``int`` or a ``fractions.Fraction``: a count never rounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Number = int | Fraction
#: One ballot of a ranking method: groups of equals, best first.
Ranking = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Profile:
    """All ballots of one vote: ``ballots`` holds (how many, what they say).

    What a ballot says depends on the method: a Ranking (plurality, runoff, schulze, stv), a
    tuple of names (approval), or a mapping from name to grade (majority_judgment).
    ``grades`` are the grades of majority judgment, best first.
    """

    candidates: tuple[str, ...]
    ballots: tuple[tuple[int, Any], ...]
    grades: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many ballots there are, blank ones included."""
        return sum(count for count, _ballot in self.ballots)

    @property
    def blank(self) -> int:
        """How many ballots name nobody.

        >>> Profile(("A",), ((2, ()), (1, (("A",),)))).blank
        2
        """
        return sum(count for count, ballot in self.ballots if not ballot)


@dataclass(frozen=True)
class Round:
    """One stage of a count: what was done, the votes then standing, and what else a member
    needs to redo it by hand."""

    step: str
    votes: Mapping[str, Number] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """Who is elected for certain, which ties leave a seat open, and every round.

    ``elected`` is in order of election or rank. Each tie is a group of candidates whose order
    the ballots do not settle and on which a seat depends: nothing here ever draws lots.
    """

    elected: tuple[str, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
    rounds: tuple[Round, ...] = ()


class CountError(ValueError):
    """The ballots or the options cannot be counted; the message says what to do."""


def check_seats(seats: int) -> None:
    """Raise CountError unless there is at least one seat."""
    if not isinstance(seats, int) or seats < 1:
        raise CountError("The number of seats must be a whole number, 1 or more.")


def plain(number: Number) -> Number:
    """A whole fraction as an int.

    >>> plain(Fraction(4, 2)), plain(Fraction(1, 3))
    (2, Fraction(1, 3))
    """
    return int(number) if number == int(number) else number


def in_order(names, candidates: Sequence[str]) -> tuple[str, ...]:
    """Some names in the order of the candidates' list.

    >>> in_order({"C", "A"}, ["A", "B", "C"])
    ('A', 'C')
    """
    return tuple(name for name in candidates if name in names)
