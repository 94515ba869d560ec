"""Two phones on one shift: who said what last, and what else was said."""

from typing import NamedTuple


class Said(NamedTuple):
    """One tap about one person: what was said, when, and by whom (a person with a phone)."""

    value: str
    moment: float
    author: object


def otherwise(taps, current):
    """The latest thing that somebody else said and that does not hold; ``None`` when all agree.

    :param taps: of one person, any order
    :param current: what holds

    >>> ana, bob = "Ana", "Bob"
    >>> otherwise([Said("late", 5, ana), Said("absent", 3, bob)], "late")
    Said(value='absent', moment=3, author='Bob')

    The desk changed it after all the taps:

    >>> otherwise([Said("late", 5, ana)], "excused")
    Said(value='late', moment=5, author='Ana')

    One's own second thought is no disagreement:

    >>> otherwise([Said("late", 5, ana), Said("absent", 3, ana)], "late")
    """
    if not taps:
        return None
    latest = max(taps, key=lambda tap: tap.moment)
    if latest.value != current:
        return latest
    others = [tap for tap in taps if tap.author != latest.author and tap.value != current]
    return max(others, key=lambda tap: tap.moment, default=None)
