"""The quorum: how many must take part before an assembly can decide.

It may differ by call: La Louve's ordinary assembly needs 100 members on first call and nobody on
second; its extraordinary one a quarter of the members (bylaws, articles 20 to 22).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

#: Who counts: the members present, those and the represented, or all who cast a ballot.
BASES = ("present", "represented", "voting")


@dataclass(frozen=True)
class Quorum:
    """At least `number` persons and at least `fraction` of the members (more than it if `strict`).

    >>> Quorum(number=100).needed(16000), Quorum(fraction=Fraction(1, 4)).needed(1001)
    (100, 251)
    >>> Quorum(fraction=Fraction(1, 2), strict=True).needed(10), Quorum().needed(10)
    (6, 0)
    """

    number: int = 0
    fraction: Fraction = Fraction(0)
    strict: bool = False
    base: str = "represented"

    def __post_init__(self):
        if self.number < 0 or not 0 <= self.fraction <= 1:
            raise ValueError("A quorum is a number, 0 or more, or a fraction from 0 to 1.")
        if self.base not in BASES:
            raise ValueError("The base of a quorum is unknown.")

    def needed(self, members: int) -> int:
        """How many must take part, out of so many members with a vote."""
        exact = self.fraction * members
        share = floor(exact) + 1 if self.strict and self.fraction else ceil(exact)
        return max(self.number, share)


@dataclass(frozen=True)
class Attendance:
    """Who takes part: members with a vote, present, represented by proxy, voting from elsewhere,
    and (for a vote) ballots cast; how many were convened, 0 where nobody was."""

    members: int
    present: int = 0
    represented: int = 0
    remote: int = 0
    voting: int = 0
    convened: int = 0

    def counted(self, base: str) -> int:
        """How many count towards a quorum on this base.

        >>> Attendance(50, present=10, represented=4, remote=2).counted("represented")
        16
        """
        if base == "voting":
            return self.voting
        present = self.present + self.remote
        return present if base == "present" else present + self.represented


@dataclass(frozen=True)
class QuorumCount:
    """A quorum with its arithmetic: reached when ``counted >= needed``."""

    reached: bool
    counted: int
    needed: int
    members: int


def count(quorum: Quorum, attendance: Attendance) -> QuorumCount:
    """Whether the quorum is reached, by the members convened (loi du 7 mai 1917, art. 4), or by
    those with a vote where nobody was convened.

    >>> count(Quorum(fraction=Fraction(1, 4)), Attendance(44, present=10, convened=40)).needed
    10
    >>> count(Quorum(number=100), Attendance(16000, present=80, represented=20)).reached
    True
    >>> count(Quorum(number=100, base="present"), Attendance(16000, 80, 20)).reached
    False
    """
    counted = attendance.counted(quorum.base)
    members = attendance.convened or attendance.members
    needed = quorum.needed(members)
    return QuorumCount(counted >= needed, counted, needed, members)
