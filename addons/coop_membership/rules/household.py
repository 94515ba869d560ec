"""How long may a person shop on a member's standing?

La Louve's bylaws: one adult at the same address, children until they turn 18, a temporary buyer
for at most 180 days. Days are included at both ends.
"""

from datetime import date, timedelta

TEMPORARY_DAYS = 180
MAJORITY = 18


def birthday(birth: date, age: int) -> date:
    """The day somebody reaches an age; 29 February counts as 28 in the other years.

    >>> birthday(date(2008, 5, 2), 18)
    datetime.date(2026, 5, 2)
    >>> birthday(date(2008, 2, 29), 18)
    datetime.date(2026, 2, 28)
    """
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 2, 28)


def last_day(kind: str, date_from: date, birth: date | None = None) -> date | None:
    """The last day that the rules allow, or ``None`` when they set none.

    >>> last_day("child", date(2020, 1, 1), date(2008, 5, 2))
    datetime.date(2026, 5, 1)
    >>> last_day("temporary", date(2026, 1, 1))
    datetime.date(2026, 6, 29)
    >>> last_day("adult", date(2026, 1, 1)) is None
    True
    >>> last_day("child", date(2020, 1, 1)) is None
    True
    """
    if kind == "child" and birth:
        return birthday(birth, MAJORITY) - timedelta(days=1)
    if kind == "temporary":
        return date_from + timedelta(days=TEMPORARY_DAYS - 1)
    return None


def most_at_once(ranges: list[tuple[date, date | None]]) -> int:
    """The largest number of ranges that share a day (last days included, ``None``: open).

    >>> most_at_once([(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), None)])
    1
    >>> most_at_once([(date(2026, 1, 1), date(2026, 2, 1)), (date(2026, 2, 1), None)])
    2
    >>> most_at_once([])
    0
    """
    return max(
        (
            sum(start <= day and (end is None or day <= end) for start, end in ranges)
            for day, _end in ranges
        ),
        default=0,
    )
