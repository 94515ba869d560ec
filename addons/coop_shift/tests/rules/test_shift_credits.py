"""The ledger: what is appended so that it says what the facts say, and its balances."""

from coop_shift_rules.credits import balances, changes
from coop_shift_rules.facts import Entry
from shift_lives import day

MARCH = day("2026-03-02")


def line(number, amount, on=MARCH, **more):
    source = f"attendance:{number}:abcd"
    return Entry(source, "abcd", on, amount, "absent", source, **more)


def keys(rows):
    return [row.key for row in rows]


def test_what_is_stored_already_is_not_written_again():
    wanted = [line(1, -2), line(2, -1)]
    assert keys(changes([], wanted)) == ["attendance:1:abcd", "attendance:2:abcd"]
    assert changes(wanted, wanted) == []
    assert keys(changes(wanted[:1], wanted)) == ["attendance:2:abcd"]


def test_a_line_that_changed_is_reversed_on_its_own_day_and_issued_again():
    later = day("2026-03-09")
    rows = changes([line(1, -2)], [line(1, -1, later)])
    assert keys(rows) == ["attendance:1:abcd!", "attendance:1:abcd#2"]
    back, again = rows
    assert (back.amount, back.date, back.reverses) == (2, MARCH, "attendance:1:abcd")
    assert (again.amount, again.date, again.reverses) == (-1, later, None)
    assert {row.source for row in rows} == {"attendance:1:abcd"}


def test_each_time_it_is_issued_it_has_the_next_number():
    stored = []
    for amount in (-2, -1, -2, -1):
        stored += changes(stored, [line(1, amount)])
    assert keys(stored) == [
        "attendance:1:abcd",
        "attendance:1:abcd!",
        "attendance:1:abcd#2",
        "attendance:1:abcd#2!",
        "attendance:1:abcd#3",
        "attendance:1:abcd#3!",
        "attendance:1:abcd#4",
    ]
    assert changes(stored, [line(1, -1)]) == []
    assert changes(stored[::-1], [line(1, -1)]) == []
    assert balances(stored) == {"abcd": -1}
    withdrawn = stored + changes(stored, [])
    assert balances(withdrawn) == {"abcd": 0}
    assert keys(changes(withdrawn, [line(1, -2)])) == ["attendance:1:abcd#5"]


def test_a_line_of_which_only_the_day_it_counts_from_changed_is_issued_again():
    waits = line(1, -2, counts_from=day("2026-03-09"))
    rows = changes([waits], [line(1, -2)])
    assert [(row.key, row.counts_from) for row in rows] == [
        ("attendance:1:abcd!", day("2026-03-09")),
        ("attendance:1:abcd#2", None),
    ]


def test_the_balance_at_the_end_of_a_day():
    rows = [line(1, -2), line(2, 0.5, day("2026-03-09"))]
    assert balances(rows) == {"abcd": -1.5}
    on = ("2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09")
    assert [balances(rows, day(text)).get("abcd") for text in on] == [None, -2, -2, -1.5]


def test_the_balance_that_the_standing_counts():
    rows = [line(1, -2, counts_from=day("2026-03-09")), line(2, -1)]
    on = ("2026-03-08", "2026-03-09")
    assert [balances(rows, day(text))["abcd"] for text in on] == [-3, -3]
    assert [balances(rows, day(text), counted_only=True)["abcd"] for text in on] == [-1, -3]
