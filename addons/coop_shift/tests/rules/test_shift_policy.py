import copy
from datetime import date

import pytest
from coop_shift_rules.errors import PolicyError
from coop_shift_rules.policy import PolicyHistory, load, preset, preset_data
from coop_shift_rules.policy_json import read_policy
from shift_lives import Lived, came, seat


def _set(path, value):
    def change(data):
        *parents, last = path.split(".")
        for name in parents:
            data = data[name]
        data[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("cycle.anchor", "2015-12-29"), 'cycle.anchor: expected a Monday, found "2015-12-29"'),
        (_set("cycle.weeks", 0), "cycle.weeks: expected a whole number, at least 1, found 0"),
        (
            _set("regimes.abcd.debt.counters", ["abc"]),
            "regimes.abcd.debt.counters[0]: expected one of abcd, flying",
        ),
        (
            _set("regimes.abcd.debt.alert", {}),
            'regimes.abcd.debt.alert: expected either "below" or "at_most"',
        ),
        (
            _set("regimes.abcd.attendnce", {}),
            "regimes.abcd.attendnce: is unknown; known here: about, attendance",
        ),
        (
            _set("grace", {"automatic": True}),
            'grace: expected either "days" or "until_next_shift": true',
        ),
        (_set("may_shop", ["ok"]), "may_shop[0]: expected one of"),
        (_set("code", None), "code: is missing"),
        (_set("regimes", {}), "regimes: expected at least one regime"),
        (
            _set("shift_minutes", True),
            "shift_minutes: expected a whole number, at least 1, found true",
        ),
    ],
)
def test_a_wrong_policy_says_where_and_what_is_expected(change, message):
    data = preset_data("la_louve")
    change(data)
    with pytest.raises(PolicyError) as caught:
        read_policy(data)
    assert message in str(caught.value)
    assert str(caught.value).startswith(caught.value.path)


def test_an_unknown_preset_names_those_that_exist():
    with pytest.raises(PolicyError, match="bees, elefan, la_louve"):
        preset("la_louvre")


def test_a_policy_can_be_a_file(tmp_path):
    path = tmp_path / "ours.json"
    path.write_text(
        '{"versions": [' + __import__("json").dumps(preset_data("bees")) + "]}", "utf-8"
    )
    assert load(str(path)).latest == preset("bees").latest


def test_a_version_holds_from_its_date_and_keeps_what_it_does_not_change():
    shorter = {"regimes": {"abcd": {"debt": {"stop": {"after_days": 14}}}}}
    history = PolicyHistory.from_data(
        [preset_data("la_louve"), {"from": "2026-03-01", "changes": shorter}]
    )
    assert history.on(date(2026, 2, 28)) == preset("la_louve").latest
    changed = history.on(date(2026, 3, 1)).regimes["abcd"]
    assert (changed.debt.stop_after_days, changed.debt.stop_as) == (14, "suspended")
    before = Lived(
        history,
        "2026-01-02",
        enrollments=[seat("abcd")],
        attendances=[came("absent", "2026-01-20")],
    )
    assert before.standing("2026-02-16") == "alert"
    assert before.standing("2026-02-17") == "suspended"
    across = Lived(
        history,
        "2026-01-02",
        enrollments=[seat("abcd")],
        attendances=[came("absent", "2026-02-10")],
    )
    assert across.standing("2026-02-28") == "alert"
    assert across.standing("2026-03-01") == "suspended"


def test_a_counter_follows_the_rules_of_the_day_of_its_event():
    one = {
        "regimes": {
            "abcd": {"attendance": {"absent": {"writes": [{"counter": "abcd", "amount": -1}]}}}
        }
    }
    history = PolicyHistory.from_data(
        [preset_data("la_louve"), {"from": "2026-03-01", "changes": one}]
    )
    missed = [
        came("absent", "2026-02-28"),
        came("make_up", "2026-02-28"),
        came("absent", "2026-03-28"),
    ]
    life = Lived(history, "2026-01-02", enrollments=[seat("abcd")], attendances=missed)
    assert [entry.amount for entry in life.entries] == [-2, 1, -1]


def test_cycles_change_with_their_version():
    weekly = {"from": "2026-03-09", "changes": {"cycle": {"weeks": 1, "anchor": "2026-03-09"}}}
    history = PolicyHistory.from_data([preset_data("la_louve"), weekly])
    starts = history.cycle_starts(date(2026, 2, 1), date(2026, 3, 30))
    assert [str(day) for day in starts] == [
        "2026-02-09", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30",
    ]  # fmt: skip


def test_a_later_version_needs_its_date():
    with pytest.raises(PolicyError, match=r"versions\[1\].from: is missing"):
        PolicyHistory.from_data([preset_data("bees"), {"changes": {}}])


def test_reading_does_not_change_the_data():
    data = preset_data("la_louve")
    kept = copy.deepcopy(data)
    PolicyHistory.from_data(
        [data, {"from": "2026-03-01", "changes": {"regimes": {"flying": {"debit": None}}}}]
    )
    assert data == kept


def test_one_absence_can_be_enough():
    once = {"regimes": {"abcd": {"unsubscription": {"missed_in_a_row": 1}}}}
    strict = PolicyHistory.from_data(
        [preset_data("la_louve"), {"from": "2026-01-01", "changes": once}]
    )
    late = [{"date": "2026-02-01", "counter": "abcd", "amount": -1}]
    missed = [came("absent", "2026-02-10")]
    life = Lived(
        strict, "2026-01-02", enrollments=[seat("abcd")], corrections=late, attendances=missed
    )
    assert life.standing("2026-02-11") == "unsubscribed"
    spared = Lived(strict, "2026-01-02", enrollments=[seat("abcd")], attendances=missed)
    assert spared.standing("2026-02-11") == "alert"


def test_a_seat_of_a_regime_that_is_gone_follows_the_first_regime():
    data = preset_data("la_louve")
    renamed = {**data, "regimes": {"abcd": data["regimes"]["abcd"]}, "from": "2026-03-01"}
    history = PolicyHistory.from_data([data, renamed])
    late = [{"date": "2026-03-02", "counter": "abcd", "amount": -1}]
    life = Lived(history, "2026-01-02", enrollments=[seat("flying")], corrections=late)
    assert life.standing("2026-03-30") == "suspended"
