"""La Louve's rules written a second time, naively, day by day from the manual: both must agree on
every day."""

from datetime import date, timedelta

from coop_shift_rules.credits import balances, ledger
from coop_shift_rules.facts import Attendance, Enrollment, Facts, Grace, Leave, Share, Stop
from coop_shift_rules.policy import preset
from coop_shift_rules.standing import at, timeline
from hypothesis import given, settings
from hypothesis import strategies as st

FIRST = date(2026, 1, 1)
DEBITS = [date(2026, 1, 12) + timedelta(days=28 * n) for n in range(9)]
LAST = DEBITS[-1]
ABCD = {"absent": -2, "excused": -1, "present": 0, "make_up": 1}
FLYING = {"absent": -1, "excused": 0, "present": 1, "make_up": 1}


class Naive:
    """One member, one enrollment from the first day on, one event a day at most."""

    def __init__(self, facts):
        self.facts = facts
        self.flying = facts.enrollments[0].regime == "flying"
        self.events = {fact.date: fact.kind for fact in facts.attendances}
        self.abcd = self.fly = self.waiting = 0
        self.negative_since = None
        self.last_own = None
        self.unsubscribed_after = None
        self.said = {}

    def live(self):
        day = FIRST
        while day <= LAST:
            self.one_day(day)
            self.said[day] = self.standing(day)
            day += timedelta(days=1)
        return self

    def away(self, day):
        return any(
            leave.start <= day and (leave.end is None or day <= leave.end)
            for leave in self.facts.leaves
        )

    def owns(self, day):
        return any(share.start <= day <= share.end for share in self.facts.shares)

    def gone(self, day):
        return self.unsubscribed_after is not None and day > self.unsubscribed_after

    def one_day(self, day):
        late_before = self.judged() < 0
        self.work(day, late_before)
        if self.flying and day in DEBITS:
            self.fly += self.waiting  # absences count from the debit on
            self.waiting = 0
            if self.fly >= 0:
                self.negative_since = None
            if not self.gone(day) and not self.away(day) and self.owns(day):
                self.fly -= 1 if self.fly >= 1 else 2
            if self.fly <= -8 and not self.gone(day):
                self.unsubscribed_after = day
        if self.judged() >= 0:
            self.negative_since = None
        elif self.negative_since is None:
            self.negative_since = day

    def work(self, day, late_before):
        kind = self.events.get(day)
        if kind is None or (kind in ("absent", "excused") and self.away(day)):
            return
        if kind == "make_up":
            if self.abcd < 0:
                self.abcd += 1
            else:
                self.fly += 1
            self.last_own = None
        elif self.flying:
            if kind == "absent":
                self.waiting -= 1
            else:
                self.fly += FLYING[kind]
        else:
            self.abcd += ABCD[kind]
            if (
                kind == "absent"
                and self.last_own == "absent"
                and late_before
                and not self.gone(day)
            ):
                self.unsubscribed_after = day
            self.last_own = kind

    def judged(self):
        return self.fly if self.flying else self.abcd

    def standing(self, day):
        if not self.owns(day):
            return "not_concerned"
        open_ended = any(leave.end is None and leave.start <= day for leave in self.facts.leaves)
        if self.gone(day) and not open_ended:
            return "unsubscribed"
        for name in ("unpaid", "blocked"):
            if any(
                stop.kind == name and stop.start <= day <= stop.end for stop in self.facts.stops
            ):
                return name
        types = {
            leave.type
            for leave in self.facts.leaves
            if leave.start <= day and (leave.end is None or day <= leave.end)
        }
        if types & {"temporary", "open_ended"}:
            return "on_leave"
        if self.judged() < 0:
            if any(grace.start <= day <= grace.end for grace in self.facts.graces):
                return "grace"
            return "alert" if (day - self.negative_since).days < 28 else "suspended"
        if types:
            return "exempted"
        return "alert" if self.flying and self.abcd < 0 else "up_to_date"


days = st.integers(0, (LAST - FIRST).days).map(lambda shift: FIRST + timedelta(days=shift))
lengths = st.integers(0, 60).map(timedelta)
spans = st.tuples(days, lengths).map(lambda one: (one[0], one[0] + one[1]))


@st.composite
def members(draw):
    flying = draw(st.booleans())
    dates = draw(st.lists(days, unique=True, max_size=14))
    kinds = st.sampled_from([*ABCD, "absent"])
    leaves = [("temporary", span) for span in draw(st.lists(spans, max_size=1))]
    leaves += [("incapacity", span) for span in draw(st.lists(spans, max_size=1))]
    leaves += [("open_ended", (day, None)) for day in draw(st.lists(days, max_size=1))]
    kinds_of_stop = st.sampled_from(["unpaid", "blocked"])
    return Facts(
        shares=(Share(FIRST, draw(st.sampled_from([LAST, LAST - timedelta(40)]))),),
        enrollments=(Enrollment("flying" if flying else "abcd", FIRST),),
        attendances=tuple(Attendance(str(day), day, draw(kinds)) for day in dates),
        leaves=tuple(Leave(name, name, *span) for name, span in leaves),
        graces=tuple(Grace(*span) for span in draw(st.lists(spans, max_size=2))),
        stops=tuple(Stop(draw(kinds_of_stop), *span) for span in draw(st.lists(spans, max_size=2))),
    )


@settings(max_examples=150)
@given(members())
def test_two_readings_of_the_manual_agree(facts):
    naive = Naive(facts).live()
    made = ledger(facts, preset("la_louve"), LAST)
    periods = timeline(facts, preset("la_louve"), LAST)
    totals = balances(made.entries, LAST)
    assert (totals.get("abcd", 0), totals.get("flying", 0)) == (naive.abcd, naive.fly)
    for day, standing in naive.said.items():
        assert (day, at(periods, day)) == (day, standing)
