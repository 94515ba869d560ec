"""Consent: a proposal stands unless a reasoned objection to it stands.

As in sociocracy: consent is not agreement. A concern is heard and noted; an objection says why the
proposal would harm the common aim, and is withdrawn, resolved by amending the proposal, or stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

STATES = ("standing", "resolved", "withdrawn")


@dataclass(frozen=True)
class Objection:
    """One objection with its reason, and what became of it."""

    reason: str
    state: str = "standing"

    def __post_init__(self):
        if not self.reason.strip():
            raise ValueError("An objection gives its reason.")
        if self.state not in STATES:
            raise ValueError("An objection is standing, resolved or withdrawn.")


@dataclass(frozen=True)
class Consent:
    """The outcome: adopted or not, and how many consents, concerns and objections there were."""

    adopted: bool
    consents: int
    concerns: int
    standing: tuple[Objection, ...]
    settled: tuple[Objection, ...]


def count(consents: int, objections: Sequence[Objection] = (), concerns: int = 0) -> Consent:
    """Whether there is consent: somebody consents and no objection stands.

    >>> harm = Objection("The cold chain breaks on Sundays")
    >>> count(12, [harm]).adopted, count(12, [Objection(harm.reason, "resolved")]).adopted
    (False, True)
    >>> count(0).adopted
    False
    """
    standing = tuple(objection for objection in objections if objection.state == "standing")
    settled = tuple(objection for objection in objections if objection.state != "standing")
    voiced = consents + concerns
    return Consent(voiced > 0 and not standing, consents, concerns, standing, settled)
