"""What holds for every life under every preset."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from coop_shift_rules.account import Account
from coop_shift_rules.credits import balances, changes, ledger
from coop_shift_rules.facts import Attendance, Facts, Registration, Share
from coop_shift_rules.fold import Fold
from coop_shift_rules.policy import PolicyHistory
from coop_shift_rules.spans import FOREVER
from coop_shift_rules.standing import at, timeline
from hypothesis import given, settings
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
def test_a_reversal_brings_back_exactly_the_former_ledger(life, day, data):
    history, facts = life
    before = ledger(facts, history, LAST)
    stored = changes([], before.entries)
    kind = data.draw(st.sampled_from(["absent", "present", "make_up"]))
    more = facts._replace(attendances=(*facts.attendances, Attendance("new", day, kind)))
    stored += changes(stored, ledger(more, history, LAST).entries)
    stored += changes(stored, ledger(facts, history, LAST).entries)
    assert len({entry.key for entry in stored}) == len(stored)
    assert nets(stored) == nets(before.entries)


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


@FEW
@given(lives())
def test_the_timeline_is_the_verdict_of_each_day(life):
    history, facts = life
    periods = timeline(facts, history, LAST)
    for day in ALL_DAYS[::3]:
        assert at(periods, day) == standing_on(facts, history, LAST, day)


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
    assert standing_on(known, history, day, day) == standing_on(facts, history, LAST, day)
    assert balances(early.entries, day) == balances(late.entries, day)


@FEW
@given(lives())
def test_never_a_gap_or_an_overlap(life):
    history, facts = life
    periods = timeline(facts, history, LAST)
    if facts.enrollments or facts.shares:
        assert periods[0][0] == FIRST
    for (start, standing), (following, other) in pairwise(periods):
        assert start < following
        assert standing != other


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
            assert standing_on(facts, changed, LAST, moment) == standing_on(
                facts, history, LAST, moment
            )


def passed(facts, history, cuts):
    """The fold of a life in pieces, each from the state that the one before left, as JSON keeps it.

    :param cuts: the days after which a piece ends; what happened before it is left out
    :return: ``(entries, periods, consequences)``
    """
    account, found = None, ([], [], [])
    for last in [*sorted(set(cuts)), FOREVER]:
        since = account.day if account else date.min
        rest = facts._replace(
            attendances=tuple(fact for fact in facts.attendances if fact.date > since),
            corrections=tuple(fact for fact in facts.corrections if fact.date > since),
        )
        fold = Fold(rest, history, LAST, account).run(last)
        for whole, part in zip(found, (fold.entries, fold.periods, fold.consequences), strict=True):
            whole.extend(part)
        account = Account.from_data(json.loads(json.dumps(fold.account.to_data())))
    return found


@settings(max_examples=150)
@given(lives(), st.lists(some_day, max_size=4))
def test_the_fold_in_pieces_is_the_whole(life, cuts):
    history, facts = life
    if not (facts.shares or facts.enrollments):
        facts = facts._replace(shares=(Share(FIRST),))
    whole = Fold(facts, history, LAST).run()
    expected = (whole.entries, whole.periods, whole.consequences)
    assert passed(facts, history, cuts) == expected


@FEW
@given(lives(), some_day, st.lists(some_day, max_size=2))
def test_in_pieces_under_rules_that_change(life, day, cuts):
    history, facts = life
    policy = history.latest
    regimes = {
        name: replace(regime, debt=regime.debt._replace(stop_after_days=3))
        for name, regime in policy.regimes.items()
    }
    changed = PolicyHistory([(FIRST, policy), (day, replace(policy, regimes=regimes))])
    facts = facts._replace(shares=(Share(FIRST),))
    whole = Fold(facts, changed, LAST).run()
    assert passed(facts, changed, [day, *cuts]) == (
        whole.entries,
        whole.periods,
        whole.consequences,
    )


def test_what_was_booked_before_a_freeze_and_is_over_still_helps_after_a_cut():
    """RULES.md 2: shifts to come are cancelled, those of the weeks before go on counting."""
    booked = (("06-10", "05-05"), ("06-15", "05-06"), ("07-01", "06-16"))
    facts = Facts(
        shares=(Share(FIRST),),
        registrations=tuple(
            Registration(
                day, date.fromisoformat(f"2026-{day}"), date.fromisoformat(f"2026-{known}")
            )
            for day, known in booked
        ),
    )
    berlin = PRESETS["supercoop_berlin"]
    whole = Fold(facts, berlin, LAST).run()
    thawed = [one.date for one in whole.consequences if one.kind == "thawed"]
    assert date(2026, 6, 16) in thawed
    assert passed(facts, berlin, [date(2026, 6, 15)])[2] == whole.consequences
