"""La Louve's leaves, sentence by sentence."""

from datetime import datetime, timedelta

import pytest
from coop_shift_rules.facts import Leave
from coop_shift_rules.leave import Context, dates, refusals, waits, without_certificate
from coop_shift_rules.policy import preset
from shift_lives import day

LOUVE = preset("la_louve").latest
ASKED = Context(datetime(2026, 3, 2, 9))


def ask(kind, start, end=None, **context):
    leave = Leave("1", kind, day(start), day(end) if end else None)
    return refusals(LOUVE, leave, ASKED._replace(**context))


@pytest.mark.parametrize(
    ("end", "codes"),
    [
        ("2026-05-03", ["too_short"]),
        ("2026-05-04", []),
        ("2027-03-09", []),
        ("2027-03-10", ["too_long"]),
        (None, ["needs_end"]),
    ],
)
def test_temporary(end, codes):
    """Temporary (8 weeks to 12 months)."""
    assert ask("temporary", "2026-03-10", end) == codes


def test_temporary_household():
    """Temporary: no shopping, the household too, not retroactive."""
    rule = LOUVE.leave_types["temporary"]
    assert (rule.standing, rule.household) == ("on_leave", True)
    assert ask("temporary", "2026-03-01", "2026-06-01") == ["retroactive"]
    assert ask("temporary", "2026-03-02", "2026-06-01") == []


GOOD = {"balances": {"abcd": 0, "flying": 2}, "own_shifts": (day("2026-03-16"), day("2026-04-13"))}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"balances": {"abcd": 0, "flying": 1.5}}, "credit"),
        ({"balances": {"abcd": -1, "flying": 2}}, "make_up_due"),
        ({"own_shifts": (day("2026-03-16"), day("2026-07-13"))}, "shifts_missed"),
        ({"asked": datetime(2026, 3, 8, 0, 1)}, "notice"),
    ],
)
def test_anticipated(change, code):
    """Anticipated (≥ 2 flying credits, no make-up due, ≥ 2 shifts missed, asked ≥ 24 h before)."""
    assert ask("anticipated", "2026-03-09", "2026-05-01", **GOOD) == []
    assert ask("anticipated", "2026-03-09", "2026-05-01", **{**GOOD, **change}) == [code]


def test_open_ended():
    """Open-ended (seat lost, not unsubscribed; reminder 10 days before its end when it has one)."""
    assert ask("open_ended", "2026-03-10") == []
    assert LOUVE.leave_types["open_ended"].keeps_membership
    leave = Leave("1", "open_ended", day("2026-03-10"), day("2026-09-30"))
    found = dates(LOUVE, leave, day("2026-03-02"))
    assert str(found.seat_ends) == "2026-03-09"
    assert str(found.remind_end) == "2026-09-20"
    assert dates(LOUVE, leave._replace(end=None), day("2026-03-02")).remind_end is None


def test_parental():
    """Parental (12 months per child, 24 for multiples, exempted)."""
    assert LOUVE.leave_types["parental"].standing == "exempted"
    assert ask("parental", "2026-03-10", "2027-03-09") == []
    assert ask("parental", "2026-03-10", "2027-03-10") == ["too_long"]
    assert ask("parental", "2026-03-10", "2028-03-09", multiple=True) == []
    assert ask("parental", "2026-03-10", "2028-03-10", multiple=True) == ["too_long"]


@pytest.mark.parametrize(
    ("kind", "remind", "over", "state"),
    [("parental", 21, 33, "abandoned"), ("incapacity", 15, 22, "cancelled")],
)
def test_certificates(kind, remind, over, state):
    """Certificate reminded after 21 days, abandoned after 33; incapacity: after 15, cancelled
    after 22."""
    start = day("2026-03-02")
    leave = Leave("1", kind, start, start + timedelta(days=60))
    after = [
        without_certificate(LOUVE, leave, start, start + timedelta(days=n)) for n in range(over + 2)
    ]
    assert after == [None] * remind + ["remind"] * (over - remind) + [state] * 2


def test_certificate_of_a_leave_to_come():
    """Nothing is due before the leave has begun."""
    leave = Leave("1", "parental", day("2026-06-01"), day("2027-01-31"))
    assert str(dates(LOUVE, leave, day("2026-03-02")).certificate_reminder) == "2026-06-22"


def test_incapacity():
    """Incapacity (≥ 15 days)."""
    assert ask("incapacity", "2026-02-20", "2026-03-05") == ["too_short"]
    assert ask("incapacity", "2026-02-20", "2026-03-06") == []


def test_overlap():
    """Leaves of one member never overlap."""
    other = Leave("2", "exemption", day("2026-05-01"), day("2026-05-31"))
    assert ask("temporary", "2026-03-10", "2026-05-01", leaves=(other,)) == ["too_short", "overlap"]
    assert ask("temporary", "2026-06-01", "2026-09-01", leaves=(other,)) == []
    cancelled = other._replace(state="cancelled")
    assert ask("temporary", "2026-03-10", "2026-05-10", leaves=(cancelled,)) == []
    assert ask("temporary", "2026-03-10", "2026-05-10", leaves=(other._replace(id="1"),)) == []
    for_ever = other._replace(end=None)
    assert ask("temporary", "2027-06-01", "2027-09-01", leaves=(for_ever,)) == ["overlap"]


def test_waiting():
    """Assignments inside a leave become "waiting"."""
    leave = Leave("1", "temporary", day("2026-03-10"), day("2026-05-10"))
    assert waits(LOUVE, [leave], day("2026-03-10")) == leave
    assert waits(LOUVE, [leave], day("2026-05-11")) is None
    assert waits(LOUVE, [leave._replace(state="draft")], day("2026-03-10")) is None


def test_wrong_requests():
    assert ask("sabbatical", "2026-03-10") == ["unknown_type"]
    assert ask("temporary", "2026-03-10", "2026-03-09") == ["ends_before_start"]
