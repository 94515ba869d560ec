"""The pass over the days: their order, where a life begins, and going on from a state."""

import json

import pytest
from coop_shift_rules.account import Account
from coop_shift_rules.fold import Fold
from shift_lives import Lived, came, changed, day, seat

SHARE = [{"from": "2026-01-01"}]
ABCD = [seat("abcd")]
FLYING = [seat("flying")]


def louve(until="2026-01-11", **facts):
    return Lived("la_louve", until, **facts)


def correction(on, amount, counter="abcd", **more):
    return {"date": on, "counter": counter, "amount": amount, **more}


def periods(life):
    return [(str(start), standing) for start, standing in life.timeline]


# inside a day


def test_corrections_that_cost_come_before_those_that_give():
    """So an alert is not ended by what is taken away on the same day."""
    both = [correction("2026-02-20", 0.5, id="1"), correction("2026-02-20", -0.5, id="2")]
    owed = correction("2026-02-02", -0.5)
    for corrections in (both, both[::-1]):
        life = louve(enrollments=ABCD, corrections=[owed, *corrections])
        assert life.standing("2026-03-01") == "alert"
        assert life.standing("2026-03-02") == "suspended"


def test_of_corrections_of_one_id_the_last_counts():
    told = [correction("2026-02-20", -2, id="1"), correction("2026-02-21", -1, id="1")]
    life = louve(enrollments=ABCD, corrections=told)
    assert [(str(entry.date), entry.amount) for entry in life.entries] == [("2026-02-21", -1)]


def test_corrections_come_before_the_hours():
    """An absence at midnight, and two make-ups granted that day: never below 0."""
    missed = [came("absent", "2026-02-02", time="00:00")]
    life = louve(
        enrollments=ABCD,
        attendances=[came("excused", "2026-01-10"), *missed],
        corrections=[correction("2026-02-02", 1)],
    )
    assert life.standing("2026-02-06") == "alert"
    assert life.standing("2026-02-07") == "alert", "at 0 for a moment: the alert began anew"
    assert life.standing("2026-03-01") == "alert"
    assert life.standing("2026-03-02") == "suspended"


THREE = {
    "enrollments": FLYING,
    "corrections": [correction("2026-01-02", -1, "flying")],
    "attendances": [
        came("absent", "2026-01-05"),
        *[came("present", "2026-01-12", id=number) for number in range(1, 4)],
    ],
}


def test_where_debits_are_made_in_the_morning_so_is_the_count_of_what_waited():
    """Three shifts of the day bring −4 back to −1: at no hour was the counter at 0."""
    rules = changed("la_louve", {"regimes.flying.debit.at_end": False})
    morning = Lived(rules, "2026-01-12", **THREE)
    assert morning.balance("flying") == -1
    assert morning.standing("2026-01-29") == "alert"
    assert morning.standing("2026-01-30") == "suspended"


def test_where_debits_are_made_in_the_evening_so_is_the_count_of_what_waited():
    """Three shifts of the day bring −1 up to 2, and 1 is left for the debit."""
    evening = louve("2026-01-12", **THREE)
    assert evening.balance("flying") == 0
    assert evening.standing("2026-01-12") == evening.standing("2026-01-30") == "up_to_date"


def test_of_several_days_to_look_at_each_comes_in_its_turn():
    """Two clocks run out, on 2 and on 17 February, and something happens between them."""
    life = louve(
        enrollments=ABCD,
        attendances=[came("absent", "2026-01-05"), came("present", "2026-02-10")],
        corrections=[correction("2026-01-20", -1, "flying")],
    )
    assert periods(life) == [
        ("2026-01-01", "up_to_date"),
        ("2026-01-05", "alert"),
        ("2026-02-02", "suspended"),
    ]


def test_a_leave_costs_at_dawn():
    """The credit is gone before the shift of that day is missed."""
    leave = {"type": "anticipated", "from": "2026-02-10", "to": "2026-04-30", "missed": 2}
    life = louve(
        enrollments=ABCD,
        leaves=[leave],
        attendances=[came("make_up", "2026-02-10", id=1)],
        corrections=[correction("2026-02-10", -1, "flying")],
    )
    assert [(entry.reason, entry.amount) for entry in life.entries] == [
        ("leave", -2),
        ("correction", -1),
        ("make_up", 1),
    ]


# where a life begins


def test_the_standing_begins_with_the_first_period():
    life = louve(enrollments=ABCD, corrections=[correction("2025-12-01", -1)])
    assert periods(life) == [("2026-01-01", "suspended")]
    early = louve(enrollments=ABCD, shares=[{"from": "2025-11-01"}])
    assert periods(early)[0][0] == "2025-11-01"


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({"corrections": [correction("2026-01-05", -1)]}, "2026-01-05"),
        ({"attendances": [came("absent", "2026-01-06", regime="abcd")]}, "2026-01-06"),
        ({"attendances": [came("absent", "2026-01-06", regime="flying")]}, "2026-01-12"),
    ],
)
def test_without_any_period_it_begins_when_something_counts(facts, first):
    """An absence of a flying member with the count after it."""
    assert periods(louve(**facts)) == [(first, "unsubscribed")]


