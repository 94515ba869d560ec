"""La Louve's manual and bylaws, continued: standing, leaving, extra time, holidays and leaves."""

import pytest
from coop_shift_rules.credits import balances, ledger
from coop_shift_rules.policy import preset
from coop_shift_rules.respite import offer
from shift_lives import Lived, came, day, seat

LOUVE = preset("la_louve").latest
ABCD = [seat("abcd")]
FLYING = [seat("flying", "2026-01-01")]
# La Louve's cycles of 2026 begin on 12 January, 9 February, 9 March, 6 April, 4 May, 1 June…


def louve(**facts):
    return Lived("la_louve", facts.pop("until", "2026-01-11"), **facts)


SHARE = [{"from": "2026-01-01"}]
BAD = [came("absent", "2026-02-02")]


def test_rule_1():
    """1. No worker share → not concerned."""
    partner = louve(shares=[{"from": "2026-01-01", "worker": False}], attendances=[])
    assert partner.standing("2026-02-01") == "not_concerned"
    sold = louve(shares=[{"from": "2026-01-01", "to": "2026-03-31"}], enrollments=ABCD)
    assert sold.standing("2026-03-31") == "up_to_date"
    assert sold.standing("2026-04-01") == "not_concerned"


def test_rule_2():
    """2. No present or future enrollment, and no open-ended leave covering the date →
    unsubscribed."""
    assert louve(shares=SHARE).standing("2026-02-01") == "unsubscribed"
    ended = louve(shares=SHARE, enrollments=[seat("abcd", to="2026-03-31")])
    assert ended.standing("2026-03-31") == "up_to_date"
    assert ended.standing("2026-04-01") == "unsubscribed"
    coming = louve(shares=SHARE, enrollments=[seat("abcd", "2026-06-01")])
    assert coming.standing("2026-02-01") == "up_to_date"
    away = louve(shares=SHARE, leaves=[{"type": "open_ended", "from": "2026-02-01"}])
    assert away.standing("2026-02-01") == "on_leave"


def test_rule_2_decided_later():
    """A seat given later does not rewrite the days before it was known."""
    seats = [seat("abcd", to="2026-03-31"), seat("abcd", "2026-06-01", decided="2026-05-10")]
    life = louve(shares=SHARE, enrollments=seats)
    assert life.standing("2026-05-09") == "unsubscribed"
    assert life.standing("2026-05-10") == "up_to_date"


@pytest.mark.parametrize(("end", "standing"), [(None, "on_leave"), ("2026-05-01", "unsubscribed")])
def test_a_leave_without_an_end_keeps_the_membership(end, standing):
    """Of whatever kind; one that ends brings back to a seat, and there is none."""
    leave = {"type": "temporary", "from": "2026-02-01", "to": end}
    assert louve(shares=SHARE, leaves=[leave]).standing("2026-02-15") == standing


def test_rules_3_and_4():
    """3. Capital instalment overdue and flagged → unpaid. 4. Blocked by hand → blocked."""
    life = louve(
        enrollments=ABCD,
        attendances=BAD,
        unpaid=[{"from": "2026-02-10", "to": "2026-02-20"}],
        blocks=[{"from": "2026-02-15", "to": "2026-02-25"}],
        leaves=[{"type": "temporary", "from": "2026-02-24", "to": "2026-05-01"}],
    )
    assert life.standing("2026-02-15") == "unpaid"
    assert life.standing("2026-02-24") == "blocked"
    assert life.standing("2026-02-26") == "on_leave"
    gone = louve(shares=SHARE, unpaid=[{"from": "2026-02-10"}])
    assert gone.standing("2026-02-15") == "unsubscribed"


def test_rule_5():
    """5. A confirmed leave of a non-shopping type covers the date (both ends inclusive) → on
    leave."""
    leave = {"type": "temporary", "from": "2026-02-10", "to": "2026-04-30"}
    life = louve(enrollments=ABCD, attendances=BAD, leaves=[leave])
    assert life.standing("2026-02-09") == "alert"
    assert life.standing("2026-02-10") == life.standing("2026-04-30") == "on_leave"
    assert life.standing("2026-05-01") == "suspended"
    asked = louve(enrollments=ABCD, leaves=[{**leave, "state": "draft"}])
    assert asked.standing("2026-02-10") == "up_to_date"


