"""What an application to join may ask for, and which step comes next.

>>> minimum(10, 1, reduced=False), minimum(10, 1, reduced=True)
(10, 1)
>>> share_fault(3, 10)
'below_minimum'
>>> share_fault(12, 10)
"""

import re
from dataclasses import dataclass

MAXIMUM_SHARES = 1000
"""More than this in one application is taken for a slip of the finger."""

STEPS = ("you", "shares", "charter", "payment")


@dataclass(frozen=True)
class Progress:
    """Which steps of an application are complete."""

    you: bool = False
    shares: bool = False
    charter: bool = False
    payment: bool = False


def minimum(normal: int, lowered: int, reduced: bool) -> int:
    """Shares needed: lowered for people on minimum social benefits."""
    return lowered if reduced else normal


def share_fault(quantity: int, at_least: int) -> str | None:
    """Why this number of shares cannot be asked for; None when it can.

    >>> share_fault(0, 1), share_fault(1001, 1)
    ('below_minimum', 'too_many')
    """
    if quantity < max(at_least, 1):
        return "below_minimum"
    return "too_many" if quantity > MAXIMUM_SHARES else None


def whole_number(text: str | None) -> int:
    """A number as people type it; 0 for what is no number.

    >>> whole_number(" 10 "), whole_number("1 000"), whole_number("ten"), whole_number(None)
    (10, 1000, 0, 0)
    >>> whole_number("-3"), whole_number("9" * 30)
    (0, 0)
    """
    digits = re.sub(r"\s", "", text or "")
    return int(digits) if re.fullmatch(r"[0-9]{1,6}", digits) else 0


def next_step(done: Progress) -> str:
    """The first step that is not complete, or ``done``.

    >>> next_step(Progress()), next_step(Progress(you=True, shares=True))
    ('you', 'charter')
    >>> next_step(Progress(True, True, True, True))
    'done'
    """
    return next((step for step in STEPS if not getattr(done, step)), "done")


def may_open(step: str, done: Progress) -> bool:
    """One may go back to any step already passed, never jump ahead.

    >>> may_open("you", Progress(you=True)), may_open("payment", Progress(you=True))
    (True, False)
    """
    return STEPS.index(step) <= ((*STEPS, "done").index(next_step(done)))
