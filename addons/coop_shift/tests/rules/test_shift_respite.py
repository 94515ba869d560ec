"""Graces and extensions: to whom, how often, and until when."""

from coop_shift_rules.respite import offer
from shift_lives import Lived, came, changed, day, seat

ABCD = [seat("abcd")]
MISSED = [came("absent", "2026-02-02")]  # suspended from 2 March on


def asked(on, kind="grace", next_shift=None, policy="la_louve", until="2026-01-11", **facts):
    """The last day of what is given, or why it is not."""
    facts = {"enrollments": ABCD, "attendances": MISSED, **facts}
    life = Lived(policy, until, **facts)
    given, refusal = offer(life.facts, life.history, day(on), kind, next_shift and day(next_shift))
    if given is None:
        return refusal
    assert (refusal, given.kind, given.start) == (None, kind, day(on))
    return str(given.end)


def given(*starts):
    return [{"from": start, "to": start} for start in starts]


def test_where_the_policy_knows_none():
    slope = {"policy": "park_slope", "enrollments": [seat("recurring")], "attendances": []}
    assert asked("2026-03-01", **slope) == "not_in_policy"
    assert asked("2026-03-01", "extension", **slope) == "not_in_policy"


def test_only_to_who_is_late():
    assert asked("2026-02-01") == "not_late"
    assert asked("2026-02-01", "extension", "2026-02-09") == "not_late"
    assert asked("2026-02-01", enrollments=[], attendances=[]) == "not_late"


def test_a_grace_only_to_who_is_suspended_an_extension_also_in_alert():
    assert asked("2026-03-01") == "not_suspended"
    assert asked("2026-03-02") == "2026-03-11"
    assert asked("2026-02-02", "extension", "2026-03-02") == "2026-03-02"


def test_no_grace_to_who_is_stopped_for_another_reason():
    for kind in ("unpaid", "blocked"):
        stops = [{"kind": kind, "from": "2026-03-05"}]
        assert asked("2026-03-10", stops=stops) == "not_suspended"


def test_an_extension_lasts_until_the_next_own_shift():
    assert asked("2026-03-10", "extension", "2026-03-30") == "2026-03-30"
    assert asked("2026-03-10", "extension") == "no_next_shift"


def test_a_grace_ends_on_the_day_after_the_next_own_shift_at_the_latest():
    assert asked("2026-03-10", next_shift="2026-03-17") == "2026-03-18"
    assert asked("2026-03-10", next_shift="2026-03-18") == "2026-03-19"
    assert asked("2026-03-10", next_shift="2026-03-19") == "2026-03-19"
    assert asked("2026-03-10") == "2026-03-19"


def test_where_no_cap_is_said_the_next_shift_does_not_matter():
    bees = {"policy": "bees", "enrollments": [seat("regular")]}
    assert asked("2026-03-10", next_shift="2026-03-11", **bees) == "2026-03-19"


def test_one_grace_for_each_absence():
    again = [*MISSED, came("excused", "2026-03-23")]
    made = {"graces": given("2026-03-10")}
    assert asked("2026-03-22", attendances=again, **made) == "already_given"
    assert asked("2026-03-23", attendances=again, **made) == "2026-04-01"
    same_day = {"graces": given("2026-03-23")}
    assert asked("2026-03-25", attendances=again, **same_day) == "already_given"


def test_what_was_given_for_a_debt_that_was_paid_does_not_count():
    before = [came("absent", "2025-11-03"), came("make_up", "2026-01-02", factor=2)]
    made = {"enrollments": [seat("abcd", "2025-06-01")], "attendances": [*before, *MISSED]}
    assert asked("2026-03-10", graces=given("2025-12-10"), **made) == "2026-03-19"
    six = given(*(f"2025-12-{number}" for number in range(10, 16)))
    ask = ("2026-03-10", "extension", "2026-03-30")
    assert asked(*ask, extensions=six, **made) == "2026-03-30"


def test_what_is_given_for_later_does_not_count():
    assert asked("2026-03-10", graces=given("2026-03-11")) == "2026-03-19"


def test_a_grace_and_an_extension_are_counted_apart():
    assert asked("2026-03-10", extensions=given("2026-03-05")) == "2026-03-19"
    ask = ("2026-03-20", "extension", "2026-03-30")
    assert asked(*ask, graces=given("2026-03-10")) == "2026-03-30"


def test_six_extensions_in_a_row():
    days = [f"2026-03-{number}" for number in range(10, 16)]
    ask = ("2026-03-20", "extension", "2026-03-30")
    assert asked(*ask, extensions=given(*days[:5])) == "2026-03-30"
    assert asked(*ask, extensions=given(*days)) == "too_many"
    assert asked(*ask, extensions=[*given(*days[:5]), {"from": days[0], "to": "2026-03-18"}]) == (
        "2026-03-30"
    ), "two of one day are one"
    on_the_day = ("2026-03-15", "extension", "2026-03-30")
    assert asked(*on_the_day, extensions=given(*days)) == "too_many"


def test_an_absence_made_good_on_its_day_is_no_new_one():
    """Nor is one that costs in another counter."""
    made_good = [came("excused", "2026-03-23"), came("make_up", "2026-03-23")]
    elsewhere = [{"date": "2026-03-23", "counter": "flying", "amount": -1}]
    made = {"graces": given("2026-03-10")}
    assert asked("2026-03-25", attendances=[*MISSED, *made_good], **made) == "already_given"
    assert asked("2026-03-25", corrections=elsewhere, **made) == "already_given"


def test_a_small_absence_is_one():
    owed = [{"date": "2026-03-23", "counter": "abcd", "amount": -0.01}]
    assert asked("2026-03-25", graces=given("2026-03-10"), corrections=owed) == "2026-04-03"


def test_an_absence_that_waits_is_one_from_its_count_on():
    flying = {
        "enrollments": [seat("flying")],
        "attendances": [came("absent", "2026-02-16")],
        "until": "2026-02-09",
    }  # two owed since 12 January and since 9 February: suspended from 9 February on
    made = {**flying, "graces": given("2026-02-20")}
    assert asked("2026-03-08", **made) == "already_given"
    assert asked("2026-03-09", **made) == "2026-03-18"


def test_a_grace_ends_when_the_policy_says():
    rules = changed("la_louve", {"grace.days": 1, "grace.cap_days": 0})
    assert asked("2026-03-10", policy=rules) == "2026-03-10"
    assert asked("2026-03-10", policy=rules, next_shift="2026-03-10") == "2026-03-10"
