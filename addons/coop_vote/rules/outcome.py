"""What became of a resolution: adopted, rejected, or not decided for want of a quorum."""

from dataclasses import dataclass

from .counting import resolution
from .counting.resolution import Count, Majority, Tally
from .quorum import Attendance, Quorum, QuorumCount
from .quorum import count as count_quorum

ADOPTED, REJECTED, NO_QUORUM = "adopted", "rejected", "no_quorum"


@dataclass(frozen=True)
class Outcome:
    """The code, with the arithmetic of the quorum and of the majority."""

    code: str
    quorum: QuorumCount
    count: Count


def decide(quorum: Quorum, attendance: Attendance, majority: Majority, tally: Tally) -> Outcome:
    """The outcome of one resolution. Without a quorum the votes are counted but decide nothing.

    >>> votes = Tally(60, 20)
    >>> decide(Quorum(number=100), Attendance(500, 90), resolution.ABSOLUTE, votes).code
    'no_quorum'
    >>> decide(Quorum(), Attendance(500, 90), resolution.ABSOLUTE, votes).code
    'adopted'
    >>> decide(Quorum(), Attendance(500, 90), resolution.UNANIMOUS, votes).code
    'rejected'
    """
    reached = count_quorum(quorum, attendance)
    counted = resolution.count(majority, tally)
    code = ADOPTED if counted.adopted else REJECTED
    return Outcome(code if reached.reached else NO_QUORUM, reached, counted)


def lines(outcome: Outcome) -> tuple[str, ...]:
    """The arithmetic in words.

    >>> outcome = decide(Quorum(number=9), Attendance(50, 8), resolution.ABSOLUTE, Tally(5, 3))
    >>> print(*lines(outcome), sep="\\n")
    quorum: 9 of 50 members needed, 8 counted: not reached
    yes 5, no 3, abstentions 0, blank 0
    base (expressed, abstentions left out): 8
    needed: more than 1/2 of 8, that is 5
    5 >= 5: adopted
    without a quorum this decides nothing
    """
    quorum = outcome.quorum
    reached = "reached" if quorum.reached else "not reached"
    needed = f"quorum: {quorum.needed} of {quorum.members} members needed"
    last = () if quorum.reached else ("without a quorum this decides nothing",)
    return (
        f"{needed}, {quorum.counted} counted: {reached}",
        *resolution.lines(outcome.count),
        *last,
    )
