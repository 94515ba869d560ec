"""SuperCoop: who is frozen, who is rescued by shifts booked, and who thaws.

Who owns shares since June 2025 and does not work owes 4 on 8 September; the eleventh day after it,
19 September, is that of the freeze.
"""

import pytest
from coop_shift_rules.policy import FIRST_DAY, PolicyHistory, preset
from shift_lives import Lived, changed, day

BERLIN = preset("supercoop_berlin").latest
FREEZE = "2025-09-19"
SHARE = [{"from": "2025-06-01"}]


def idle(*registrations, policy="supercoop_berlin", until="2025-09-30", **facts):
    facts = {"shares": SHARE, "registrations": list(registrations), **facts}
    return Lived(policy, until, **facts)


def looks(*registrations, **facts):
    """What became of the member: ``frozen`` and ``thawed`` with their days, in turn."""
    life = idle(*registrations, **facts)
    return [f"{one.kind} {one.date}" for one in life.fold.consequences]


def booked(on, since="2025-09-01", **more):
    return {"date": on, "booked": since, **more}


def owing(amount, on="2025-07-01"):
    return {"corrections": [{"date": on, "counter": "balance", "amount": -amount}]}


# shifts booked that help


def test_without_any_shift_booked():
    life = idle()
    assert looks() == [f"frozen {FREEZE}"]
    assert life.standing("2025-09-07") == "up_to_date"
    assert life.standing("2025-09-08") == life.standing("2025-09-18") == "alert"
    assert life.standing(FREEZE) == "frozen"


def test_a_shift_of_the_last_four_weeks_helps():
    """One that nobody has said anything of yet; on the day after the four weeks, no more."""
    assert looks(booked("2025-08-22", "2025-08-01")) == ["frozen 2025-09-20"]
    assert looks(booked("2025-08-21", "2025-08-01")) == [f"frozen {FREEZE}"]


def test_a_shift_of_the_next_eight_weeks_helps():
    assert looks(booked("2025-11-14")) == ["frozen 2025-12-13"]
    assert looks(booked("2025-11-15")) == [f"frozen {FREEZE}"]


def test_a_shift_helps_until_it_is_cancelled():
    assert looks(booked("2025-10-10", cancelled="2025-09-25")) == ["frozen 2025-09-25"]
    assert looks(booked("2025-10-10", cancelled=FREEZE)) == [f"frozen {FREEZE}"]


def test_a_shift_helps_from_the_day_on_which_it_was_booked():
    """By the evening of the freeze it rescues, later it thaws."""
    assert looks(booked("2025-10-10", FREEZE)) == ["frozen 2025-11-08"]
    later = [f"frozen {FREEZE}", "thawed 2025-09-20", "frozen 2025-11-08"]
    assert looks(booked("2025-10-10", "2025-09-20")) == later


def test_a_booking_of_which_no_day_is_known_always_helped():
    assert looks({"date": "2025-10-10"}) == ["frozen 2025-11-08"]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("absent", ["frozen 2025-09-24"]),
        ("present", []),
        ("expected", ["frozen 2025-10-23"]),
    ],
)
def test_a_shift_helps_until_it_is_known_what_became_of_it(kind, found):
    """Then what it wrote counts."""
    attended = [{"id": "7", "date": "2025-09-24", "kind": kind}]
    assert looks(booked("2025-09-24", id="7"), attendances=attended) == found


@pytest.mark.parametrize(("shifts", "owed", "enough"), [(1, 1, False), (2, 1, True), (2, 2, False)])
def test_as_many_are_needed_as_are_owed_beyond_the_threshold(shifts, owed, enough):
    ahead = [booked(f"2025-10-{number}") for number in (10, 11)]
    found = looks(*ahead[:shifts], **owing(owed, FREEZE))
    assert found == ["frozen 2025-11-08" if enough else f"frozen {FREEZE}"]


# what a freeze cancels


def test_shifts_to_come_are_cancelled_by_the_freeze_and_help_no_more():
    """One 8 weeks before comes into the window on 29 October."""
    assert looks(booked("2025-12-24", FREEZE)) == [f"frozen {FREEZE}"]
    after = looks(booked("2025-12-24", "2025-09-20"))
    assert after == [f"frozen {FREEZE}", "thawed 2025-10-29", "frozen 2026-01-22"]


def test_a_shift_of_the_day_of_the_freeze_is_not_cancelled():
    """Two more are owed on that day: one shift of the day and one booked after it thaw."""
    again = booked("2025-10-10", "2025-09-22")
    owed = owing(1, FREEZE)
    assert looks(booked(FREEZE), again, **owed)[:2] == [f"frozen {FREEZE}", "thawed 2025-09-22"]
    assert looks(booked("2025-09-20"), again, **owed) == [f"frozen {FREEZE}"]


