"""The other co-ops' rules, sentence by sentence, and that every preset can be lived under."""

from datetime import datetime, timedelta

import pytest
from coop_shift_rules.booking import Booked, cancel_refusals, stand_in_refusals
from coop_shift_rules.policy import preset, preset_names
from coop_shift_rules.respite import offer
from shift_lives import Lived, came, day, seat

NOW = datetime(2026, 11, 23, 9)


def test_the_presets():
    """Presets shipped as data; adding a co-op is adding a file."""
    assert preset_names() == [
        "bees", "elefan", "la_louve", "park_slope", "supercoop_berlin", "weekly_three_hours",
    ]  # fmt: skip


@pytest.mark.parametrize("name", preset_names())
def test_a_member_who_works_stays_up_to_date(name):
    history = preset(name)
    regime = history.latest.default_regime
    worked = [came("present", str(day("2026-01-05") + timedelta(weeks=n))) for n in range(52)]
    life = Lived(name, "2026-12-27", enrollments=[seat(regime, "2026-01-05")], attendances=worked)
    assert life.standing("2026-12-27") == "up_to_date"


def test_three_hours_a_week():
    """3 hours a week: a debit each week for flying members, a seat every week for the others."""
    life = Lived("weekly_three_hours", "2026-01-31", enrollments=[seat("flying", "2026-01-05")])
    assert list(life.debits()) == ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"]
    fixed = Lived(
        "weekly_three_hours",
        enrollments=[seat("weekly")],
        attendances=[came("absent", "2026-02-02")],
    )
    assert fixed.balance("weekly") == -2
    assert preset("weekly_three_hours").latest.cycle.letter(day("2026-02-02")) == "A"


# BEES coop

REGULAR = [seat("regular")]


def bees(*attendances, until="2026-01-02", enrollments=REGULAR, **facts):
    return Lived("bees", until, enrollments=enrollments, attendances=list(attendances), **facts)


def both(life):
    return life.balance("regular"), life.balance("compensation")


@pytest.mark.parametrize(
    ("kind", "counters"),
    [("absent", (-1, -1)), ("half_excused", (-1, 0)), ("excused", (0, 0)), ("present", (0, 0))],
)
def test_bees_absence(kind, counters):
    """Absent unexcused −1 on both, half-excused −1 on the first, excused 0."""
    assert both(bees(came(kind, "2026-02-02"))) == counters


def test_bees_compensation():
    """A compensation repays the first counter, then the second, then becomes a bonus."""
    repaid = [came("make_up", f"2026-02-{n:02}") for n in (3, 4, 5)]
    absent = came("absent", "2026-02-02")
    assert both(bees(absent, *repaid[:1])) == (0, -1)
    assert both(bees(absent, *repaid[:2])) == (0, 0)
    assert both(bees(absent, *repaid)) == (1, 0)


IRREGULAR = [seat("irregular", "2026-01-01")]


@pytest.mark.parametrize(("kind", "worth"), [("present", 1), ("excused", 1), ("absent", -1)])
def test_bees_irregular_shift(kind, worth):
    """Irregular: worked or excused +1, unexcused −1."""
    assert bees(came(kind, "2026-01-02"), enrollments=IRREGULAR).balance("regular") == worth


def test_bees_irregular_debit():
    """Irregular with −1 each 28 days (−2 once when already ≤ 0)."""
    life = bees(came("present", "2026-01-02"), enrollments=IRREGULAR, until="2026-04-23")
    assert life.debits() == {"2026-01-29": -1, "2026-02-26": -2, "2026-03-26": -1, "2026-04-23": -1}
    back = [came("present", f"2026-03-{n:02}") for n in range(1, 5)]
    again = bees(came("present", "2026-01-02"), *back, enrollments=IRREGULAR, until="2026-06-18")
    assert list(again.debits().values()) == [-1, -2, -1, -1, -2, -1]


def test_bees_standing():
    """May shop while ok, alert (28 days), extension (10 days, then 28 more on request),
    exempted."""
    absent = came("absent", "2026-02-02")
    life = bees(absent)
    assert life.standing("2026-02-01") == "up_to_date"
    assert life.standing("2026-02-02") == life.standing("2026-03-01") == "alert"
    assert life.standing("2026-03-02") == "suspended"
    ask = (life.history, day("2026-03-05"))
    first, _ = offer(life.facts, *ask)
    more, _ = offer(life.facts, *ask, kind="extension")
    assert ((first.end - first.start).days + 1, (more.end - more.start).days + 1) == (10, 28)
    assert bees(absent, extensions=[{"from": "2026-03-05", "to": "2026-03-14"}]).may_shop(
        "2026-03-14"
    )
    away = bees(absent, leaves=[{"type": "exemption", "from": "2026-02-10"}])
    assert away.standing("2026-02-10") == "exempted"


