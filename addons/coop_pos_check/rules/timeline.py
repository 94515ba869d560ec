"""Small operations on verdict timelines, for the lists that tills and doors keep."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

Timeline = Sequence[tuple[date, str]]


def cover(
    timeline: Timeline, spans: Iterable[tuple[date, date | None]], code: str
) -> list[tuple[date, str]]:
    """A timeline with a code laid over it on some days.

    :param spans: ``(first day, first day after or None)``

    >>> line = [(date(2026, 1, 1), "not_member")]
    >>> for day, code in cover(line, [(date(2026, 3, 1), date(2026, 4, 1))], "served"):
    ...     print(day, code)
    2026-01-01 not_member
    2026-03-01 served
    2026-04-01 not_member
    >>> cover(line, [(date(2025, 1, 1), None)], "served")
    [(datetime.date(2026, 1, 1), 'served')]
    """
    spans = list(spans)
    start = timeline[0][0]
    edges = {edge for span in spans for edge in span if edge is not None and edge > start}
    result: list[tuple[date, str]] = []
    for day in sorted(edges | {day for day, _code in timeline}):
        covered = any(first <= day and (end is None or day < end) for first, end in spans)
        now = code if covered else code_on(timeline, day)
        if not result or result[-1][1] != now:
            result.append((day, now))
    return result


def code_on(timeline: Timeline, day: date) -> str:
    """The code that holds on a day; before the first date, the first one.

    >>> code_on([(date(2026, 1, 1), "ok"), (date(2026, 2, 1), "left")], date(2026, 2, 1))
    'left'
    """
    code = timeline[0][1]
    for start, later in timeline:
        if start <= day:
            code = later
    return code


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
