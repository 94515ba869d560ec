"""Since when a balance is past a level."""

from coop_shift_rules.policy import PolicyHistory, preset_data
from shift_lives import Lived, came, changed, seat

SHARE = [{"from": "2026-01-01"}]


def test_a_counter_that_judges_nobody_can_still_put_in_alert():
    """La Louve, were fixed seats never judged by their make-ups: a flying member still is."""
    rules = changed("la_louve", {"regimes.abcd.debt": None})
    missed = [came("absent", "2026-02-02"), came("make_up", "2026-04-01", factor=2)]
    seats = [seat("abcd", to="2026-02-28"), seat("flying", "2026-03-01")]
    life = Lived(rules, "2026-01-11", shares=SHARE, enrollments=seats, attendances=missed)
    assert life.standing("2026-02-28") == "up_to_date"
    assert life.standing("2026-03-01") == life.standing("2026-03-31") == "alert"
    assert life.standing("2026-04-01") == "up_to_date"


def test_a_counter_that_only_a_former_way_of_owing_work_names_makes_no_alert():
    """Of a flying member the guild's counter makes an alert; not of who has a fixed seat since."""
    rules = changed(
        "la_louve",
        {"counters.guild": "shift", "regimes.flying.debt.also_alert": ["abcd", "guild"]},
    )
    seats = [seat("flying", to="2026-02-28"), seat("abcd", "2026-03-01")]
    owed = [{"date": "2026-02-02", "counter": "guild", "amount": -1}]
    life = Lived(rules, "2026-01-11", shares=SHARE, enrollments=seats, corrections=owed)
    assert life.standing("2026-02-01") == "up_to_date"
    assert life.standing("2026-02-28") == "alert"
    assert life.standing("2026-03-01") == "up_to_date"


def test_what_is_paid_on_its_day_starts_no_clock():
    attended = [came("absent", "2026-02-02"), came("make_up", "2026-02-02", factor=2)]
    life = Lived("la_louve", "2026-01-11", enrollments=[seat("abcd")], attendances=attended)
    assert life.standing("2026-02-02") == life.standing("2026-03-02") == "up_to_date"


def test_a_new_limit_begins_with_its_version_though_an_alert_watched_it_before():
    """La Louve, were one make-up nothing yet: excused on 2 February. From 1 June one make-up is
    something: alert from then on, suspended 28 days later."""
    first = preset_data("la_louve")
    first["regimes"]["abcd"]["debt"]["alert"] = {"below": -1}
    first["regimes"]["abcd"]["debt"]["stop"]["below"] = -1
    strict = {"alert": {"below": 0}, "stop": {"below": 0}}
    to_come = {"from": "2026-06-01", "changes": {"regimes": {"abcd": {"debt": strict}}}}
    history = PolicyHistory.from_data([first, to_come])
    excused = [came("excused", "2026-02-02")]
    life = Lived(history, "2026-08-01", enrollments=[seat("abcd")], attendances=excused)
    found = [life.standing(f"2026-{day}") for day in ("05-31", "06-01", "06-28", "06-29")]
    assert found == ["up_to_date", "alert", "alert", "suspended"]
