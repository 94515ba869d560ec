"""What one event writes: attendances, corrections, leaves, debits."""

from coop_shift_rules.fold import Fold
from coop_shift_rules.policy import FIRST_DAY, PolicyHistory, preset
from shift_lives import Lived, came, changed, day, seat

ABCD = [seat("abcd")]
FLYING = [seat("flying")]
# La Louve's cycles of 2026 begin on 12 January, 9 February, 9 March, 6 April, 4 May, 1 June…
GRANTED = [{"date": "2026-01-02", "counter": "flying", "amount": 1}]


def lived(policy="la_louve", until="2026-01-11", **facts):
    return Lived(policy, until, **facts)


def debits(until="2026-04-06", policy="la_louve", **facts):
    return list(lived(policy, until, **{"enrollments": FLYING, **facts}).debits().values())


def account(life):
    """The state after all days."""
    return Fold(life.facts, life.history, life.until).run().account


# attendances


def test_a_factor_multiplies_what_is_earned_never_what_is_owed():
    half = changed(
        "la_louve",
        {"regimes.abcd.attendance.excused.writes": [{"counter": "abcd", "amount": -0.5}]},
    )
    excused = [came("excused", "2026-02-02", factor=2)]
    assert lived(half, enrollments=ABCD, attendances=excused).balance("abcd") == -0.5


def test_the_years_that_are_over_are_not_remembered():
    """A general meeting counts once a calendar year, whatever was counted in the year before."""
    days = ("2026-12-20", "2027-01-20", "2027-02-20")
    met = [came("meeting", on) for on in days]
    life = lived("park_slope", attendances=met, enrollments=[seat("recurring")])
    assert life.balance("shifts") == 2
    assert account(life).yearly == {("meeting", 2027): 2}


def test_kinds_with_a_yearly_limit_are_counted_apart():
    writes = [{"counter": "shifts", "amount": 1}]
    lesson = {"worked": True, "yearly": 1, "writes": writes}
    rules = changed("park_slope", {"regimes.recurring.attendance.lesson": lesson})
    days = [("lesson", "2026-01-05"), ("meeting", "2026-01-06"), ("lesson", "2026-01-07")]
    attended = [came(kind, on) for kind, on in days]
    life = lived(rules, attendances=attended, enrollments=[seat("recurring")])
    assert life.balance("shifts") == 2


# leaves

AWAY = [{"type": "anticipated", "from": "2026-02-10", "to": "2026-04-30"}]


def test_only_own_shifts_missed_are_debited_in_a_leave_that_pays_for_them():
    missed = [came("waiting", "2026-03-02"), came("absent", "2026-03-30")]
    made = {"enrollments": ABCD, "leaves": AWAY}
    assert lived(attendances=missed, **made).balance("flying") == -2
    for kind in ("present", "withdrawn", "expected", "bereavement"):
        nothing = lived(attendances=[came(kind, "2026-03-02")], **made)
        assert nothing.entries == []
    worked = lived(attendances=[came("make_up", "2026-03-02")], **made)
    assert worked.balance("flying") == 1


def test_a_leave_that_pays_for_no_shift_missed():
    missed = [came("waiting", "2026-03-02")]
    told = [{**AWAY[0], "missed": 0}]
    life = lived(enrollments=ABCD, attendances=missed, leaves=told)
    assert life.entries == []


# debits


def test_a_counter_without_lines_is_at_0():
    rules = changed(
        "la_louve",
        {"regimes.flying.debit.rules": [{"at_least": 0, "amount": -1}, {"amount": -2}]},
    )
    assert debits(policy=rules) == [-1, -2, -2, -2]


def test_where_no_rule_fits_a_cycle_costs_nothing():
    rules = changed(
        "la_louve",
        {
            "regimes.flying.debit.rules": [{"at_least": 1, "amount": -1}],
            "regimes.flying.debit.surplus": {"up_to": 0},
        },
    )
    assert lived(rules, "2026-04-06", enrollments=FLYING).entries == []
    paid = lived(rules, "2026-04-06", enrollments=FLYING, corrections=GRANTED)
    assert [entry.amount for entry in paid.entries] == [1, -1]


