"""A co-op's work rules as data.

README.md documents the JSON. Everything that differs between co-ops is here; the other files hold mechanisms only.
"""

from datetime import date
from typing import NamedTuple


class Policy:
    """One version of a co-op's rules, read from a plain dict: ``Policy.from_dict(data)``.

    :raise PolicyError: with the path in the dict and what is expected there
    """


class PolicyHistory:
    """The dated versions of a policy. A change applies from its date and never rewrites the past.

    * ``PolicyHistory([(date, Policy), …])`` or ``PolicyHistory.from_data(dict or list of dicts)``
    * ``history.on(day)`` → the Policy of that day (the first version also covers the time before it)
    * ``history.cycle_starts(first, last)`` → first days of cycles, over all versions
    * ``history.versions`` → tuple of (from date, Policy)
    """


def preset(name):
    """The PolicyHistory of a preset shipped with the addon: ``la_louve``, ``bees``…

    :raise PolicyError: no such preset; the message names those that exist
    """
    raise NotImplementedError


def load(name_or_path):
    """The PolicyHistory of a preset's name or of a JSON file."""
    raise NotImplementedError