def test_what_was_booked_before_a_freeze_does_not_help_after_a_second_one():
    first = booked("2025-09-26", "2025-09-22")
    far = booked("2025-12-24", "2025-09-22")
    found = looks(first, far)
    assert found == [f"frozen {FREEZE}", "thawed 2025-09-22", "frozen 2025-10-25"]


# days on which no work is expected


def away(start, to=None, **more):
    return [{"type": "exemption", "from": start, "to": to, **more}]


@pytest.mark.parametrize(
    ("start", "to", "frozen"),
    [
        ("2025-09-01", "2025-09-07", "2025-09-19"),
        ("2025-09-01", "2025-09-08", None),
        ("2025-09-09", "2025-09-09", "2025-09-20"),
        ("2025-09-18", "2025-09-24", "2025-09-26"),
        ("2025-09-19", "2025-09-24", "2025-09-25"),
        ("2025-09-20", "2025-09-24", "2025-09-19"),
    ],
)
def test_days_of_an_exemption_do_not_count_towards_the_time_allowed(start, to, frozen):
    """One that covers the day of the debit spares it."""
    assert looks(leaves=away(start, to)) == ([f"frozen {frozen}"] if frozen else [])


def test_an_exemption_that_began_before_the_fall():
    """Only its days since then: 1 to 12 September, and the fall of the 10th by hand."""
    owed = owing(1, "2025-09-10")
    assert looks(leaves=away("2025-09-01", "2025-09-12"), **owed) == ["frozen 2025-09-24"]
    fallen = owing(1, "2025-09-12")
    assert looks(leaves=away("2025-09-01", "2025-09-12"), **fallen) == ["frozen 2025-09-24"]
    after = owing(1, "2025-09-13")
    assert looks(leaves=away("2025-09-01", "2025-09-12"), **after) == ["frozen 2025-09-24"]


def test_two_exemptions_stop_the_time_twice():
    both = [*away("2025-09-10", "2025-09-11"), *away("2025-09-20", "2025-09-21")]
    assert looks(leaves=both) == ["frozen 2025-09-23"]
    assert looks(leaves=both[::-1]) == ["frozen 2025-09-23"]


def test_a_leave_that_is_only_asked_for_stops_no_time():
    assert looks(leaves=away("2025-09-10", "2025-09-11", state="draft")) == [f"frozen {FREEZE}"]


def test_a_leave_on_which_work_is_expected_stops_no_time():
    rules = changed("supercoop_berlin", {"leave_types.exemption.waits": False})
    leave = away("2025-09-10", "2025-09-30")
    assert looks(leaves=leave, policy=rules) == [f"frozen {FREEZE}"]


def test_who_is_frozen_thaws_also_in_an_exemption():
    found = looks(booked("2025-10-10", "2025-09-25"), leaves=away("2025-09-22", "2025-10-31"))
    assert found == [f"frozen {FREEZE}", "thawed 2025-09-25", "frozen 2025-11-08"]


def test_a_member_who_waits_for_the_end_of_an_exemption_is_frozen_the_day_after():
    """Owing before it began, the time allowed over within it."""
    leave = away("2025-09-19", "2025-10-02")
    life = idle(leaves=leave)
    assert life.happened("frozen") == ["2025-10-03"]
    assert life.standing("2025-10-02") == "exempted"


# rules that change


def test_under_rules_without_a_freeze_who_is_frozen_thaws():
    debt = {"counters": ["balance"], "alert": {"at_most": -4}}
    later = changed("supercoop_berlin", {"regimes.abcd.debt": debt}).latest
    history = PolicyHistory([(FIRST_DAY, BERLIN), (day("2025-10-01"), later)])
    life = idle(policy=history)
    assert looks(policy=history) == [f"frozen {FREEZE}", "thawed 2025-10-01"]
    assert life.standing("2025-10-01") == "alert"


def test_under_rules_with_another_window_other_shifts_help():
    rescue = {"weeks_before": 2, "weeks_after": 1}
    later = changed("supercoop_berlin", {"regimes.abcd.debt.rescue": rescue}).latest
    history = PolicyHistory([(FIRST_DAY, BERLIN), (day("2025-10-01"), later)])
    assert looks(booked("2025-10-20"), policy=history) == [
        "frozen 2025-10-01",
    ]
    assert looks(booked("2025-10-08"), policy=history) == ["frozen 2025-10-23"]
    assert looks(booked("2025-09-25"), policy=history) == ["frozen 2025-10-10"]


def test_where_no_rule_freezes_nobody_looks():
    assert not idle(policy="la_louve").fold.freezer.active
    assert idle().fold.freezer.active


def test_a_leave_that_is_there_twice_pauses_once():
    leave = {"type": "exemption", "from": "2025-09-10", "to": "2025-09-10", "id": "leave"}
    assert looks(leaves=[leave]) == looks(leaves=[leave, leave]) == ["frozen 2025-09-20"]
