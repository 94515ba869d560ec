"""The progress of a campaign: percentages, the daily curve, its drawing.

>>> percent(400_000, 1_600_000)
25
>>> percent(1_599_999, 1_600_000)
99
>>> percent(2_000_000, 1_600_000)
125
>>> percent(10, 0)
0
"""

from datetime import date, timedelta
from typing import NamedTuple

SMALL_GROUP = 5
"""Below this number of people a public page gives no figure: it could point at somebody."""


class Day(NamedTuple):
    """One day of the curve: what came in on that day and since the beginning."""

    day: date
    amount: float
    total: float


def percent(done, goal) -> int:
    """Whole percents, rounded down: 100 is only said when the goal is reached."""
    return int(done * 100 // goal) if goal > 0 else 0


def curve(amounts: dict, start: date, end: date) -> list[Day]:
    """One row per day from ``start`` to ``end`` inclusive, days without money included.

    :param amounts: ``{day: amount of that day}``; days outside the range are left out

    >>> amounts = {date(2026, 1, 2): 100, date(2026, 1, 3): -20}
    >>> days = curve(amounts, date(2026, 1, 1), date(2026, 1, 3))
    >>> [day.total for day in days]
    [0, 100, 80]
    >>> curve({}, date(2026, 1, 2), date(2026, 1, 1))
    []
    """
    days, total = [], 0
    for offset in range((end - start).days + 1):
        day = start + timedelta(days=offset)
        total += amounts.get(day, 0)
        days.append(Day(day, amounts.get(day, 0), total))
    return days


def points(days: list[Day], goal: float, width: int, height: int) -> list[tuple[int, int]]:
    """Pixels of the curve in a box, origin at the top left; the top is the goal or the maximum.

    >>> days = curve({date(2026, 1, 2): 50}, date(2026, 1, 1), date(2026, 1, 3))
    >>> points(days, 100, 200, 100)
    [(0, 100), (100, 50), (200, 50)]
    >>> points([], 100, 200, 100)
    []
    """
    top = max([goal, 1, *(day.total for day in days)])
    step = width / max(len(days) - 1, 1)
    return [
        (round(index * step), round(height - height * max(day.total, 0) / top))
        for index, day in enumerate(days)
    ]


def days_left(end: date, today: date) -> int:
    """Days that remain, the last one included; 0 once it is over.

    >>> today = date(2026, 1, 10)
    >>> days_left(today, today), days_left(date(2026, 1, 9), today)
    (1, 0)
    """
    return max((end - today).days + 1, 0)


def by_district(members_by_zip: dict, districts: list) -> dict:
    """Members per district; a zip counts for the district with the longest prefix that fits.

    :param members_by_zip: ``{zip: number of members}``
    :param districts: ``[(key, [prefix, …])]``

    >>> by_district({"75018": 7, "75011": 2, "93400": 1}, [("18th", ["75018"]), ("Paris", ["75"])])
    {'18th': 7, 'Paris': 2}
    """
    prefixes = sorted(
        ((prefix, key) for key, owned in districts for prefix in owned),
        key=lambda pair: -len(pair[0]),
    )
    counts = {key: 0 for key, _owned in districts}
    for code, number in members_by_zip.items():
        key = next((key for prefix, key in prefixes if code.startswith(prefix)), None)
        if key is not None:
            counts[key] += number
    return counts


def public_count(number: int) -> int | None:
    """The number when it is large enough to hide everybody in it, otherwise None.

    >>> public_count(4), public_count(5), public_count(0)
    (None, 5, 0)
    """
    return number if number == 0 or number >= SMALL_GROUP else None
