"""What a fold leaves to go on from, and when there is more to do."""

from datetime import timedelta

import pytest
from coop_shift_rules.account import Account
from coop_shift_rules.fold import Fold
from coop_shift_rules.keep import FORESEEN, LOOK_AGAIN, SETTLED, keep
from shift_lives import Lived, came, day, seat

TODAY = day("2026-11-30")
SHARE = [{"from": "2026-01-01"}]


def facts_of(policy="la_louve", **facts):
    life = Lived(policy, **facts)
    return life.facts, life.history


def kept(policy="la_louve", today=TODAY, account=None, **facts):
    return keep(*facts_of(policy, **facts), today, account)


def state(on, **facts):
    """The state at the end of a day, as it is kept."""
    return Fold(*facts_of(**facts), TODAY + FORESEEN).run(day(on)).account


FLYING = {"shares": SHARE, "enrollments": [seat("flying", "2026-10-01")]}
# Its debits fall on 19 October, 16 November, 14 December…


def test_how_far_it_looks():
    assert (FORESEEN.days, SETTLED.days, LOOK_AGAIN.days) == (120, 60, 60)


def test_two_states_are_kept_of_sixty_days_back_and_of_yesterday():
    found = kept(**FLYING)
    assert (found.settled["day"], found.fresh["day"]) == ("2026-10-01", "2026-11-29")
    assert "balances" not in found.settled
    assert found.fresh["balances"] == {"flying": -4}
    assert found.settled == state("2026-10-01", **FLYING).to_data()
    assert found.fresh == state("2026-11-29", **FLYING).to_data()


@pytest.mark.parametrize(
    ("since", "settled"),
    [("2026-09-30", "2026-10-01"), ("2026-10-01", None), ("2026-10-02", None)],
)
def test_from_a_later_state_none_of_sixty_days_back_is_made(since, settled):
    account = state(since, **FLYING)
    found = kept(account=account, **FLYING)
    assert (found.settled and found.settled["day"]) == settled
    assert found.fresh == kept(**FLYING).fresh


@pytest.mark.parametrize("since", ["2026-11-28", "2026-11-29"])
def test_from_the_state_of_yesterday_it_is_kept_as_it_was(since):
    account = state(since, **FLYING)
    found = kept(account=account, **FLYING)
    assert (found.fresh["day"], found.entries) == ("2026-11-29", ())
    assert found.wake == kept(**FLYING).wake


def test_what_the_day_itself_brings_is_in_no_state_yet():
    found = kept(today=day("2026-11-16"), **FLYING)
    assert [str(entry.date) for entry in found.entries] == ["2026-10-19", "2026-11-16"]
    assert found.fresh["balances"] == {"flying": -2}
    eve = kept(today=day("2026-11-15"), **FLYING)
    assert [str(entry.date) for entry in eve.entries] == ["2026-10-19"]
    assert str(eve.wake) == "2026-11-16"


def test_a_surplus_to_come_is_no_line_yet():
    """The first cycle from 10 November has no debit; that of 8 December leaves a surplus."""
    worked = [came("present", "2026-11-12", minutes=600)]
    life = {"shares": [{"from": "2026-11-10"}], "attendances": worked}
    found = kept("elefan", **life)
    assert [entry.reason for entry in found.entries] == ["present"]
    assert str(found.wake) == "2026-12-08"
    later = kept("elefan", day("2026-12-08"), **life)
    assert [entry.reason for entry in later.entries] == ["present", "debit", "surplus"]


def test_what_a_leave_to_come_costs_is_a_line_already():
    leave = {"type": "anticipated", "from": "2026-12-07", "to": "2027-03-01", "missed": 3}
    found = kept(shares=SHARE, enrollments=[seat("abcd")], leaves=[leave])
    assert [(str(entry.date), entry.amount) for entry in found.entries] == [("2026-12-07", -3)]


LATER = {"shares": SHARE, "enrollments": [seat("flying", "2026-12-01")]}


def test_debits_are_foreseen():
    """So that the standing stays right when nobody runs the job."""
    assert [(str(start), standing) for start, standing in kept(**LATER).periods] == [
        ("2026-01-01", "up_to_date"),
        ("2026-12-14", "alert"),
        ("2027-01-11", "suspended"),
        ("2027-03-09", "unsubscribed"),
    ]


def test_debits_are_foreseen_for_120_days():
    """That of 14 December from 16 August on; until then the account is looked at again."""
    before, first = kept(today=day("2026-08-15"), **LATER), kept(today=day("2026-08-16"), **LATER)
    assert [standing for _start, standing in before.periods] == ["up_to_date"]
    assert first.periods[1] == (day("2026-12-14"), "alert")
    assert [str(found.wake) for found in (before, first)] == ["2026-10-14", "2026-10-15"]


def test_who_has_no_debits_is_not_looked_at_again():
    assert kept(shares=SHARE, enrollments=[seat("abcd")]).wake is None


def test_whose_place_ends_before_the_foreseen_is_not_looked_at_again():
    last = TODAY + FORESEEN
    away = [{"type": "temporary", "from": "2026-10-01", "to": "2028-12-31"}]
    for to, wake in ((last, None), (last + timedelta(days=1), TODAY + LOOK_AGAIN)):
        seats = [seat("flying", "2026-10-01", str(to))]
        assert kept(shares=SHARE, enrollments=seats, leaves=away).wake == wake


def test_the_day_that_will_end_a_place_wakes():
    """Eight are owed with the debit of 14 December: the place ends that evening."""
    owed = [{"date": "2026-10-02", "counter": "flying", "amount": -2}]
    facts = {**FLYING, "corrections": owed}
    found = kept(**facts)
    assert (found.consequences, found.ends, str(found.wake)) == ((), [], "2026-12-14")
    later = kept(today=day("2026-12-14"), **facts)
    assert [(str(one.date), one.kind) for one in later.consequences] == [
        ("2026-12-14", "unsubscribed")
    ]
    assert (later.ends, later.wake) == ([day("2026-12-14")], None)
    assert later.frozen_since is None


IDLE = {"policy": "supercoop_berlin", "shares": [{"from": "2025-06-01"}]}


def test_the_day_that_will_freeze_wakes():
    found = kept(today=day("2025-09-17"), **IDLE)
    assert (found.consequences, found.ends, found.frozen_since) == ((), [], None)
    assert str(found.wake) == "2025-09-19"
    frozen = kept(today=day("2025-09-20"), **IDLE)
    assert [one.kind for one in frozen.consequences] == ["frozen"]
    assert frozen.ends == [day("2025-09-19")]
    assert frozen.frozen_since == day("2025-09-19")
    assert frozen.wake == day("2025-09-20") + LOOK_AGAIN, "no debits while frozen"


def test_frozen_since_is_that_of_the_last_freeze():
    worked = {**IDLE, "attendances": [came("present", "2025-09-22")]}
    thawed = kept(today=day("2025-09-23"), **worked)
    assert (thawed.frozen_since, thawed.ends) == (None, [day("2025-09-19")])
    again = kept(today=day("2025-12-01"), **worked)
    assert again.ends == [day("2025-09-19"), day("2025-10-17")]
    assert again.frozen_since == day("2025-10-17")


def test_a_state_goes_through_json_as_it_is():
    data = kept(**FLYING).fresh
    assert Account.from_data(data).to_data() == data
