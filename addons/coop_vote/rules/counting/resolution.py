"""A resolution: yes, no or abstention, against a majority that the statutes set.

A majority is a fraction of a base. The absolute majority is *more than* half; two thirds, three
quarters and unanimity are *at least* that much. What the base is, and whether abstentions (and
blank ballots) belong to the votes expressed, is data:

* ``expressed``: yes + no, and abstentions too when they are ``counted``;
* ``present``: everybody present or represented;
* ``members``: every member with a vote, also the absent.

A resolution without one yes is never adopted. Votes yes and no that are equal reject it, unless the
statutes give somebody a casting vote, which is then recorded as what it is: an act after the count.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

BASES = ("expressed", "present", "members")
ABSTENTIONS = ("left_out", "counted")


@dataclass(frozen=True)
class Majority:
    """How many yes are needed: more than (`strict`) or at least `fraction` of `base`.

    >>> Majority(Fraction(1, 2), strict=True).needed(100), TWO_THIRDS.needed(100)
    (51, 67)
    >>> ABSOLUTE.needed(0), UNANIMOUS.needed(0)
    (1, 1)
    """

    fraction: Fraction
    strict: bool = False
    base: str = "expressed"
    abstention: str = "left_out"

    def __post_init__(self):
        if not isinstance(self.fraction, (int, Fraction)) or not 0 < self.fraction <= 1:
            raise ValueError("The fraction of a majority is above 0 and at most 1.")
        if self.strict and self.fraction == 1:
            raise ValueError("Nothing is more than the whole: unanimity is at least 1.")
        if self.base not in BASES or self.abstention not in ABSTENTIONS:
            raise ValueError("The base or the abstentions of a majority are unknown.")

    def needed(self, base: int) -> int:
        """The fewest yes that adopt, for a base of so many."""
        exact = self.fraction * base
        return max(1, floor(exact) + 1 if self.strict else ceil(exact))


#: La Louve (bylaws, articles 20 to 22).
ABSOLUTE = Majority(Fraction(1, 2), strict=True)
TWO_THIRDS = Majority(Fraction(2, 3))
THREE_QUARTERS = Majority(Fraction(3, 4))
UNANIMOUS = Majority(Fraction(1))


@dataclass(frozen=True)
class Tally:
    """The votes, and who could have voted.

    `present`: persons present or represented; `members`: all who have a vote. `blank` ballots are
    treated like abstentions.
    """

    yes: int
    no: int
    abstain: int = 0
    blank: int = 0
    present: int = 0
    members: int = 0

    def __post_init__(self):
        if any(not isinstance(n, int) or n < 0 for n in self.__dict__.values()):
            raise ValueError("Votes are whole numbers, 0 or more.")

    @property
    def cast(self) -> int:
        """All ballots.

        >>> Tally(3, 2, abstain=1, blank=1).cast
        7
        """
        return self.yes + self.no + self.abstain + self.blank


@dataclass(frozen=True)
class Count:
    """A counted resolution with its arithmetic: adopted when ``yes >= needed``."""

    adopted: bool
    majority: Majority
    tally: Tally
    base: int
    needed: int
    #: yes and no are equal: the statutes may give somebody a casting vote
    even: bool


def base_of(majority: Majority, tally: Tally) -> int:
    """How many votes the majority is a fraction of; raises ValueError when there are more ballots
    than persons in the base.

    >>> base_of(ABSOLUTE, Tally(3, 2, abstain=4))
    5
    >>> base_of(Majority(Fraction(1, 2), True, abstention="counted"), Tally(3, 2, abstain=4))
    9
    >>> base_of(Majority(Fraction(1, 2), True, base="members"), Tally(3, 2, members=40))
    40
    """
    if majority.base != "expressed":
        base = tally.present if majority.base == "present" else tally.members
        if base < tally.cast:
            raise ValueError("There are more ballots than persons who could cast one.")
        return base
    return tally.yes + tally.no if majority.abstention == "left_out" else tally.cast


def count(majority: Majority, tally: Tally) -> Count:
    """Count a resolution.

    >>> count(ABSOLUTE, Tally(51, 49)).adopted, count(ABSOLUTE, Tally(50, 50)).adopted
    (True, False)
    >>> count(TWO_THIRDS, Tally(66, 34)).adopted, count(TWO_THIRDS, Tally(67, 33)).adopted
    (False, True)
    >>> count(TWO_THIRDS, Tally(2, 1)).adopted, count(THREE_QUARTERS, Tally(3, 1)).adopted
    (True, True)
    >>> count(UNANIMOUS, Tally(5, 0, abstain=2)).adopted, count(UNANIMOUS, Tally(5, 1)).adopted
    (True, False)
    >>> count(ABSOLUTE, Tally(0, 0, abstain=9)).adopted
    False
    """
    base = base_of(majority, tally)
    needed = majority.needed(base)
    return Count(tally.yes >= needed, majority, tally, base, needed, tally.yes == tally.no)


def lines(result: Count) -> tuple[str, ...]:
    """The arithmetic in words.

    >>> print(*lines(count(TWO_THIRDS, Tally(60, 40, abstain=7))), sep="\\n")
    yes 60, no 40, abstentions 7, blank 0
    base (expressed, abstentions left out): 100
    needed: at least 2/3 of 100, that is 67
    60 < 67: rejected
    """
    tally, rule = result.tally, result.majority
    base = f"expressed, abstentions {rule.abstention.replace('_', ' ')}"
    least = f"{'more than' if rule.strict else 'at least'} {rule.fraction} of {result.base}"
    sign, outcome = (">=", "adopted") if result.adopted else ("<", "rejected")
    return (
        f"yes {tally.yes}, no {tally.no}, abstentions {tally.abstain}, blank {tally.blank}",
        f"base ({base if rule.base == 'expressed' else rule.base}): {result.base}",
        f"needed: {least}, that is {result.needed}",
        f"{tally.yes} {sign} {result.needed}: {outcome}",
    )
