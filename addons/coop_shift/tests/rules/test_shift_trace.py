"""Why a standing is what it is: the steps of the fold."""

import pytest
from coop_shift_rules.fold import Fold
from coop_shift_rules.policy import PolicyHistory, preset_data
from coop_shift_rules.standing import at
from coop_shift_rules.trace import since_up_to_date
from shift_lives import Lived, came, changed, day, seat

SHARE = [{"from": "2026-01-01"}]
ABCD = [seat("abcd")]


def steps(on, policy="la_louve", until="2026-01-11", **facts):
    """All steps until a day."""
    life = Lived(policy, until, **facts)
    found = []
    Fold(life.facts, life.history, life.until, steps=found).run(day(on))
    return found


def why(on, *asked, **facts):
    """The standing of a day, why, and what else is asked, dates as text."""
    step = [step for step in steps(on, **facts) if step.code == "standing"][-1]
    values = [step.values[name] for name in asked]
    return step.values["standing"], step.values["because"], *map(said, values)


def said(value):
    return str(value) if hasattr(value, "isoformat") else value


MISSED = {"enrollments": ABCD, "attendances": [came("absent", "2026-02-02")]}


def test_a_line_says_the_balance_after_it():
    more = [came("absent", "2026-02-02"), came("make_up", "2026-02-10")]
    lines = [
        step
        for step in steps("2026-02-28", enrollments=ABCD, attendances=more)
        if step.code == "line"
    ]
    assert [(str(step.day), step.values) for step in lines] == [
        ("2026-02-02", {"reason": "absent", "counter": "abcd", "amount": -2, "balance": -2}),
        ("2026-02-10", {"reason": "make_up", "counter": "abcd", "amount": 1, "balance": -1}),
    ]


def test_nothing_is_against_the_member():
    assert why("2026-02-01", enrollments=ABCD) == ("up_to_date", "clear")


def test_below_says_since_when_and_the_first_day_stopped():
    asked = ("counters", "balance", "since", "stops_on", "days")
    values = (("abcd",), -2, "2026-02-02", "2026-03-02", 28)
    assert why("2026-03-01", *asked, **MISSED) == ("alert", "below", *values)
    assert why("2026-03-02", *asked, **MISSED) == ("suspended", "below_too_long", *values)


def test_who_is_never_stopped_for_being_late_has_no_day_of_it():
    elefan = {"policy": "elefan", "until": "2026-02-01", "enrollments": [seat("flying")]}
    found = why("2026-02-01", "balance", "since", "stops_on", "days", **elefan)
    assert found == ("alert", "below", -180, "2026-01-29", None, 0)


def test_who_is_not_yet_at_the_stop_has_no_day_of_it():
    """Park Slope: in alert one cycle behind, suspended at once when two behind."""
    slope = {"policy": "park_slope", "until": "2026-03-31", "shares": SHARE}
    assert why("2026-03-22", "stops_on", **slope) == ("alert", "below", None)
    assert why("2026-03-23", "stops_on", **slope) == ("suspended", "below_too_long", "2026-03-23")


def test_no_share():
    partner = [{"from": "2026-01-01", "worker": False}]
    assert why("2026-02-01", shares=partner) == ("not_concerned", "no_share")


def test_no_place():
    assert why("2026-02-01", shares=SHARE) == ("unsubscribed", "no_place")


def test_the_last_place_that_ended():
    seats = [
        seat("abcd", to="2026-03-31"),
        seat("abcd", to="2026-02-28"),
        seat("abcd", "2027-01-01", decided="2026-12-01"),
    ]
    found = why("2026-04-01", "day", shares=SHARE, enrollments=seats)
    assert found == ("unsubscribed", "place_ended", "2026-03-31")


TWICE = [came("absent", "2026-02-02"), came("absent", "2026-03-02")]


def test_a_place_that_the_rules_ended():
    missed = {"shares": SHARE, "enrollments": ABCD, "attendances": TWICE}
    asked = ("day", "cause")
    assert why("2026-03-03", *asked, **missed) == (
        "unsubscribed", "unsubscribed", "2026-03-02", "missed_in_a_row",
    )  # fmt: skip
    flying = {"shares": SHARE, "enrollments": [seat("flying", "2025-12-29")], "until": "2026-12-31"}
    assert why("2026-04-07", *asked, **flying) == (
        "unsubscribed", "unsubscribed", "2026-04-06", "balance",
    )  # fmt: skip


def test_a_place_that_ended_after_the_rules_ended_another():
    back = [seat("abcd", to="2026-05-31"), seat("abcd", "2026-06-01", "2026-07-31")]
    missed = {"shares": SHARE, "enrollments": back, "attendances": TWICE}
    found = why("2026-08-01", "day", **missed)
    assert found == ("unsubscribed", "place_ended", "2026-07-31")


def test_what_the_rules_did_is_a_step_of_its_day():
    found = steps("2026-03-03", shares=SHARE, enrollments=ABCD, attendances=TWICE)
    happened = [(str(s.day), s.values) for s in found if s.code == "consequence"]
    assert happened == [("2026-03-02", {"kind": "unsubscribed", "cause": "missed_in_a_row"})]