def test_rule_5_open_ended():
    """It may be open-ended."""
    life = louve(enrollments=ABCD, leaves=[{"type": "open_ended", "from": "2026-02-10"}])
    assert life.standing("2036-02-10") == "on_leave"


def test_rule_6_alert():
    """6. Counter < 0: less than 28 days since the counter became negative → alert; otherwise →
    suspended."""
    life = louve(enrollments=ABCD, attendances=BAD)
    assert life.standing("2026-02-01") == "up_to_date"
    assert life.standing("2026-02-02") == life.standing("2026-03-01") == "alert"
    assert life.standing("2026-03-02") == life.standing("2036-03-02") == "suspended"


def test_rule_6_grace():
    """Inside a grace → grace."""
    life = louve(
        enrollments=ABCD, attendances=BAD, graces=[{"from": "2026-03-10", "to": "2026-03-19"}]
    )
    assert life.standing("2026-03-09") == "suspended"
    assert life.standing("2026-03-10") == life.standing("2026-03-19") == "grace"
    assert life.standing("2026-03-20") == "suspended"


def test_rule_6_second_absence():
    """A second absence does not restart the 28 days."""
    life = louve(enrollments=ABCD, attendances=[*BAD, came("excused", "2026-02-20")])
    assert life.standing("2026-03-01") == "alert"
    assert life.standing("2026-03-02") == "suspended"


def test_rule_6_cleared():
    """Reaching 0 clears it."""
    work = [came("make_up", "2026-02-10"), came("make_up", "2026-02-17")]
    life = louve(enrollments=ABCD, attendances=[*BAD, *work, came("excused", "2026-03-10")])
    assert life.standing("2026-02-16") == "alert"
    assert life.standing("2026-02-17") == "up_to_date"
    assert life.standing("2026-04-06") == "alert"
    assert life.standing("2026-04-07") == "suspended"


def test_rule_6_cleared_before_the_debit():
    """Reaching 0 clears it: work done on the day of the debit counts before it."""
    life = louve(
        until="2026-02-09",
        enrollments=FLYING,
        attendances=[came("present", "2026-01-20"), came("present", "2026-02-09")],
    )
    assert life.balance("flying") == -2
    assert life.standing("2026-02-08") == "alert"
    assert life.standing("2026-03-08") == "alert"
    assert life.standing("2026-03-09") == "suspended"


def test_rule_6_an_absence_that_waited_counts_in_the_evening():
    """RULES.md 3: added in the evening of the next count, after the work of that day."""
    life = louve(
        until="2027-12-01",
        shares=[{"from": "2027-09-08"}],
        enrollments=[seat("flying", "2027-09-08")],
        attendances=[
            came("present", "2027-09-21", regime="flying"),
            came("absent", "2027-09-30", regime="flying"),
            came("present", "2027-10-18", regime="flying"),
        ],
    )
    assert life.standing("2027-10-17") == "alert"
    # At 0 in the morning: the alert of September is over, and a new one begins in the evening.
    assert life.standing("2027-10-18") == "alert"
    assert life.standing("2027-11-14") == "alert"
    assert life.standing("2027-11-15") == "suspended"


def test_rule_7():
    """7. A confirmed leave of an exempting type covers the date → exempted (only with counter ≥
    0)."""
    leave = [{"type": "exemption", "from": "2026-01-15"}]
    assert louve(enrollments=ABCD, leaves=leave).standing("2026-02-01") == "exempted"
    late = louve(
        enrollments=ABCD,
        leaves=leave,
        corrections=[{"date": "2026-02-02", "counter": "abcd", "amount": -1}],
    )
    assert late.standing("2026-02-02") == "alert"


