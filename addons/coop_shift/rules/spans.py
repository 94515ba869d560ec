"""Periods of days. Everywhere in this package a period includes both ends, and an end of None is
open."""

from datetime import date, timedelta

from .facts import Enrollment, Share

DAY = timedelta(days=1)
FOREVER = date.max


def covers(period, day):
    """Whether a period with ``start`` and ``end`` contains the day."""
    return period.start <= day and (period.end is None or day <= period.end)


def next_day(day):
    return day + DAY if day < FOREVER else FOREVER


def months_before(day, months):
    """The same day so many months earlier; the last of the month where there is none.

    >>> months_before(date(2024, 2, 29), 12)
    datetime.date(2023, 2, 28)
    """
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - DAY)


def months_after(day, months):
    """
    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    return months_before(day, -months)


def confirmed(leaves):
    """Those that have an effect; one that is there twice counts once."""
    return list({leave.id: leave for leave in leaves if leave.state == "confirmed"}.values())


def with_exits(enrollments, exits):
    """Enrollments as the unsubscriptions leave them: those that cover the day of one end that
    day."""
    for day in exits:
        enrollments = [
            enrollment._replace(end=day) if covers(enrollment, day) else enrollment
            for enrollment in enrollments
        ]
    return enrollments


def regime_on(enrollments, day, default, worked=False):
    """The regime of a day: of the latest seat held, else of the next one, once it is decided, else
    of the last one held before (RULES.md 3).

    :param worked: of what is worked or missed: a seat to come says nothing of it yet
    """
    best, rank = default, (-2,)
    for enrollment in enrollments:
        start, end = enrollment.start, enrollment.end
        if start > day:
            if enrollment.decided and enrollment.decided > day:
                continue
            mine = (-1 if worked else 1, FOREVER - start)
        elif end is None or day <= end:
            mine = (2, start)
        else:
            mine = (0, end, start)
        if mine > rank:
            best, rank = enrollment.regime, mine
    return best


def duties(facts, history, exits=()):
    """The enrollments that owe work: those given, and the times of shares without one, while the
    version in force asks for no enrollment.

    A time of shares is known from its first day on: nobody holds it as a seat to come.

    :param exits: the days whose end unsubscribed the member
    """
    places = with_exits(list(facts.enrollments), exits)
    if history.always_enrolled:
        return places
    return places + _by_shares(_times_of_work(facts), places, history)


def _times_of_work(facts):
    """The times of shares; of a member of whom only attendances are known, from the first on."""
    if facts.shares or facts.enrollments:
        return _merged(share for share in facts.shares if share.worker)
    begun = min((fact.date for fact in facts.attendances), default=None)
    return [Share(begun)] if begun else []


def _merged(shares):
    """Shares as times in which some are owned: buying more begins none anew (RULES.md 3).

    >>> one, two = Share(date(2026, 1, 1)), Share(date(2026, 3, 1), date(2026, 4, 1))
    >>> _merged([two, one]) == [one]
    True
    """
    found = []
    for share in sorted(shares, key=lambda share: share.start):
        last = found[-1] if found else None
        if last and next_day(last.end or FOREVER) >= share.start:
            ends = (last.end, share.end)
            found[-1] = last._replace(end=None if None in ends else max(ends))
        else:
            found.append(share)
    return found


def _by_shares(shares, places, history):
    found = []
    for share in shares:
        for first, last, policy in history.spans(share.start, share.end or FOREVER):
            if policy.enrollment_required:
                continue
            for start, end in _gaps(places, first, last):
                _join(found, _share_duty(policy, places, start, end))
    return found


def _gaps(places, first, last):
    """``(first, last)`` of the times between two days in which no place is held."""
    for place in sorted(places, key=lambda place: place.start):
        if first < place.start:
            yield first, min(place.start - DAY, last)
        first = max(first, next_day(place.end or FOREVER))
        if first > last or first == FOREVER:
            return
    yield first, last


def _share_duty(policy, places, start, end):
    """Under the regime, and in the cycles, of the last place held before; without one, under the
    policy's first."""
    held = [p for p in places if p.end and p.end < start and p.regime in policy.regimes]
    last = max(held, key=lambda place: place.end, default=None)
    regime = last.regime if last else policy.default_regime
    anchor = last and last.anchor
    debit = policy.regimes[regime].debit
    if last and debit and debit.member_cycle:
        anchor = last.anchor or last.start
    return Enrollment(regime, start, None if end == FOREVER else end, start, anchor)


def _join(found, duty):
    """Add a time, or go on with the one that it follows: buying shares starts no cycle anew."""
    last = found[-1] if found else None
    if last and last.end and next_day(last.end) >= duty.start:
        if (last.regime, last.anchor) == (duty.regime, duty.anchor):
            found[-1] = last._replace(end=duty.end)
            return
    found.append(duty)
