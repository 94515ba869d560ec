"""What holds for every life under every preset."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from coop_shift_rules.credits import balances, changes, due_debits, ledger
from coop_shift_rules.facts import Attendance, Enrollment, Facts
from coop_shift_rules.packed import with_lines
from coop_shift_rules.policy import PolicyHistory
from coop_shift_rules.spans import with_exits
from coop_shift_rules.standing import at, rebuild, timeline
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shift_lives import standing_on
from shift_strategies import ALL_DAYS, FIRST, LAST, PRESETS, lives, some_day

FEW = settings(max_examples=40)


def nets(entries):
    """What a ledger says: the net of each day and counter."""
    found = {}
    for entry in entries:
        key = entry.date, entry.counts_from, entry.counter
        found[key] = round(found.get(key, 0) + entry.amount, 2)
    return {key: amount for key, amount in found.items() if amount}


@FEW
@given(lives())
def test_recorded_twice_counts_once(life):
    history, facts = life
    twice = facts._replace(
        attendances=facts.attendances * 2,
        corrections=facts.corrections * 2,
        leaves=facts.leaves * 2,
        enrollments=facts.enrollments * 2,
        reduced_debits=facts.reduced_debits * 2,
    )
    assert ledger(twice, history, LAST) == ledger(facts, history, LAST)


@FEW
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(life, random):
    history, facts = life
    attendances, corrections = list(facts.attendances), list(facts.corrections)
    random.shuffle(attendances)
    random.shuffle(corrections)
    mixed = facts._replace(attendances=tuple(attendances), corrections=tuple(corrections))
    assert ledger(mixed, history, LAST) == ledger(facts, history, LAST)


@FEW
@given(lives())
def test_keys_are_unique_and_appending_twice_writes_once(life):
    history, facts = life
    wanted = ledger(facts, history, LAST).entries
    stored = changes([], wanted)
    assert len({entry.key for entry in stored}) == len(stored)
    assert changes(stored, wanted) == []


@FEW
@given(lives(), some_day, st.data())
def test_a_reversal_brings_back_exactly_the_former_timeline(life, day, data):
    history, facts = life
    before = ledger(facts, history, LAST)
    stored = changes([], before.entries)
    kind = data.draw(st.sampled_from(["absent", "present", "make_up"]))
    more = facts._replace(attendances=(*facts.attendances, Attendance("new", day, kind)))
    stored += changes(stored, ledger(more, history, LAST).entries)
    stored += changes(stored, ledger(facts, history, LAST).entries)
    assert len({entry.key for entry in stored}) == len(stored)
    assert nets(stored) == nets(before.entries)
    assert timeline(facts, history, stored) == timeline(facts, history, before.entries)


@FEW
@given(lives())
def test_incremental_equals_rebuilt(life):
    history, facts = life
    stored = []
    for count in range(len(facts.attendances) + 1):
        known = facts._replace(attendances=facts.attendances[:count])
        stored += changes(stored, ledger(known, history, LAST).entries)
    rebuilt = ledger(facts, history, LAST).entries
    assert nets(stored) == nets(rebuilt)
    assert balances(stored) == {k: v for k, v in balances(rebuilt).items() if v} | {
        counter: 0 for counter in balances(stored) if not balances(rebuilt).get(counter)
    }
    assert timeline(facts, history, stored) == timeline(facts, history, rebuilt)


@FEW
@given(lives())
def test_the_timeline_is_the_verdict_of_each_day(life):
    history, facts = life
    made = ledger(facts, history, LAST)
    periods = timeline(facts, history, made.entries)
    for day in ALL_DAYS[::3]:
        assert at(periods, day) == standing_on(facts, history, made.entries, day)


@FEW
@given(lives())
def test_ledger_and_standing_see_the_same_consequences(life):
    history, facts = life
    made = ledger(facts, history, LAST)
    known = timeline(facts, history, made.entries, made.consequences)
    assert [p for p in timeline(facts, history, made.entries) if p[0] <= LAST] == [
        p for p in known if p[0] <= LAST
    ]


@FEW
@given(lives(), some_day)
def test_what_happens_later_does_not_change_a_day(life, day):
    history, facts = life
    known = facts._replace(
        attendances=tuple(fact for fact in facts.attendances if fact.date <= day),
        corrections=tuple(fact for fact in facts.corrections if fact.date <= day),
    )
    early = ledger(known, history, day)
    late = ledger(facts, history, LAST)
    assert standing_on(known, history, early.entries, day) == standing_on(
        facts, history, late.entries, day
    )
    assert balances(early.entries, day) == balances(late.entries, day)


@FEW
@given(lives())
def test_never_a_gap_or_an_overlap(life):
    history, facts = life
    periods = timeline(facts, history, ledger(facts, history, LAST).entries)
    if facts.enrollments or facts.shares:
        assert periods[0][0] == FIRST
    for (start, standing), (following, other) in pairwise(periods):
        assert start < following
        assert standing != other


@FEW
@given(st.lists(lives(), max_size=5))
def test_the_lean_rebuild_says_the_same(members):
    for name in PRESETS:
        history = PRESETS[name]
        mine = {place: facts for place, (other, facts) in enumerate(members) if other is history}
        ledgers = {member: ledger(facts, history, LAST).entries for member, facts in mine.items()}
        rows = [
            (
                member,
                with_lines(
                    [],
                    [
                        (e.counts_from or e.date, e.reason == "debit", e.counter, e.amount)
                        for e in entries
                    ],
                ),
            )
            for member, entries in ledgers.items()
        ]
        assert dict(rebuild(mine, rows, history)) == {
            member: timeline(facts, history, ledgers[member]) for member, facts in mine.items()
        }


@FEW
@given(lives())
def test_one_debit_for_each_cycle(life):
    history, facts = life
    debits = [
        entry.key for entry in ledger(facts, history, LAST).entries if entry.reason == "debit"
    ]
    assert len(set(debits)) == len(debits)


@FEW
@given(lives(names=("la_louve", "weekly_three_hours")))
def test_the_clipped_counter_never_exceeds_0(life):
    history, facts = life
    entries = ledger(facts._replace(corrections=()), history, LAST).entries
    counter = history.latest.counters[0]
    for day in ALL_DAYS:
        assert balances(entries, day).get(counter, 0) <= 0


@FEW
@given(lives(), some_day)
def test_a_change_of_policy_never_rewrites_the_past(life, day):
    history, facts = life
    old = history.latest
    new = replace(
        old,
        cycle=old.cycle._replace(weeks=old.cycle.weeks + 1),
        exempted_first=not old.exempted_first,
        regimes={
            name: replace(regime, debt=regime.debt._replace(stop_after_days=3), unsubscription=None)
            for name, regime in old.regimes.items()
        },
    )
    changed = PolicyHistory([(FIRST, old), (day, new)])
    eve = day - timedelta(days=1)
    before, after = ledger(facts, history, LAST), ledger(facts, changed, LAST)
    assert balances(after.entries, eve) == balances(before.entries, eve)
    for moment in ALL_DAYS[::5]:
        if moment < day:
            assert standing_on(facts, changed, after.entries, moment) == standing_on(
                facts, history, before.entries, moment
            )


#: The first seat ends by an unsubscription; the cycles of the second are its own.
TWO_SEATS = Facts(
    enrollments=(Enrollment("irregular", FIRST), Enrollment("irregular", date(2026, 6, 23)))
)


@FEW
@example((PRESETS["bees"], TWO_SEATS), FIRST + timedelta(days=85))
@given(lives(), some_day)
def test_debits_from_balances_alone_are_those_of_the_ledger(life, day):
    history, facts = life
    facts = facts._replace(
        attendances=tuple(fact for fact in facts.attendances if fact.date < day),
        corrections=tuple(fact for fact in facts.corrections if fact.date < day),
        leaves=tuple(leave for leave in facts.leaves if leave.type != "anticipated"),
    )
    made = ledger(facts, history, LAST)
    eve = day - timedelta(days=1)
    known = facts._replace(enrollments=tuple(with_exits(facts.enrollments, _exits(made, eve))))
    written = [e.date for e in made.entries if e.reason == "debit" and e.date < day]
    due = due_debits(known, history, balances(made.entries, eve), day, LAST, written)
    if due is not None and not any(e.counts_from for e in made.entries):
        late = [e for e in made.entries if e.reason in ("debit", "surplus") and e.date >= day]
        assert due == late


def _exits(made, eve):
    return [c.date for c in made.consequences if c.kind == "unsubscribed" and c.date <= eve]


def test_a_full_cycle_is_debited_from_balances():
    history = PRESETS["la_louve"]
    flying = Facts(enrollments=(Enrollment("flying", FIRST),))
    starts = history.cycle_starts(FIRST, LAST)
    for total, amount in ((1, -1), (0, -2)):
        due = due_debits(flying, history, {"flying": total}, starts[1], starts[1], [starts[0]])
        assert [(entry.date, entry.amount) for entry in due] == [(starts[1], amount)]
    assert due_debits(flying, history, {}, starts[1], starts[1], [starts[1]]) == []


def test_a_debit_that_unsubscribes_is_the_last():
    history = PRESETS["la_louve"]
    flying = Facts(enrollments=(Enrollment("flying", FIRST),))
    starts = history.cycle_starts(FIRST, LAST)
    due = due_debits(flying, history, {"flying": -6}, starts[1], starts[3])
    assert [entry.date for entry in due] == [starts[1]]


def test_where_only_the_whole_ledger_can_tell():
    louve, berlin, bees = (PRESETS[name] for name in ("la_louve", "supercoop_berlin", "bees"))
    start = louve.cycle_starts(FIRST, LAST)[1]
    flying = Facts(enrollments=(Enrollment("flying", FIRST),))
    assert due_debits(flying._replace(reduced_debits=(start,)), louve, {}, start, start) is None
    start = berlin.cycle_starts(FIRST, LAST)[1]
    assert due_debits(flying, berlin, {"balance": -3}, start, start) is None
    assert len(due_debits(flying, berlin, {"balance": -2}, start, start)) == 1
    irregular = Facts(enrollments=(Enrollment("irregular", FIRST),))
    start = FIRST + timedelta(days=28)
    assert due_debits(irregular, bees, {"regular": 0}, start, start) is None
    assert len(due_debits(irregular, bees, {"regular": 1}, start, start)) == 1