def test_rule_8():
    """8. Otherwise up to date; a flying member up to date whose ABCD counter is still negative is
    in alert."""
    life = louve(
        enrollments=[seat("abcd", to="2026-02-28"), seat("flying", "2026-03-01")], attendances=BAD
    )
    assert life.standing("2026-02-28") == "alert"
    assert life.standing("2026-03-02") == "alert"
    assert life.standing("2026-12-31") == "alert"
    worked = louve(
        enrollments=[seat("abcd", to="2026-02-28"), seat("flying", "2026-03-01")],
        attendances=[*BAD, came("make_up", "2026-03-05", factor=2)],
    )
    assert worked.standing("2026-03-05") == "up_to_date"


def test_may_shop():
    """May shop: up to date, alert, grace, exempted."""
    assert set(LOUVE.may_shop) == {"up_to_date", "alert", "grace", "exempted"}


def test_household():
    """A household person has the member's standing; temporary buyer at most 6 months (180 days)."""
    assert (LOUVE.household.adults_owe, LOUVE.household.temporary_days) == (False, 180)
    assert (LOUVE.household.child_until, LOUVE.household.told_days_before) == (18, 14)


# unsubscription


def test_two_absences():
    """A second consecutive absence, by a member who was not up to date before it: the enrollment
    ends that day."""
    missed = [came("absent", "2026-02-02"), came("absent", "2026-03-02")]
    life = louve(shares=SHARE, enrollments=ABCD, attendances=missed)
    assert life.happened("unsubscribed") == ["2026-03-02"]
    assert life.standing("2026-03-02") == "suspended"
    assert life.standing("2026-03-03") == "unsubscribed"


@pytest.mark.parametrize("between", ["make_up", "present", "replaced"])
def test_work_between(between):
    """With no shift worked in between."""
    told = [came("absent", "2026-02-02"), came(between, "2026-02-20"), came("absent", "2026-03-02")]
    assert louve(enrollments=ABCD, attendances=told).happened("unsubscribed") == []


def test_excused_between():
    """Consecutive: an own shift excused in between breaks the row."""
    told = [
        came("absent", "2026-02-02"),
        came("excused", "2026-03-02"),
        came("absent", "2026-03-30"),
    ]
    assert louve(enrollments=ABCD, attendances=told).happened("unsubscribed") == []


def test_up_to_date_before():
    """By a member who was not up to date before it: an absence that cost nothing does not count."""
    told = [came("absent", "2026-02-02", holiday="closed"), came("absent", "2026-03-02")]
    assert louve(enrollments=ABCD, attendances=told).happened("unsubscribed") == []


def test_make_ups_stay_due():
    """Make-ups stay due on return."""
    missed = [came("absent", "2026-02-02"), came("absent", "2026-03-02")]
    back = [seat("abcd", to="2026-05-31"), seat("abcd", "2026-06-01")]
    life = louve(shares=SHARE, enrollments=back, attendances=missed)
    assert life.standing("2026-05-31") == "unsubscribed"
    assert (life.balance("abcd"), life.standing("2026-06-01")) == (-4, "suspended")


def test_flying_unsubscription():
    """Flying: counter ≤ −8."""
    life = louve(until="2026-12-31", shares=SHARE, enrollments=[seat("flying", "2025-12-29")])
    assert list(life.debits().values()) == [-2, -2, -2, -2]
    assert life.happened("unsubscribed") == ["2026-04-06"]
    assert life.standing("2026-04-06") == "suspended"
    assert life.standing("2026-04-07") == "unsubscribed"


# graces


def test_grace_days():
    """Grace: at the first visit after a suspension, automatically at the door, 10 days."""
    life = louve(enrollments=ABCD, attendances=BAD)
    assert LOUVE.grace.automatic
    grace, _ = offer(life.facts, life.history, day("2026-03-10"))
    assert (str(grace.start), str(grace.end)) == ("2026-03-10", "2026-03-19")
    assert offer(life.facts, life.history, day("2026-02-10")) == (
        None,
        "not_suspended",
    )


