"""On which days a coordinator may run a shift."""

from datetime import timedelta

#: A coordinator sees a shift that many days before and after it; then the office does.
DAYS_BEFORE = 7
DAYS_AFTER = 7


def holds(date_from, date_to, day):
    """Whether a span of days, both ends included, covers a day; ``None`` or ``False`` is open.

    >>> from datetime import date
    >>> holds(date(2026, 1, 5), False, date(2026, 3, 2)), holds(None, date(2026, 1, 4), date.max)
    (True, False)
    """
    return not (date_from and day < date_from) and not (date_to and date_to < day)


def in_sight(day, today):
    """Whether a shift's day is near enough for its coordinators.

    >>> from datetime import date
    >>> [in_sight(date(2026, 1, 10), date(2026, 1, d)) for d in (2, 3, 17, 18)]
    [False, True, True, False]
    """
    return today - timedelta(days=DAYS_AFTER) <= day <= today + timedelta(days=DAYS_BEFORE)