def test_bees_compensation_still_due():
    """Two counters: repaying the first is not enough."""
    life = bees(came("absent", "2026-02-02"), came("make_up", "2026-02-03"))
    assert life.standing("2026-03-02") == "suspended"


def test_bees_unsubscribed():
    """Unsubscribed at a sum of −4."""
    life = bees(came("absent", "2026-02-02"), came("half_excused", "2026-03-02"))
    assert life.happened("unsubscribed") == []
    sunk = bees(came("absent", "2026-02-02"), came("absent", "2026-03-02"))
    assert sunk.happened("unsubscribed") == ["2026-03-02"]
    assert sunk.standing("2026-03-03") == "unsubscribed"


# SuperCoop; its cycles of 2026 begin on 26 January, 23 February, 23 March, 20 April…

MEMBER = [seat("abcd", "2026-01-12")]


def berlin(until, *attendances, enrollments=MEMBER, **facts):
    return Lived(
        "supercoop_berlin", until, enrollments=enrollments, attendances=list(attendances), **facts
    )


def cycle(number):
    starts = preset("supercoop_berlin").cycle_starts(day("2026-01-12"), day("2027-12-31"))
    return starts[number]


def in_cycle(number, kind, **more):
    return came(kind, str(cycle(number) + timedelta(days=2)), **more)


@pytest.mark.parametrize("regime", ["abcd", "flying"])
def test_berlin_debit(regime):
    """Each cycle −1 for every member of whom work is expected (once per member and cycle)."""
    life = berlin(str(cycle(2)), enrollments=[seat(regime, "2026-01-12")])
    assert list(life.debits().values()) == [-1, -1, -1]
    both_ways = berlin(
        str(cycle(2)), enrollments=[seat("abcd", "2026-01-12"), seat("flying", "2026-01-12")]
    )
    assert list(both_ways.debits().values()) == [-1, -1, -1]
    exempted = berlin(str(cycle(2)), leaves=[{"type": "exemption", "from": "2026-01-01"}])
    assert exempted.debits() == {}


@pytest.mark.parametrize(("kind", "left"), [("present", 0), ("excused", 0), ("absent", -2)])
def test_berlin_shift(kind, left):
    """Done or excused +1, missed −1 (so a missed one costs 2 in all)."""
    assert berlin(str(cycle(0)), in_cycle(0, kind)).balance("balance") == left


def test_berlin_solidarity():
    """A solidarity shift taken from the pool +1 (at most 2 a year)."""
    taken = [came("solidarity", f"2026-01-{n}") for n in (13, 14, 15)]
    next_year = came("solidarity", "2027-01-05")
    life = berlin("2026-01-15", *taken, next_year)
    assert life.balance("balance", "2026-01-25") == 2 + life.balance("balance", "2026-01-12")
    assert life.balance("balance") == 3


def sunk(until=None, **facts):
    """Three missed shifts: −6 after the third, on the third day of the third cycle."""
    missed = [in_cycle(n, "absent") for n in range(3)]
    return berlin(until or str(cycle(2)), *missed, **facts)


def test_berlin_threshold():
    """Balance > −4, or not below it for more than 10 days."""
    life = sunk()
    fell = cycle(2)  # the third debit makes −5; the second missed shift made −4
    assert life.balance("balance", str(cycle(1) + timedelta(days=2))) == -4
    first = cycle(1) + timedelta(days=2)
    assert life.standing(str(first - timedelta(days=1))) == "up_to_date"
    assert life.may_shop(str(first + timedelta(days=10)))
    assert life.standing(str(first + timedelta(days=11))) == "frozen"
    assert not life.may_shop(str(fell))


def test_berlin_registrations():
    """Or enough future shifts registered (weeks −4 to +8 added to the balance > −4)."""
    first = cycle(1) + timedelta(days=2)
    frozen = first + timedelta(days=11)
    ahead = {"date": str(frozen + timedelta(weeks=8)), "booked": str(first)}
    too_far = {"date": str(frozen + timedelta(weeks=8, days=1)), "booked": str(first)}
    assert sunk(str(cycle(1)), registrations=[ahead]).standing(str(frozen)) == "alert"
    assert sunk(str(cycle(1)), registrations=[too_far]).standing(str(frozen)) == "frozen"