def test_grace_once():
    """One per absence."""
    given = [{"from": "2026-03-10", "to": "2026-03-19"}]
    life = louve(enrollments=ABCD, attendances=BAD, graces=given)
    ask = (life.history, day("2026-03-25"))
    assert offer(life.facts, *ask) == (None, "already_given")
    again = louve(enrollments=ABCD, attendances=[*BAD, came("excused", "2026-03-23")], graces=given)
    grace, _ = offer(again.facts, again.history, day("2026-03-25"))
    assert grace


def test_grace_cap():
    """Capped at the next own shift + 1 day."""
    life = louve(enrollments=ABCD, attendances=BAD)
    ask = (life.facts, life.history, day("2026-03-10"))
    grace, _ = offer(*ask, next_shift=day("2026-03-12"))
    assert str(grace.end) == "2026-03-13"


def test_extension():
    """Extension: until the next own shift, by the office, at most 6 in a row."""
    given = [{"from": f"2026-03-{n:02}", "to": f"2026-03-{n:02}"} for n in range(10, 15)]
    life = louve(enrollments=ABCD, attendances=BAD, extensions=given)
    ask = (life.history, day("2026-03-20"), "extension", day("2026-03-30"))
    sixth, _ = offer(life.facts, *ask)
    assert str(sixth.end) == "2026-03-30"
    six = life.facts._replace(graces=(*life.facts.graces, sixth._replace(start=day("2026-03-16"))))
    assert offer(six, *ask) == (None, "too_many")
    assert offer(life.facts, *ask[:-1]) == (None, "no_next_shift")


def test_day_pass():
    """One-day pass until midnight, by an employee."""
    assert LOUVE.day_pass_days == 1


# holidays of the shop


def test_closed():
    """Closed: an absence that day costs nothing."""
    closed = [{"kind": "closed", "from": "2026-02-02", "to": "2026-02-02"}]
    life = louve(enrollments=ABCD, attendances=BAD, holidays=closed)
    assert life.balance("abcd") == 0


def test_open():
    """Open: an absent member owes one make-up instead of two."""
    opened = [{"kind": "open", "from": "2026-02-02", "to": "2026-02-02"}]
    assert louve(enrollments=ABCD, attendances=BAD, holidays=opened).balance("abcd") == -1
    excused = [came("excused", "2026-02-02")]
    assert louve(enrollments=ABCD, attendances=excused, holidays=opened).balance("abcd") == -1


@pytest.mark.parametrize(("forgive", "owed"), [("all", 0), ("half", -1)])
def test_long(forgive, owed):
    """A long period may forgive all or half."""
    away = [{"kind": "long", "forgive": forgive, "from": "2026-01-10", "to": "2026-02-05"}]
    assert louve(enrollments=ABCD, attendances=BAD, holidays=away).balance("abcd") == owed
    flying = louve(until="2026-02-01", enrollments=FLYING, holidays=away)
    assert sum(flying.debits().values()) == owed


# leaves


def test_leave_costs_nothing():
    """Assignments inside a leave become "waiting" and cost nothing."""
    leave = [{"type": "temporary", "from": "2026-02-01", "to": "2026-04-30"}]
    assert louve(enrollments=ABCD, attendances=BAD, leaves=leave).entries == []
    flying = louve(until="2026-06-30", enrollments=FLYING, leaves=leave)
    assert list(flying.debits()) == ["2026-01-12", "2026-05-04", "2026-06-01", "2026-06-29"]


def test_anticipated_debits():
    """Anticipated: debits the missed shifts."""
    life = louve(
        enrollments=ABCD,
        attendances=[came("make_up", f"2026-01-{n:02}") for n in (5, 6, 7)]
        + [came("waiting", "2026-03-02"), came("waiting", "2026-03-30")],
        leaves=[{"type": "anticipated", "from": "2026-02-10", "to": "2026-04-30"}],
    )
    assert life.balance("flying", "2026-03-01") == 3
    assert life.balance("flying", "2026-03-30") == 1
    told = life.facts._replace(leaves=(life.facts.leaves[0]._replace(missed=2),))
    entries = ledger(told, life.history, day("2026-01-11")).entries
    assert balances(entries, day("2026-02-09"))["flying"] == 3
    assert balances(entries, day("2026-02-10"))["flying"] == 1
    assert balances(entries)["flying"] == 1
