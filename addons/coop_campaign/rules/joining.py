"""What an application to join may ask for, and which step comes next.

>>> minimum(10, 1, reduced=False), minimum(10, 1, reduced=True)
(10, 1)
>>> shares_fault([(3, 10)])
'below_minimum'
>>> shares_fault([(12, 10)])
"""

import re
from dataclasses import dataclass
from datetime import date

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


def shares_fault(wanted: list[tuple[int, int]]) -> str | None:
    """Why these shares cannot be asked for; None when they can.

    One kind that reaches its minimum makes a member; of the others, any number may be added.

    :param wanted: ``[(shares, minimum of their kind)]``, the kinds asked for only

    >>> shares_fault([]), shares_fault([(1001, 1)]), shares_fault([(600, 1), (401, 1)])
    ('none', 'too_many', 'too_many')
    >>> shares_fault([(10, 10), (1, 5)]), shares_fault([(9, 10), (4, 5)])
    (None, 'below_minimum')
    """
    if not wanted:
        return "none"
    if sum(shares for shares, _least in wanted) > MAXIMUM_SHARES:
        return "too_many"
    return None if any(shares >= least for shares, least in wanted) else "below_minimum"


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


PERSON_FIELDS = ("name", "email", "phone", "street", "zip", "city")
LONGEST = 120
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;.\"]{2,}")


def person(form: dict) -> dict:
    """The fields about the person in a form, with runs of white space made one space.

    >>> person({"name": "  Ana   Lima ", "zip": None, "admin": "1"})["name"]
    'Ana Lima'
    """
    return {field: one_line(form.get(field)) for field in PERSON_FIELDS}


def one_line(text: str | None) -> str:
    """What people typed on one line, without what no database can hold.

    >>> one_line("  Ana\\n Li\\0ma "), one_line(None)
    ('Ana Lima', '')
    """
    return " ".join(str(text or "").replace("\0", "").split())


def is_secret(text) -> bool:
    """Whether this could be one of our secrets: what comes in an address may be anything.

    >>> is_secret("aB3_-"), is_secret(""), is_secret("a\\0"), is_secret(None), is_secret("a" * 65)
    (True, False, False, False, False)
    """
    return bool(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text))


def person_faults(values: dict, needed: tuple = ("name",)) -> dict:
    """What is wrong with these fields: ``{field: "missing" | "too_long" | "not_email"}``.

    >>> person_faults({"name": "", "email": "a@b"}, needed=("name", "email"))
    {'name': 'missing', 'email': 'not_email'}
    >>> person_faults({"name": "Ana Lima", "email": ""})
    {}
    >>> person_faults({"name": "x" * 121})
    {'name': 'too_long'}
    """
    faults = {field: "missing" for field in needed if not values.get(field)}
    faults |= {field: "too_long" for field, value in values.items() if len(value) > LONGEST}
    email = values.get("email")
    if email and not _EMAIL.fullmatch(email):
        faults["email"] = "not_email"
    return faults


def is_day(text: str) -> bool:
    """Whether this is a day as browsers send it.

    >>> is_day("2026-02-28"), is_day("2026-02-30"), is_day("28/02/2026")
    (True, False, False)
    """
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
