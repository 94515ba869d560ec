"""What the periods around a day say: which come first, and until when."""

import pytest
from coop_shift_rules.errors import FactsError
from coop_shift_rules.facts import Attendance, Correction, Enrollment, Facts, Leave
from coop_shift_rules.fold import Fold
from coop_shift_rules.policy import preset
from shift_lives import Lived, came, changed, day, seat

LOUVE = preset("la_louve")
SHARE = [{"from": "2026-01-01"}]
ABCD = [seat("abcd")]


def louve(**facts):
    return Lived("la_louve", "2026-01-11", **facts)


def on(life, *days):
    return [life.standing(text) for text in days]


def test_the_share_that_owes_work_is_the_one_of_the_day():
    shares = [
        {"from": "2026-01-01", "to": "2026-02-28", "worker": False},
        {"from": "2026-03-01", "to": "2026-04-30"},
        {"from": "2026-03-01", "worker": False},
    ]
    life = louve(shares=shares, enrollments=ABCD)
    found = on(life, "2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01")
    assert found == ["not_concerned", "up_to_date", "up_to_date", "not_concerned"]


def test_of_whom_no_share_is_known_everything_else_decides():
    assert on(louve(enrollments=ABCD), "2026-02-01") == ["up_to_date"]


def test_a_seat_to_come_counts_only_once_it_is_decided():
    seats = [seat("abcd", to="2026-02-28"), seat("abcd", "2026-05-01", decided="2026-04-01")]
    life = louve(shares=SHARE, enrollments=seats)
    found = on(life, "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2026-05-01")
    assert found == ["up_to_date", "unsubscribed", "unsubscribed", "up_to_date", "up_to_date"]


def test_a_seat_to_come_of_which_no_decision_is_known_counts_save_after_an_end_by_the_rules():
    gap = [seat("abcd", to="2026-02-28"), seat("abcd", "2026-05-01")]
    assert on(louve(shares=SHARE, enrollments=gap), "2026-03-15") == ["up_to_date"]
    missed = [came("absent", "2026-01-05"), came("absent", "2026-02-02")]
    ended = louve(shares=SHARE, enrollments=gap, attendances=missed)
    assert on(ended, "2026-02-03", "2026-04-30", "2026-05-01") == [
        "unsubscribed", "unsubscribed", "suspended",
    ]  # fmt: skip
    decided = [gap[0], {**gap[1], "decided": "2026-03-10"}]
    found = louve(shares=SHARE, enrollments=decided, attendances=missed)
    assert on(found, "2026-03-09", "2026-03-10") == ["unsubscribed", "suspended"]


def test_a_type_of_leave_can_keep_a_member_without_a_seat():
    leave = {"type": "open_ended", "from": "2026-02-01", "to": "2026-03-31"}
    life = louve(shares=SHARE, leaves=[leave])
    assert on(life, "2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01") == [
        "unsubscribed", "on_leave", "on_leave", "unsubscribed",
    ]  # fmt: skip


def test_a_leave_recorded_twice_is_one_and_its_last_state_counts():
    leave = {"id": "1", "type": "anticipated", "from": "2026-02-01", "to": "2026-03-31"}
    told = [{**leave, "missed": 3}, {**leave, "missed": 2}]
    assert louve(enrollments=ABCD, leaves=told).balance("flying") == -2


def test_stops_come_in_the_order_of_the_policy():
    both = [
        {"kind": kind, "from": "2026-02-01", "to": "2026-02-10"} for kind in ("blocked", "unpaid")
    ]
    more = [{"kind": "blocked", "from": "2026-02-01", "to": "2026-02-15"}]
    life = louve(enrollments=ABCD, stops=[*both, *more])
    found = on(life, "2026-01-31", "2026-02-01", "2026-02-10", "2026-02-11", "2026-02-15")
    assert found == ["up_to_date", "unpaid", "unpaid", "blocked", "blocked"]
    assert on(life, "2026-02-16") == ["up_to_date"]


def test_of_two_leaves_one_without_shopping_comes_first():
    leaves = [
        {"type": "exemption", "from": "2026-02-01"},
        {"type": "temporary", "from": "2026-03-01", "to": "2026-05-31"},
    ]
    life = louve(enrollments=ABCD, leaves=leaves)
    assert on(life, "2026-02-28", "2026-03-01", "2026-06-01") == [
        "exempted", "on_leave", "exempted",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "standing"), [("la_louve", "alert"), ("bees", "exempted")])
def test_whether_an_exemption_or_a_debt_comes_first_is_said_by_the_policy(name, standing):
    regime = preset(name).latest.default_regime
    life = Lived(
        name,
        "2026-01-11",
        enrollments=[seat(regime)],
        attendances=[came("absent", "2026-02-02")],
        leaves=[{"type": "exemption", "from": "2026-02-03"}],
    )
    assert on(life, "2026-02-03") == [standing]
    assert Lived(name, enrollments=[seat(regime)]).standing("2026-01-01") == "up_to_date"


def test_a_grace_is_that_of_the_day():
    given = [
        {"from": "2026-03-10", "to": "2026-03-12"},
        {"from": "2026-03-20", "to": "2026-03-21"},
    ]
    life = louve(enrollments=ABCD, attendances=[came("absent", "2026-02-02")], graces=given)
    days = ("2026-03-09", "2026-03-10", "2026-03-12", "2026-03-13", "2026-03-20", "2026-03-22")
    assert on(life, *days) == ["suspended", "grace", "grace", "suspended", "grace", "suspended"]


def test_what_was_missed_at_a_place_that_the_rules_ended_is_judged_by_that_place():
    """A flying shift after the end on 6 April, before another place: −1 as a flying member."""
    seats = [seat("flying", "2025-12-29"), seat("abcd", "2026-06-01")]
    life = Lived(
        "la_louve", "2026-05-31", enrollments=seats, attendances=[came("absent", "2026-04-20")]
    )
    assert life.happened("unsubscribed") == ["2026-04-06"]
    assert life.balance("flying") == -9
    assert life.balance("abcd") == 0


def passed(facts):
    return Fold(facts, LOUVE, day("2026-12-31")).run()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"leaves": (Leave("7", "sailing", day("2026-02-01")),)}, 'leaves["7"].type'),
        (
            {"attendances": (Attendance("7", day("2026-02-01"), "present", "sailing"),)},
            'attendances["7"].regime',
        ),
        ({"attendances": (Attendance("7", day("2026-02-01"), "sailed"),)}, 'attendances["7"].kind'),
        (
            {"corrections": (Correction("7", day("2026-02-01"), "miles", 1),)},
            'corrections["7"].counter',
        ),
    ],
)
def test_what_the_policy_of_the_day_does_not_know_is_refused(facts, message):
    with pytest.raises(FactsError) as caught:
        passed(Facts(enrollments=(Enrollment("abcd", day("2026-01-01")),), **facts))
    assert message in str(caught.value)


def test_a_leave_on_which_work_is_expected_makes_nothing_wait():
    rules = changed("la_louve", {"leave_types.temporary.waits": False})
    away = [{"type": "temporary", "from": "2026-02-01", "to": "2026-04-30"}]
    missed = [came("absent", "2026-02-02")]
    life = Lived(rules, "2026-02-09", enrollments=ABCD, attendances=missed, leaves=away)
    assert life.balance("abcd") == -2
    flying = Lived(rules, "2026-02-09", enrollments=[seat("flying")], leaves=away)
    assert list(flying.debits()) == ["2026-01-12", "2026-02-09"]
