"""The counters of an account: how an amount spreads, and since when a balance is past a level."""

from coop_shift_rules.account import Account
from coop_shift_rules.counters import Counters, exact
from coop_shift_rules.policy import FIRST_DAY, PolicyHistory, Pour, preset
from shift_lives import Lived, came, changed, day, seat

ABCD = [seat("abcd")]
MISSED = [came("absent", "2026-02-02")]
LOUVE = preset("la_louve").latest


def poured(balances, amount, *into):
    """The lines of an amount that spreads over counters."""
    account = Account()
    account.balances = dict(balances)
    counters = Counters(account)
    counters.day = day("2026-02-02")
    counters.pour("attendance:1", [Pour(*one) for one in into], amount, "make_up")
    return [(entry.counter, entry.amount) for entry in counters.entries]


def test_each_counter_takes_what_it_can_and_the_rest_goes_on():
    into = ("abcd", 0), ("flying", None)
    assert poured({"abcd": -2}, 1, *into) == [("abcd", 1)]
    assert poured({"abcd": -2}, 2, *into) == [("abcd", 2)]
    assert poured({"abcd": -0.5}, 1.5, *into) == [("abcd", 0.5), ("flying", 1)]
    assert poured({}, 1, *into) == [("flying", 1)]


def test_a_counter_above_its_level_takes_nothing_and_gives_nothing():
    assert poured({"abcd": 1}, 1, ("abcd", 0), ("flying", None)) == [("flying", 1)]


def test_what_no_counter_can_take_is_lost():
    assert poured({"abcd": -1}, 3, ("abcd", 0), ("flying", 1)) == [("abcd", 1), ("flying", 1)]
    assert poured({"abcd": -1}, 3, ("abcd", 0)) == [("abcd", 1)]


def test_a_counter_named_twice_gets_one_line():
    """BEES: what repays both becomes a bonus on the first."""
    into = ("regular", 0), ("compensation", 0), ("regular", None)
    assert poured({"regular": -1}, 3, *into) == [("regular", 3)]
    owed = {"regular": -1, "compensation": -1}
    assert poured(owed, 3, *into) == [("regular", 2), ("compensation", 1)]
    levels = ("regular", 0), ("regular", 1), ("compensation", None)
    assert poured({"regular": -1}, 3, *levels) == [("regular", 2), ("compensation", 1)]


def test_what_costs_is_taken_from_the_first():
    into = ("abcd", 0), ("flying", None)
    assert poured({"abcd": -2, "flying": 3}, -1, *into) == [("abcd", -1)]


def test_amounts_are_exact_to_hundredths():
    assert [exact(amount) for amount in (0.125 + 0.205, 0.1 + 0.2, 1 / 3, -2.0, 2.004)] == [
        0.33, 0.3, 0.33, -2, 2,
    ]  # fmt: skip
    assert type(exact(-2.0)) is int
    thirds = [came("make_up", f"2026-02-{n:02}", factor=1 / 3) for n in range(3, 6)]
    life = Lived("la_louve", "2026-01-11", enrollments=ABCD, attendances=[*MISSED, *thirds])
    assert life.balance("abcd") == -1.01
    assert life.entries[-1].amount == 0.33


def test_a_tenth_ten_times_is_one():
    """It reaches 0 and ends the alert, as one make-up would."""
    tenths = [came("make_up", f"2026-02-{n:02}", factor=0.1) for n in range(3, 23)]
    life = Lived("la_louve", "2026-01-11", enrollments=ABCD, attendances=[*MISSED, *tenths])
    assert life.standing("2026-02-21") == "alert"
    assert (life.balance("abcd"), life.balance("flying")) == (0, 0)
    assert life.standing("2026-02-22") == "up_to_date"


def test_an_amount_of_nothing_is_no_line():
    nothing = [{"date": "2026-02-02", "counter": "abcd", "amount": 0.004}]
    assert Lived("la_louve", "2026-01-11", enrollments=ABCD, corrections=nothing).entries == []


def under(since, values, until="2026-01-11", **facts):
    """A life under La Louve's rules, and from a day on with other values."""
    later = changed("la_louve", values).latest
    history = PolicyHistory([(FIRST_DAY, LOUVE), (day(since), later)])
    return Lived(history, until, **{"enrollments": ABCD, "attendances": MISSED, **facts})


DAYS = "regimes.abcd.debt.stop.after_days"
STOP, ALERT = "regimes.abcd.debt.stop", "regimes.abcd.debt.alert"


def test_under_a_new_version_with_the_same_limit_the_clock_goes_on():
    life = under("2026-02-23", {DAYS: 35})
    assert life.standing("2026-03-08") == "alert"
    assert life.standing("2026-03-09") == "suspended"
    sooner = under("2026-02-23", {DAYS: 14})
    assert sooner.standing("2026-02-22") == "alert"
    assert sooner.standing("2026-02-23") == "suspended"


def test_under_a_new_version_with_another_limit_the_clock_begins_with_it():
    stop = {"below": -1, "after_days": 28}
    life = under("2026-02-23", {STOP: stop, ALERT: {"below": -1}})
    assert life.standing("2026-02-22") == life.standing("2026-03-22") == "alert"
    assert life.standing("2026-03-23") == "suspended"


def test_under_a_new_version_who_is_not_past_the_limit_is_up_to_date():
    stop = {"below": -2, "after_days": 28}
    life = under("2026-02-23", {STOP: stop, ALERT: {"below": -2}})
    assert life.standing("2026-02-22") == "alert"
    assert life.standing("2026-02-23") == life.standing("2026-12-31") == "up_to_date"


def test_a_clock_that_a_version_does_not_know_is_over_when_another_knows_it_again():
    alone = {"regimes.flying.debt.also_alert": []}
    stop = {"below": -1, "after_days": 28}
    first = changed("la_louve", alone).latest
    other = changed("la_louve", {**alone, STOP: stop, ALERT: {"below": -1}}).latest
    versions = [(FIRST_DAY, first), (day("2026-02-16"), other), (day("2026-02-23"), first)]
    life = Lived(PolicyHistory(versions), "2026-01-11", enrollments=ABCD, attendances=MISSED)
    assert life.standing("2026-03-22") == "alert"
    assert life.standing("2026-03-23") == "suspended"


def test_under_a_new_version_a_balance_is_judged_without_a_new_line():
    """A counter that judged nobody before."""
    values = {"regimes.abcd.debt.counters": ["abcd", "flying"]}
    owed = [{"date": "2026-02-02", "counter": "flying", "amount": -1}]
    life = under("2026-02-23", values, attendances=[], corrections=owed)
    assert life.standing("2026-02-22") == "up_to_date"
    assert life.standing("2026-02-23") == life.standing("2026-03-22") == "alert"
    assert life.standing("2026-03-23") == "suspended"
