"""What goes into a count and what comes out of it.

Every number is an ``int`` or a ``fractions.Fraction``: a count never rounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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


#: More candidates than any election has; Schulze compares all triples of them.
MOST_CANDIDATES = 200


def named(profile: Profile) -> Profile:
    """The same ballots, with only those candidates whom a ballot names: nobody is elected by no
    vote.

    >>> named(Profile(("A", "B", "C"), ((1, (("B",), ("A",))), (0, (("C",),)), (3, ())))).candidates
    ('A', 'B')
    >>> named(Profile(("A", "B"), ((2, ("B",)),))).candidates
    ('B',)
    >>> named(Profile(("A", "B"), ((2, {"A": "good"}),), ("good", "bad"))).candidates
    ('A',)
    """
    found: set[str] = set()
    for number, ballot in profile.ballots:
        for group in ballot if number else ():
            found.update((group,) if isinstance(group, str) else group)
    return replace(profile, candidates=in_order(found, profile.candidates))


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


def nobody(profile: Profile, seats: int) -> Result:
    """The result of ballots that name nobody.

    >>> nobody(Profile(("A",), ((3, ()),)), 1).rounds[0].votes
    {'A': 0}
    """
    facts = {"ballots": profile.total, "blank": profile.blank, "seats": seats}
    votes = dict.fromkeys(profile.candidates, 0)
    return Result(rounds=(Round("first_choices", votes, facts),) if profile.candidates else ())


class CountError(ValueError):
    """The ballots or the options cannot be counted; the message says what to do."""


def check_seats(seats: int) -> None:
    """Raise CountError unless there is at least one seat."""
    if not isinstance(seats, int) or seats < 1:
        raise CountError("The number of seats must be a whole number, 1 or more.")


def check_candidates(number: int) -> None:
    """Raise CountError for more candidates than can be counted in seconds.

    >>> check_candidates(MOST_CANDIDATES)
    """
    if number > MOST_CANDIDATES:
        raise CountError(f"There are {number} candidates; at most {MOST_CANDIDATES} are counted.")


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
