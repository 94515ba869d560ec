"""Since when a balance is past a level."""

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
