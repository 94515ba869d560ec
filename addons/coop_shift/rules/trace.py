"""The trace of a life: the steps that led to a standing, as codes and values. No words here."""

from datetime import date
from typing import NamedTuple


class Step(NamedTuple):
    """One thing that happened on a day.

    ``code`` is ``line`` (a line of the ledger: ``reason``, ``counter``, ``amount``, ``balance``
    after it), ``standing`` (``standing``, ``because``, and what explains it) or ``consequence``
    (``kind``, ``cause``).
    """

    day: date
    code: str
    values: dict