def test_no_debit_for_who_has_no_share_left():
    sold = [{"from": "2026-01-01", "to": "2026-02-28"}]
    assert debits(shares=sold) == [-2, -2]


def test_no_debit_under_a_rule_that_does_not_know_debits_any_more():
    base = preset("la_louve").latest
    without = changed("la_louve", {"regimes.flying.debit": None}).latest
    history = PolicyHistory([(FIRST_DAY, base), (day("2026-02-10"), without)])
    assert debits(policy=history) == [-2, -2]


def test_a_holiday_spares_the_debit_only_where_the_rules_say_so():
    """Closed: an absence that day costs nothing; the cycle of the day costs as ever."""
    for kind, debit in (("closed", -2), ("open", -2), ("long_half", -1)):
        days = [{"kind": kind, "from": "2026-01-12", "to": "2026-01-12"}]
        assert debits("2026-01-12", holidays=days) == [debit]


def test_after_the_rules_ended_a_place_its_cycles_cost_no_more():
    """Neither under a fixed seat after flying, nor under a fixed one after an irregular one."""
    seats = [seat("flying", "2025-12-29"), seat("abcd", "2026-05-04")]
    louve = lived(until="2026-12-31", enrollments=seats)
    assert louve.happened("unsubscribed") == ["2026-04-06"]
    assert len(louve.debits()) == 4
    seats = [seat("irregular"), seat("regular", "2026-04-23")]
    bees = lived("bees", "2026-12-31", enrollments=seats)
    assert bees.happened("unsubscribed") == ["2026-03-26"]
    assert bees.debits() == {"2026-01-29": -2, "2026-02-26": -1, "2026-03-26": -1}


def test_the_last_cycles_are_remembered_each_is_debited_once():
    life = lived(until="2026-06-28", enrollments=FLYING, corrections=[{**GRANTED[0], "amount": 20}])
    assert [str(first) for first in account(life).debited] == [
        "2026-04-06",
        "2026-05-04",
        "2026-06-01",
    ]


# the reduced debit


def test_a_reduced_debit_is_that_of_the_cycle_for_which_it_was_asked():
    assert debits(reduced_debits=["2026-02-10"]) == [-2, -1, -2, -2]


def test_never_more_than_two_reduced_debits_in_a_row():
    asked = [f"2026-{month}" for month in ("02-09", "03-09", "04-06", "05-04", "06-01")]
    assert debits("2026-06-01", reduced_debits=asked) == [-2, -1, -1, -2, -1, -1]


def test_a_cycle_that_costs_as_little_anyway_is_no_reduced_one():
    asked = ["2026-01-12", "2026-02-09", "2026-03-09", "2026-04-06"]
    assert debits(corrections=GRANTED, reduced_debits=asked) == [-1, -1, -1, -2]


def test_a_reduced_debit_never_costs_more():
    rules = changed(
        "la_louve",
        {"regimes.flying.debit.rules": [{"at_least": 1, "amount": -0.5}, {"amount": -2}]},
    )
    asked = ["2026-01-12", "2026-02-09"]
    assert debits("2026-02-09", rules, corrections=GRANTED, reduced_debits=asked) == [-0.5, -1]


# the surplus


def test_what_is_above_the_surplus_is_cut_and_nothing_else():
    """L'éléfàn: one cycle of 180 minutes may be paid ahead after the debit."""
    for banked, kept in ((361, 180), (360.5, 180), (360, 180), (359.5, 179.5)):
        owned = [{"date": "2026-01-10", "counter": "time", "amount": banked}]
        life = lived("elefan", "2026-01-29", enrollments=FLYING, corrections=owned)
        assert life.balance("time") == kept
