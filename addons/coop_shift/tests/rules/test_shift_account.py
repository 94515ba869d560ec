"""The state that a fold leaves, as JSON keeps it."""

import json

import pytest
from coop_shift_rules.account import Account
from coop_shift_rules.clocks import Clock
from coop_shift_rules.fold import Fold
from shift_lives import Lived, came, day, seat

STATE = {
    "day": day("2026-11-29"),
    "balances": {"abcd": -2, "flying": 0.5},
    "counted": {"abcd": -2, "flying": 1.5},
    "since": {Clock(("abcd", "flying"), True, -0.005): day("2026-11-23")},
    "waiting": [(day("2026-12-14"), "flying", -1), (day("2027-01-11"), "abcd", -1)],
    "yearly": {("meeting", 2026): 1},
    "debited": [day("2026-10-19"), day("2026-11-16")],
    "reduced": {day("2026-11-16")},
    "exits": [day("2025-03-03")],
    "lost": [day("2024-03-04")],
    "missed": [day("2026-11-02")],
    "missed_on": day("2026-11-02"),
    "once_spent": True,
    "frozen": True,
    "streak": 1,
    "standing": "alert",
}


def through_json(account):
    return Account.from_data(json.loads(json.dumps(account.to_data())))


def test_every_part_of_a_state_is_kept():
    assert set(STATE) == set(Account.__slots__)
    account = Account()
    for name, value in STATE.items():
        setattr(account, name, value)
    again = through_json(account)
    assert {name: getattr(again, name) for name in STATE} == STATE


@pytest.mark.parametrize("name", [name for name in STATE if name != "balances"])
def test_what_is_empty_is_left_out(name):
    """Each part is kept alone; a state without it is that of somebody new."""
    account = Account()
    setattr(account, name, STATE[name])
    assert list(account.to_data()) == [name]
    again = through_json(account)
    expected = Account()
    setattr(expected, name, STATE[name])
    for slot in Account.__slots__:
        assert getattr(again, slot) == getattr(expected, slot)
    assert through_json(Account()).to_data() == Account().to_data() == {}


def test_what_counts_is_told_apart_only_where_it_is_not_the_balance():
    account = Account()
    account.balances, account.counted = {"abcd": -2}, {"abcd": -2}
    assert account.to_data() == {"balances": {"abcd": -2}}
    again = through_json(account)
    again.counted["abcd"] = 0
    assert again.balances == {"abcd": -2}


def test_a_first_absence_that_waits_counts_once_after_a_cut():
    """Of a flying member: until the count of 12 January nothing counts, and that is kept."""
    missed = [came("absent", "2026-01-05")]
    worked = [{"date": "2026-01-14", "counter": "flying", "amount": 1}]
    life = Lived(
        "la_louve",
        "2026-01-11",
        enrollments=[seat("flying")],
        attendances=missed,
        corrections=worked,
    )
    kept = Fold(life.facts, life.history, life.until).run(day("2026-01-06")).account
    assert (kept.balances, kept.counted) == ({"flying": -1}, {})
    later = Fold(life.facts, life.history, life.until, through_json(kept)).run().periods
    assert (
        later
        == life.timeline[1:]
        == [
            (day("2026-01-12"), "alert"),
            (day("2026-01-14"), "up_to_date"),
        ]
    )


def test_what_waits_is_read_in_any_order_and_comes_in_that_of_the_days():
    account = Account()
    account.waiting = STATE["waiting"][::-1]
    data = account.to_data()
    assert [row[0] for row in data["waiting"]] == ["2026-12-14", "2027-01-11"]
    again = Account.from_data({"waiting": data["waiting"][::-1]})
    assert again.waiting[0] == STATE["waiting"][0]


def test_a_state_and_its_data_share_nothing():
    account = Account()
    account.balances, account.counted = {"abcd": -2}, {"abcd": -2}
    data = account.to_data()
    again = Account.from_data(data)
    again.balances["abcd"] = 0
    account.balances["abcd"] = 1
    assert data == {"balances": {"abcd": -2}}
