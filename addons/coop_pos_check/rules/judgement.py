"""What the server thinks of a sale that has happened. Nothing is rejected; what differs is flagged.

>>> from datetime import datetime
>>> noon = datetime(2026, 5, 4, 12)
>>> sale = Sale(paid_at=noon, received_at=noon, has_person=True)
>>> said = Check(at=noon, code="ok", allowed=True, outcome="allowed")
>>> judge(sale, said, code="ok", allowed=True)
frozenset()

A person who was not allowed, and nobody lifted the refusal:

>>> sorted(judge(sale, None, code="suspended", allowed=False))
['no_check', 'refused_paid']
>>> lifted = Check(at=noon, code="suspended", allowed=False, outcome="override")
>>> judge(sale, lifted, code="suspended", allowed=False)
frozenset()

A lift that nobody proved counts for nothing:

>>> forged = replace(lifted, override_valid=False)
>>> sorted(judge(sale, forged, code="suspended", allowed=False))
['bad_override', 'refused_paid']

The till said something else than the server would have said then:

>>> sorted(judge(sale, said, code="suspended", allowed=False))
['different', 'refused_paid']
"""

from dataclasses import dataclass, replace  # noqa: F401 (replace is for the doctests)
from datetime import datetime, timedelta

#: Outcomes under which a sale may go on although the verdict refuses.
LIFTED = frozenset({"override", "warned"})
#: A clock off by more than that is worth a word.
CLOCK_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Sale:
    """Facts about a paid order. Moments are UTC.

    :param paid_at: by the clock of the till
    :param received_at: by the clock of the server
    :param session_start: when its session was opened, by the clock of the server
    :param claims_check: whether it points to a check
    :param person_changed: whether it was judged for somebody else, or for nobody, before
    :param meant_for_another: whether somebody else was refused these goods, or had ordered them
    :param edited: whether its goods or amounts were changed after it was paid
    """

    paid_at: datetime
    received_at: datetime
    has_person: bool
    session_start: datetime | None = None
    claims_check: bool = False
    person_changed: bool = False
    meant_for_another: bool = False
    edited: bool = False


@dataclass(frozen=True)
class Check:
    """Facts about the check made for a sale.

    :param at: by the clock of the server, as far as the till could tell
    :param data_age: age of the till's list, in minutes
    :param skew: seconds by which the till's clock was ahead of the server's (negative: behind)
    """

    at: datetime
    code: str
    allowed: bool
    outcome: str
    data_age: int = 0
    skew: int = 0
    override_valid: bool = True

    @property
    def by_the_till(self) -> datetime:
        """The same moment by the clock of the till, with which the sale is dated."""
        return self.at + timedelta(seconds=self.skew)


def judge(
    sale: Sale, check: Check | None, code: str, allowed: bool, max_age: int = 0
) -> frozenset[str]:
    """The flags of a sale.

    :param check: the sale's own check; ``None`` when there is none that is really its own
    :param code: the verdict at the time of the sale, from the history that the server knows now
    :param max_age: oldest list that the till should work with, in minutes (0: no limit)

    >>> noon = datetime(2026, 5, 4, 12)
    >>> sale = Sale(paid_at=noon, received_at=noon, has_person=False)
    >>> sorted(judge(sale, None, "not_member", False))
    ['no_person']
    >>> old = Check(noon, "ok", True, "allowed", data_age=2000)
    >>> sorted(judge(replace(sale, has_person=True), old, "ok", True, max_age=1440))
    ['stale']

    Whoever is put on a sale afterwards does not make it as if they had been there:

    >>> fine = Check(noon, "ok", True, "allowed")
    >>> sorted(judge(replace(sale, has_person=True, person_changed=True), fine, "ok", True))
    ['person_changed']

    A neighbour's card does not make the goods of somebody who was refused the neighbour's:

    >>> passed_on = replace(sale, has_person=True, meant_for_another=True)
    >>> sorted(judge(passed_on, fine, "ok", True))
    ['paid_as_another']

    Goods that come in after the payment do not pass unseen:

    >>> sorted(judge(replace(sale, has_person=True, edited=True), fine, "ok", True))
    ['edited']
    """
    flags = set(_about_time(sale, check))
    if sale.person_changed:
        flags.add("person_changed")
    if sale.edited:
        flags.add("edited")
    if sale.meant_for_another:
        flags.add("paid_as_another")
    if not sale.has_person:
        return frozenset(flags | {"no_person"})
    flags.update(_about_check(sale, check, code, allowed, max_age))
    lifted = check is not None and check.outcome in LIFTED and check.override_valid
    if not allowed and not lifted:
        flags.add("refused_paid")
    return frozenset(flags)


def _about_check(sale, check, code, allowed, max_age):
    """A refusal that was lifted with a pass for the day is a pass by now: no difference.

    >>> noon = datetime(2026, 5, 4, 12)
    >>> lifted = Check(at=noon, code="suspended", allowed=False, outcome="override")
    >>> list(_about_check(Sale(noon, noon, True), lifted, "pass", True, 0))
    []
    """
    if check is None:
        yield "foreign_check" if sale.claims_check else "no_check"
        return
    lifted_since = check.outcome == "override" and allowed
    if check.code != code and not lifted_since:
        yield "different"
    if check.outcome == "warned":
        yield "warned"
    if check.outcome == "override" and not check.override_valid:
        yield "bad_override"
    if max_age and check.data_age > max_age:
        yield "stale"


def _about_time(sale, check):
    """
    >>> noon = datetime(2026, 5, 4, 12)
    >>> late = Sale(paid_at=noon + timedelta(hours=1), received_at=noon, has_person=True)
    >>> list(_about_time(late, None))
    ['clock']
    >>> early = replace(late, paid_at=noon - timedelta(days=3), session_start=noon)
    >>> list(_about_time(early, None))
    ['clock']
    """
    future = sale.paid_at > sale.received_at + CLOCK_TOLERANCE
    start = sale.session_start
    before = start is not None and sale.paid_at < start - CLOCK_TOLERANCE
    skewed = check is not None and abs(check.skew) > CLOCK_TOLERANCE.total_seconds()
    apart = check is not None and abs(check.by_the_till - sale.paid_at) > CLOCK_TOLERANCE
    if future or before or skewed or apart:
        yield "clock"


def moment_to_judge(paid_at: datetime, received_at: datetime) -> datetime:
    """The moment whose verdict counts: when it was paid, but never in the future.

    >>> moment_to_judge(datetime(2030, 1, 1), datetime(2026, 5, 4))
    datetime.datetime(2026, 5, 4, 0, 0)
    """
    return min(paid_at, received_at)