def test_without_anything_there_is_no_standing():
    assert periods(louve()) == []
    assert periods(louve(attendances=[came("present", "2026-01-06", regime="abcd")])) == []


# places that the rules ended


def test_where_shares_owe_work_it_is_owed_on_after_the_rules_ended_the_places():
    """Two seats end on 26 January; under the first of them the shares owe on, also after June."""
    sunk = {"counters": ["balance"], "at_most": -2}
    rules = changed(
        "supercoop_berlin",
        {"regimes.abcd.unsubscription": sunk, "regimes.flying.unsubscription": sunk},
    )
    life = Lived(
        rules,
        "2026-08-31",
        shares=SHARE,
        enrollments=[seat("abcd", to="2026-06-30"), seat("flying")],
        corrections=[
            correction("2026-01-02", -1, "balance"),
            correction("2026-02-02", 20, "balance"),
        ],
    )
    assert life.happened("unsubscribed") == ["2026-01-26"]
    assert list(life.debits()) == [
        "2026-01-26",
        "2026-02-23",
        "2026-03-23",
        "2026-04-20",
        "2026-05-18",
        "2026-06-15",
        "2026-07-13",
        "2026-08-10",
    ]


# going on from a state


def pieces(life, *cuts):
    """A life passed in pieces, each from the state that the one before left."""
    account, found = None, ([], [], [])
    for last in [*map(day, cuts), None]:
        fold = Fold(life.facts, life.history, life.until, account)
        fold.run(last) if last else fold.run()
        for whole, part in zip(found, (fold.entries, fold.periods, fold.consequences), strict=True):
            whole.extend(part)
        account = Account.from_data(json.loads(json.dumps(fold.account.to_data())))
    return found


LIVES = {
    "a clock that runs": (
        "la_louve",
        "2026-01-11",
        {"enrollments": ABCD, "attendances": [came("absent", "2026-01-05")]},
    ),
    "an absence that waits": (
        "la_louve",
        "2026-02-09",
        {
            "enrollments": FLYING,
            "attendances": [came("present", "2026-01-02"), came("absent", "2026-01-13")],
        },
    ),
    "debits": ("la_louve", "2026-06-01", {"shares": SHARE, "enrollments": FLYING}),
    "a place that the rules ended": (
        "la_louve",
        "2026-06-01",
        {
            "shares": SHARE,
            "enrollments": ABCD,
            "attendances": [came("absent", "2026-01-05"), came("absent", "2026-02-02")],
        },
    ),
    "a freeze, and shifts booked": (
        "supercoop_berlin",
        "2025-12-31",
        {
            "shares": [{"from": "2025-06-01"}],
            "registrations": [{"date": "2025-10-10", "booked": "2025-09-25"}],
            "leaves": [{"type": "exemption", "from": "2025-09-15", "to": "2025-09-16"}],
        },
    ),
    "two that wait on the clock": (
        changed(
            "park_slope",
            {
                "regimes.recurring.debt.stop": {"at_most": -2, "after_days": 28},
                "regimes.freelance.debt.stop": {"at_most": -2, "after_days": 14},
            },
        ),
        "2026-02-09",
        {
            "enrollments": [seat("recurring")],
            "corrections": [correction("2026-01-05", -2, "shifts")],
        },
    ),
    "reduced debits": (
        "la_louve",
        "2026-02-09",
        {"enrollments": FLYING, "reduced_debits": ["2026-01-12", "2026-02-09"]},
    ),
}


def lived(name):
    policy, until, facts = LIVES[name]
    return Lived(policy, until, **facts)


@pytest.mark.parametrize("name", LIVES)
def test_a_life_cut_on_any_day_is_the_whole(name):
    life = lived(name)
    whole = life.fold
    first = whole.periods[0][0].toordinal()
    for number in range(first - 1, first + 140):
        cut = str(day("2026-01-01").fromordinal(number))
        assert pieces(life, cut) == (whole.entries, whole.periods, whole.consequences), cut


def test_what_was_passed_is_not_passed_again():
    life = lived("debits")
    kept = Fold(life.facts, life.history, life.until).run(day("2026-02-09")).account
    assert kept.day == day("2026-02-09")
    later = Fold(life.facts, life.history, life.until, kept)
    assert later.run(day("2026-03-08")).entries == []
    assert [str(entry.date) for entry in later.run(day("2026-03-09")).entries] == ["2026-03-09"]
    assert kept.day == day("2026-03-09")
    later.run()
    assert kept.day == day("2026-03-09"), "the last day that was asked for"


def test_whose_debits_can_come_after_the_last_day():
    def owes(policy="la_louve", until="2026-03-31", **facts):
        return Lived(policy, until, **facts).fold.owes_ever

    assert owes(enrollments=FLYING)
    assert not owes(enrollments=ABCD)
    assert not owes()
    assert not owes(enrollments=[seat("flying", to="2026-03-31")])
    assert owes(enrollments=[seat("flying", to="2026-04-01")])
    assert owes("supercoop_berlin", shares=SHARE)
