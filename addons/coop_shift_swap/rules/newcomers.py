"""Nobody begins alone, and who did a shift last cycle may keep it for a while."""

from datetime import timedelta


def is_beginner(worked, needed):
    """Whether a member has worked fewer shifts than an experienced one; 0 needed: nobody is.

    >>> is_beginner(2, 3), is_beginner(3, 3), is_beginner(0, 0)
    (True, False, False)
    """
    return worked < needed


def alone(worked, companions, needed):
    """Whether a member would be a beginner alone in a role.

    :param worked: how many shifts the member has worked
    :param companions: the same of each other holder of the role on that shift
    :param needed: shifts worked that make one experienced

    >>> alone(0, [], 3), alone(0, [1, 2], 3), alone(0, [1, 12], 3), alone(5, [], 3)
    (True, True, False, False)
    """
    return is_beginner(worked, needed) and all(is_beginner(n, needed) for n in companions)


def kept_until(start, days):
    """The moment at which seats are no longer kept: so many days before the shift; None: never
    kept.

    >>> from datetime import datetime
    >>> kept_until(datetime(2026, 11, 30, 9), 7)
    datetime.datetime(2026, 11, 23, 9, 0)
    """
    return start - timedelta(days=days) if days else None


def keepers(last_time, holding, start, days, now):
    """The members for whom a seat is kept now: who held the role on the shift's last occurrence,
    and does not hold it this time.

    :param last_time: ids of the members who booked the role a cycle ago
    :param holding: ids of the members on the shift now
    :param start: local start of the shift
    :param days: kept until so many days before; 0: nothing is kept

    >>> from datetime import datetime
    >>> start = datetime(2026, 11, 30, 9)
    >>> keepers([4, 7, 9], [7], start, 7, datetime(2026, 11, 20)) == {4, 9}
    True
    >>> keepers([4, 7, 9], [7], start, 7, datetime(2026, 11, 23, 9))
    set()
    """
    until = kept_until(start, days)
    if until is None or now >= until:
        return set()
    return set(last_time) - set(holding)


def is_kept_from(member, free, kept_for):
    """Whether the free seats are all kept for others.

    >>> is_kept_from(1, 2, {4}), is_kept_from(1, 1, {4}), is_kept_from(4, 1, {4, 9})
    (False, True, False)
    """
    return member not in kept_for and free > 0 and free <= len(kept_for)