def test_a_stop_says_which_and_from_when_until_when():
    """The one of the day, not another of the same kind."""
    stops = [
        {"kind": "blocked", "from": "2026-01-05", "to": "2026-01-06"},
        {"kind": "blocked", "from": "2026-02-10", "to": "2026-02-20"},
        {"kind": "blocked", "from": "2026-03-10"},
    ]
    asked = ("kind", "start", "end")
    made = {"enrollments": ABCD, "stops": stops}
    for on, start, end in (
        ("2026-01-06", "2026-01-05", "2026-01-06"),
        ("2026-02-10", "2026-02-10", "2026-02-20"),
        ("2026-02-20", "2026-02-10", "2026-02-20"),
        ("2026-03-11", "2026-03-10", None),
    ):
        assert why(on, *asked, **made) == ("blocked", "stop", "blocked", start, end)


def test_the_stop_that_comes_first_in_the_policy_is_named():
    stops = [{"kind": kind, "from": "2026-02-10"} for kind in ("blocked", "unpaid")]
    found = why("2026-02-10", "kind", enrollments=ABCD, stops=stops)
    assert found == ("unpaid", "stop", "unpaid")


def test_a_stop_that_began_under_another_says_its_own_days():
    stops = [
        {"kind": "unpaid", "from": "2026-02-10", "to": "2026-02-12"},
        {"kind": "blocked", "from": "2026-02-11", "to": "2026-02-20"},
    ]
    found = why("2026-02-13", "kind", "start", "end", enrollments=ABCD, stops=stops)
    assert found == ("blocked", "stop", "blocked", "2026-02-11", "2026-02-20")


def test_a_stop_can_unsubscribe():
    expelled = changed("la_louve", {"stops.expelled": {"standing": "unsubscribed"}})
    made = {"policy": expelled, "enrollments": ABCD}
    found = why("2026-02-10", "kind", stops=[{"kind": "expelled", "from": "2026-02-10"}], **made)
    assert found == ("unsubscribed", "stop", "expelled")
    other = [{"kind": "blocked", "from": "2026-02-10"}]
    assert why("2026-02-10", "kind", stops=other, **made) == ("blocked", "stop", "blocked")
    assert why("2026-02-10", policy=expelled, shares=SHARE, stops=other) == (
        "unsubscribed", "no_place",
    )  # fmt: skip


def test_a_leave():
    asked = ("type", "start", "end")
    away = [
        {"type": "exemption", "from": "2026-01-15", "to": "2026-06-30"},
        {"type": "temporary", "from": "2026-02-10", "to": "2026-04-30"},
    ]
    made = {"enrollments": ABCD, "leaves": away}
    assert why("2026-02-10", *asked, **made) == (
        "on_leave", "leave", "temporary", "2026-02-10", "2026-04-30",
    )  # fmt: skip
    assert why("2026-02-09", *asked, **made) == (
        "exempted", "leave", "exemption", "2026-01-15", "2026-06-30",
    )  # fmt: skip


def test_an_exemption_before_debts():
    away = [{"type": "exemption", "from": "2026-02-10"}]
    found = why("2026-02-10", "type", policy="bees", enrollments=[seat("regular")], leaves=away)
    assert found == ("exempted", "leave", "exemption")


def test_a_grace():
    given = [{"from": "2026-03-10", "to": "2026-03-19"}]
    found = why("2026-03-10", "kind", "start", "end", graces=given, **MISSED)
    assert found == ("grace", "grace", "grace", "2026-03-10", "2026-03-19")


def test_the_counter_of_another_regime():
    seats = [seat("abcd", to="2026-03-09"), seat("flying", "2026-03-10")]
    made = {**MISSED, "enrollments": seats}
    assert why("2026-03-09", **made) == ("suspended", "below_too_long")
    found = why("2026-03-10", "counter", "balance", **made)
    assert found == ("alert", "other_counter", "abcd", -2)


IDLE = {"policy": "supercoop_berlin", "until": "2025-12-31", "shares": [{"from": "2025-06-01"}]}


def test_below_the_threshold_and_frozen():
    """Nobody is told a day: shifts that are booked help as well."""
    asked = ("counters", "balance", "since", "helping", "edge")
    values = (("balance",), -4, "2025-09-08", 0, -3.995)
    assert why("2025-09-18", *asked, **IDLE) == ("alert", "below", *values)
    assert why("2025-09-19", *asked, **IDLE) == ("frozen", "frozen", *values)
    booked = [{"date": "2025-10-01", "booked": "2025-09-01"}]
    thawed = why("2025-09-19", "balance", "helping", registrations=booked, **IDLE)
    assert thawed == ("alert", "below", -4, 1)


