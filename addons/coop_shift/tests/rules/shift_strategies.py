"""Random working lives for hypothesis: a few months, every kind of fact, under any preset."""

from datetime import date, timedelta

from coop_shift_rules.facts import (
    Attendance,
    Correction,
    Enrollment,
    Facts,
    Grace,
    Holiday,
    Leave,
    Registration,
    Share,
    Stop,
)
from coop_shift_rules.policy import preset, preset_names
from hypothesis import strategies as st

FIRST = date(2026, 1, 1)
LENGTH = 200
LAST = FIRST + timedelta(days=LENGTH)
ALL_DAYS = [FIRST + timedelta(days=n) for n in range(-2, LENGTH + 40)]
PRESETS = {name: preset(name) for name in preset_names()}

some_day = st.integers(0, LENGTH).map(lambda shift: FIRST + timedelta(days=shift))
maybe_length = st.one_of(st.none(), st.integers(0, 90))


@st.composite
def periods(draw):
    """First and last day, sometimes open-ended."""
    start, length = draw(some_day), draw(maybe_length)
    return start, None if length is None else start + timedelta(days=length)


@st.composite
def attendances(draw, regime, least=0):
    kinds = [*regime.kinds]
    return tuple(
        Attendance(
            str(number),
            draw(some_day),
            draw(st.sampled_from(kinds)),
            regime=draw(st.sampled_from([None, regime.name])),
            factor=draw(st.sampled_from([0.5, 1, 1.5, 2])),
            minutes=draw(st.sampled_from([None, 90, 180])),
            time=draw(st.sampled_from([0, 360, 960])),
        )
        for number in range(draw(st.integers(least, 9)))
    )


@st.composite
def enrollments(draw, policy):
    found = []
    for name in draw(st.lists(st.sampled_from([*policy.regimes]), max_size=3)):
        start, end = draw(periods())
        found.append(Enrollment(name, start, end, draw(st.sampled_from([None, FIRST, start]))))
    if not found:
        return ()
    return (Enrollment(found[0].regime, FIRST, found[0].end), *found[1:])


def _some(strategy, most=2):
    return st.lists(strategy, max_size=most).map(tuple)


def _holidays(policy):
    """Holidays of four days, of a kind of the policy's."""
    return st.tuples(st.sampled_from([*policy.holidays] or ["closed"]), some_day).map(
        lambda one: Holiday(one[0], one[1], one[1] + timedelta(days=3))
    )


@st.composite
def lives(draw, names=tuple(PRESETS)):
    """``(history, facts)``."""
    history = PRESETS[draw(st.sampled_from(names))]
    policy = history.latest
    regime = policy.regimes[draw(st.sampled_from([*policy.regimes]))]
    leave = st.tuples(st.sampled_from([*policy.leave_types]), periods()).map(
        lambda one: Leave(f"{one[0]} {one[1][0]}", one[0], *one[1])
    )
    stop = st.tuples(st.sampled_from([kind.name for kind in policy.stops]), periods()).map(
        lambda one: Stop(one[0], *one[1])
    )
    grace = st.tuples(some_day, st.integers(0, 20)).map(
        lambda one: Grace(one[0], one[0] + timedelta(days=one[1]))
    )
    amount = st.sampled_from([-3, -2, -1, -0.5, 0.5, 1, 2])
    correction = st.tuples(some_day, st.sampled_from(policy.counters), amount)
    return history, Facts(
        shares=draw(
            st.sampled_from([(), (Share(FIRST),), (Share(FIRST, FIRST + timedelta(150)),)])
        ),
        enrollments=draw(enrollments(policy)),
        attendances=draw(attendances(regime)),
        corrections=tuple(
            Correction(str(place), *one)
            for place, one in enumerate(draw(st.lists(correction, max_size=2)))
        ),
        leaves=draw(_some(leave)),
        graces=draw(_some(grace)),
        stops=draw(_some(stop, 1)),
        registrations=draw(
            _some(st.tuples(some_day, some_day).map(lambda d: Registration(f"r{d[0]}", *d)), 4)
        ),
        holidays=draw(_some(_holidays(policy), 1)),
        reduced_debits=draw(_some(some_day, 3)),
    )
