"""What a ballot says, from the form of the portal to the ballot file.

Between them a choice is one short text in which candidates are numbers: ``"12>15=13"`` (a ranking),
``"12,15"`` (approvals, or the one of first past the post), ``"12:0,15:2"`` (grades by their place,
0 the best), ``"12:yes,15:no"`` (candidates one by one). The empty text is a blank ballot. To a
proposal that asks for consent a choice is ``"consent"``, ``"aside"``, ``"concern:why"`` or
``"objection:why"``.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

RANKED = ("runoff", "schulze", "stv")
ANSWERS = ("yes", "no", "abstain")
#: What one may say to a proposal that asks for consent.
CONSENT = ("consent", "concern", "objection", "aside")
LONGEST_REASON = 2000


class ChoiceError(ValueError):
    """The form says something that a ballot cannot say."""


def from_form(
    method: str, form: Mapping[str, Sequence[str]], candidates: Collection[int], grades: int = 0
) -> str:
    """The choice of a filled form; raises ChoiceError.

    * approval, plurality: the field ``candidate``, several times or once;
    * rankings: fields ``rank_12``, 1 for the first, the same number for equals, empty for none;
    * majority judgment: fields ``grade_12``, the place of the grade;
    * one by one: fields ``answer_12``, yes, no or abstain;
    * consent: the field ``choice`` and, for a concern or an objection, the field ``reason``.

    >>> from_form("approval", {"candidate": ["3", "1"]}, {1, 2, 3})
    '1,3'
    >>> from_form("schulze", {"rank_1": ["2"], "rank_2": [""], "rank_3": ["1"], "rank_4": ["2"]},
    ...           {1, 2, 3, 4})
    '3>1=4'
    >>> from_form("majority_judgment", {"grade_1": ["0"], "grade_2": ["2"]}, {1, 2}, grades=3)
    '1:0,2:2'
    >>> from_form("plurality", {}, {1, 2})
    ''
    >>> from_form("one_by_one", {"answer_1": ["no"], "answer_2": ["abstain"]}, {1, 2})
    '1:no'
    >>> from_form("consent", {"choice": ["objection"], "reason": ["It harms  the cold chain"]}, ())
    'objection:It harms the cold chain'
    """
    if method == "consent":
        return _consent(form)
    if method == "one_by_one":
        return _answers(form, candidates)
    if method in ("approval", "plurality"):
        return _chosen(method, form, candidates)
    if method == "majority_judgment":
        places = _numbers(form, "grade_", candidates, range(grades))
        return ",".join(f"{name}:{place}" for name, place in sorted(places.items()))
    ranks = _numbers(form, "rank_", candidates, range(1, len(candidates) + 1))
    groups = [
        sorted(name for name, rank in ranks.items() if rank == level)
        for level in sorted(set(ranks.values()))
    ]
    return ">".join("=".join(map(str, group)) for group in groups)


def unpadded(answer: str) -> str:
    """An answer of a form, in which all are as long as the longest.

    >>> unpadded("no_____"), unpadded("abstain")
    ('no', 'abstain')
    """
    return answer.rstrip("_")


def _consent(form):
    """Consent, a concern, an objection with its reason, or standing aside."""
    said = (form.get("choice") or [""])[-1]
    written = (form.get("reason") or [""])[-1].replace("\0", "")
    reason = " ".join(written.split())[:LONGEST_REASON]
    if said not in CONSENT:
        raise ChoiceError("consent")
    if said == "objection" and not reason:
        raise ChoiceError("reason")
    return f"{said}:{reason}" if said in ("concern", "objection") else said


def _answers(form, candidates):
    """Yes or no for each candidate; those left out are abstentions."""
    said = {}
    for key, values in form.items():
        if key.startswith("answer_") and values and values[-1]:
            name, answer = key.removeprefix("answer_"), unpadded(values[-1])
            if not _is_number(name) or int(name) not in candidates or answer not in ANSWERS:
                raise ChoiceError("answer")
            said[int(name)] = answer
    return ",".join(f"{name}:{said[name]}" for name in sorted(said) if said[name] != "abstain")


def _chosen(method, form, candidates):
    """The candidates ticked; first past the post takes one at most."""
    said = [value for value in form.get("candidate", ()) if value]
    numbers = {int(value) for value in said if _is_number(value)}
    if len(numbers) != len(said) or not numbers <= set(candidates):
        raise ChoiceError("candidate")
    if method == "plurality" and len(numbers) > 1:
        raise ChoiceError("one")
    return ",".join(map(str, sorted(numbers)))


def _is_number(text):
    """Whether a text of a form is a number that the database can hold.

    >>> _is_number("42"), _is_number("-1"), _is_number("²"), _is_number("9" * 5000)
    (True, False, False, False)
    """
    return text.isdecimal() and len(text) < 10


def _numbers(form, prefix, candidates, allowed):
    """The number given to each candidate, those left empty aside."""
    result = {}
    for key, values in form.items():
        if key.startswith(prefix) and values and values[-1]:
            name, value = key.removeprefix(prefix), values[-1]
            if not (_is_number(name) and _is_number(value)):
                raise ChoiceError("number")
            if int(name) not in candidates or int(value) not in allowed:
                raise ChoiceError("number")
            result[int(name)] = int(value)
    return result


def to_ballot(
    method: str, choice: str, names: Mapping[int, str], grades: Sequence[str] = ()
) -> Any:
    """A choice as the counting rules take it.

    >>> names = {1: "Ada", 2: "Blaise", 3: "Chloé"}
    >>> to_ballot("stv", "3>1=2", names), to_ballot("plurality", "2", names)
    ((('Chloé',), ('Ada', 'Blaise')), (('Blaise',),))
    >>> to_ballot("approval", "1,3", names), to_ballot("approval", "", names)
    (('Ada', 'Chloé'), ())
    >>> to_ballot("majority_judgment", "1:0,2:1", names, ("good", "bad"))
    {'Ada': 'good', 'Blaise': 'bad'}
    """
    if method == "one_by_one":
        pairs = (part.split(":") for part in choice.split(",") if part)
        return {names[int(name)]: answer for name, answer in pairs}
    if method == "majority_judgment":
        pairs = (part.split(":") for part in choice.split(",") if part)
        return {names[int(name)]: grades[int(place)] for name, place in pairs}
    if method == "approval":
        return tuple(names[int(name)] for name in choice.split(",") if name)
    groups = (group.split("=") for group in choice.split(">") if group)
    return tuple(tuple(names[int(name)] for name in group) for group in groups)