def test_an_alert_before_the_threshold_is_helped_by_no_shift_yet():
    rules = changed("supercoop_berlin", {"regimes.abcd.debt.alert": {"at_most": -3}})
    found = why("2025-08-11", "balance", "helping", "edge", **{**IDLE, "policy": rules})
    assert found == ("alert", "below", -3, 0, -3.995)


def since(on, oldest, **facts):
    found = since_up_to_date(steps(on, **facts), day(on), day(oldest))
    return [
        (str(s.day), s.code, s.values.get("standing") or s.values.get("kind") or s.values["amount"])
        for s in found
    ]


def test_the_story_begins_on_the_last_day_up_to_date():
    found = since("2026-03-10", "2025-03-10", **MISSED)
    assert found == [
        ("2026-02-01", "standing", "up_to_date"),
        ("2026-02-02", "line", -2),
        ("2026-02-02", "standing", "alert"),
        ("2026-03-02", "standing", "suspended"),
    ]


def test_the_story_is_that_of_the_last_debt():
    attended = [
        came("excused", "2026-01-05"),
        came("make_up", "2026-01-12"),
        *MISSED["attendances"],
    ]
    found = since("2026-02-10", "2025-03-10", enrollments=ABCD, attendances=attended)
    assert found == [
        ("2026-02-01", "standing", "up_to_date"),
        ("2026-02-02", "line", -2),
        ("2026-02-02", "standing", "alert"),
    ]


def test_who_is_up_to_date_has_the_story_of_how_it_came():
    attended = [came("excused", "2026-01-05"), came("make_up", "2026-01-12")]
    found = since("2026-02-10", "2025-03-10", enrollments=ABCD, attendances=attended)
    assert found == [("2026-01-12", "line", 1), ("2026-01-12", "standing", "up_to_date")]


def test_who_never_was_up_to_date_has_the_whole_story():
    found = since("2026-03-10", "2025-03-10", shares=SHARE)
    assert found == [("2026-01-01", "standing", "unsubscribed")]
    late = {"shares": SHARE, "enrollments": ABCD, "attendances": [came("absent", "2026-01-01")]}
    assert since("2026-01-28", "2025-03-10", **late) == [
        ("2026-01-01", "line", -2),
        ("2026-01-01", "standing", "alert"),
    ]


def test_what_is_older_than_asked_is_left_out():
    """It begins with the standing of the oldest day."""
    found = since("2026-03-10", "2026-02-20", **MISSED)
    assert found == [("2026-02-20", "standing", "alert"), ("2026-03-02", "standing", "suspended")]
    assert since("2026-03-10", "2026-03-02", **MISSED) == [("2026-03-02", "standing", "suspended")]
    assert since("2026-03-10", "2026-02-02", **MISSED) == [
        ("2026-02-02", "line", -2),
        ("2026-02-02", "standing", "alert"),
        ("2026-03-02", "standing", "suspended"),
    ]


def test_without_any_standing_the_steps_are_told_as_they_are():
    assert since_up_to_date([], day("2026-03-10"), day("2026-03-01")) == []


@pytest.mark.parametrize(
    ("stop", "stops_on"),
    [
        ({"after_days": 14}, "2026-03-01"),
        ({"after_days": 35}, "2026-03-09"),
        ({"after_days": 27}, "2026-03-01"),
        ({"below": -1}, "2026-03-29"),
        ({"below": -2}, None),
    ],
)
def test_the_day_of_the_stop_follows_rules_to_come(stop, stops_on):
    """Absent on 2 February. From 1 March on another number of days counts from then, another limit
    from 1 March; and the day that is named is the day that comes."""
    to_come = {"from": "2026-03-01", "changes": {"regimes": {"abcd": {"debt": {"stop": stop}}}}}
    history = PolicyHistory.from_data([preset_data("la_louve"), to_come])
    life = Lived(history, "2026-02-02", **MISSED)
    found = []
    fold = Fold(life.facts, history, life.until, steps=found).run()
    values = [step.values for step in found if step.day == day("2026-02-02")][-1]
    assert said(values["stops_on"]) == stops_on
    if stops_on:
        assert at(fold.periods, day(stops_on)) == "suspended"
        assert at(fold.periods, day(stops_on) - (day("2026-02-02") - day("2026-02-01"))) == "alert"
    else:
        assert "suspended" not in [standing for _day, standing in fold.periods]


def test_another_reason_of_the_same_standing_is_told():
    """Flying from 1 March on: the make-ups warn, and stop nobody on 2 March any more."""
    places = [seat("abcd", "2026-01-01", "2026-02-28"), seat("flying", "2026-03-01")]
    facts = {"enrollments": places, "attendances": MISSED["attendances"]}
    assert why("2026-02-28", "stops_on", **facts) == ("alert", "below", "2026-03-02")
    assert why("2026-03-01", "counter", **facts) == ("alert", "other_counter", "abcd")
    told = [step for step in steps("2026-03-08", **facts) if step.code == "standing"]
    assert [(str(step.day), step.values["because"]) for step in told] == [
        ("2026-01-01", "clear"),
        ("2026-02-02", "below"),
        ("2026-03-01", "other_counter"),
    ]
