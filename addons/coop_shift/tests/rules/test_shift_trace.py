"""Why a standing is what it is: the days that the trace names are those that come true."""

from datetime import date

import pytest
from coop_shift_rules.facts import Attendance, Enrollment, Facts
from coop_shift_rules.fold import Fold
from coop_shift_rules.policy import PolicyHistory, preset_data
from coop_shift_rules.standing import timeline

ABSENT = date(2026, 11, 12)
FACTS = Facts(
    enrollments=(Enrollment("abcd", date(2026, 1, 5)),),
    attendances=(Attendance("1", ABSENT, "absent"),),
)
FIRST = "2026-12-01"


def louve(**stop):
    """La Louve's rules, whose fixed regime judges otherwise from 1 December 2026 on."""
    data = preset_data("la_louve")
    if not stop:
        return PolicyHistory.from_data(data)
    changes = {"regimes": {"abcd": {"debt": {"stop": stop}}}}
    return PolicyHistory.from_data([data, {"from": FIRST, "changes": changes}])


def stops_on(history):
    steps = []
    Fold(FACTS, history, ABSENT, steps=steps).run()
    standings = [step for step in steps if step.code == "standing" and step.day == ABSENT]
    return standings[-1].values["stops_on"]


@pytest.mark.parametrize(
    ("stop", "day"),
    [
        ({}, date(2026, 12, 10)),
        ({"after_days": 14}, date(2026, 12, 1)),
        ({"after_days": 21}, date(2026, 12, 3)),
        ({"after_days": 56}, date(2027, 1, 7)),
    ],
)
def test_the_day_named_is_the_day_of_the_stop(stop, day):
    """Absent on 12 November, 28 days; another number of days from 1 December on counts as well."""
    history = louve(**stop)
    assert stops_on(history) == day
    line = timeline(FACTS, history, date(2026, 11, 12))
    assert next(start for start, standing in line if standing == "suspended") == day