def test_berlin_frozen():
    """Otherwise frozen: future shifts cancelled, place lost, no more debits."""
    life = sunk(str(cycle(6)))
    assert life.happened("frozen") == [str(cycle(1) + timedelta(days=13))]
    assert len(life.debits()) == 2


def test_berlin_thaws():
    """Thaws when the balance or the registrations suffice."""
    frozen = cycle(1) + timedelta(days=13)
    later = frozen + timedelta(days=20)
    booked = [{"date": str(later + timedelta(days=n)), "booked": str(later)} for n in range(1, 4)]
    two = [in_cycle(n, "absent") for n in range(2)]
    helped = berlin(str(cycle(1)), *two, registrations=booked)
    assert helped.standing(str(later - timedelta(days=1))) == "frozen"
    assert helped.standing(str(later)) == "alert"
    worked = berlin(str(cycle(1)), *two, came("present", str(later)))
    assert worked.standing(str(later)) == "up_to_date"
    assert worked.happened("thawed") == [str(later)]


def test_berlin_cancelled_by_the_freeze():
    """Frozen: future shifts cancelled: what was booked before does not help to thaw."""
    frozen = cycle(1) + timedelta(days=13)
    far = [{"date": str(frozen + timedelta(weeks=9)), "booked": str(frozen - timedelta(days=20))}]
    two = [in_cycle(n, "absent") for n in range(2)]
    life = berlin(str(cycle(1)), *two, registrations=far)
    assert life.standing(str(frozen + timedelta(weeks=5))) == "frozen"


EXEMPTED = {"type": "exemption", "from": "2025-09-15", "to": "2025-09-24"}
IDLE = {"until": "2025-12-31", "shares": [{"from": "2025-06-01"}]}


def test_berlin_exempted_below_the_threshold():
    """Not below it for more than 10 days: days of an exemption do not count towards them."""
    assert Lived("supercoop_berlin", **IDLE).happened("frozen") == ["2025-09-19"]
    life = Lived("supercoop_berlin", **IDLE, leaves=[EXEMPTED])
    assert life.happened("frozen") == ["2025-09-29"]
    days = ("2025-09-14", "2025-09-24", "2025-09-28", "2025-09-29")
    assert [life.standing(day) for day in days] == ["alert", "exempted", "alert", "frozen"]


def test_berlin_nobody_is_frozen_on_leave():
    """Otherwise frozen: but not on a day of an exemption; without its end, never."""
    endless = {**EXEMPTED, "to": None}
    life = Lived("supercoop_berlin", **IDLE, leaves=[endless])
    assert life.happened("frozen") == []
    assert life.standing("2025-12-31") == "exempted"


def test_berlin_frozen_before_the_exemption():
    """Thaws when the balance or the registrations suffice: an exemption alone does not thaw."""
    later = {"type": "exemption", "from": "2025-10-01", "to": "2025-10-31"}
    life = Lived("supercoop_berlin", **IDLE, leaves=[later])
    assert (life.happened("frozen"), life.happened("thawed")) == (["2025-09-19"], [])
    assert life.standing("2025-10-15") == "exempted"
    assert life.standing("2025-11-01") == "frozen"
    endless = Lived("supercoop_berlin", **IDLE, leaves=[{**later, "to": None}])
    assert endless.happened("frozen") == ["2025-09-19"]
    assert endless.standing("2026-11-01") == "exempted"


def test_berlin_windows():
    """Self-unregister 7 days ahead, stand-in request 2 days."""
    policy = preset("supercoop_berlin").latest
    for days, refused in ((7, []), (6, ["too_late"])):
        assert (
            cancel_refusals(policy, "abcd", Booked(NOW + timedelta(days=days), own=True), NOW)
            == refused
        )
    for days, refused in ((2, []), (1, ["too_late"])):
        assert stand_in_refusals(policy, Booked(NOW + timedelta(days=days)), NOW) == refused


# L'éléfàn


def test_duty_without_enrollments():
    """Where a policy asks for no enrollment, the duty goes with the shares, or the first work."""
    since = {"shares": [{"from": "2026-01-12", "to": str(cycle(1))}]}
    assert list(Lived("supercoop_berlin", str(cycle(3)), **since).debits()) == [
        str(cycle(0)),
        str(cycle(1)),
    ]
    worked = Lived("supercoop_berlin", str(cycle(2)), attendances=[in_cycle(0, "present")])
    assert len(worked.debits()) == 2
