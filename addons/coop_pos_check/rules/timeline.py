"""The form of verdict timelines in the lists that tills and doors keep."""

from collections.abc import Container, Sequence
from datetime import date

Timeline = Sequence[tuple[date, str]]


def compact(
    timeline: Timeline, day: date, dated: Container[str] = ()
) -> tuple[tuple[str, str], ...]:
    """The form that is sent: what holds on a day and after it, with ISO days.

    The first date is "" (since ever): with it, a person whose standing does not change has the
    same timeline tomorrow, most persons share one, and nobody learns for how long. Codes in
    ``dated`` keep their true first day, which the screen tells ("suspended since…").

    >>> line = [(date.min, "not_member"), (date(2026, 1, 1), "ok"), (date(2026, 2, 1), "left")]
    >>> compact(line, date(2026, 1, 5))
    (('', 'ok'), ('2026-02-01', 'left'))
    >>> compact(line, date(2026, 2, 5)), compact(line, date(2026, 2, 5), {"left"})
    ((('', 'left'),), (('2026-02-01', 'left'),))
    """
    current = max((n for n, (start, _code) in enumerate(timeline) if start <= day), default=0)
    (start, first), *rest = timeline[current:]
    told = start.isoformat() if first in dated and start > date.min else ""
    return ((told, first), *((later.isoformat(), code) for later, code in rest))
