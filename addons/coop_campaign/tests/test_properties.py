"""Properties of the rules, whatever the figures."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..rules import joining, progress

START = date(2026, 1, 1)
amounts = st.dictionaries(
    st.integers(0, 60).map(lambda days: START + timedelta(days=days)), st.integers(-500, 5000)
)
zips = st.dictionaries(st.from_regex(r"[0-9]{5}", fullmatch=True), st.integers(1, 50))
prefixes = st.lists(st.from_regex(r"[0-9]{1,5}", fullmatch=True), max_size=4)


@tagged("post_install", "-at_install")
class TestProperties(BaseCase):
    @given(amounts, st.integers(0, 60))
    def test_curve_ends_at_the_sum_of_its_days(self, by_day, length):
        end = START + timedelta(days=length)
        days = progress.curve(by_day, START, end)
        self.assertEqual(len(days), length + 1)
        inside = sum(amount for day, amount in by_day.items() if day <= end)
        self.assertEqual(days[-1].total, inside)
        self.assertEqual(sum(day.amount for day in days), inside)

    @given(amounts, st.integers(1, 10_000))
    def test_points_stay_in_the_box(self, by_day, goal):
        days = progress.curve(by_day, START, START + timedelta(days=60))
        for x, y in progress.points(days, goal, 640, 200):
            self.assertTrue(0 <= x <= 640 and 0 <= y <= 200, (x, y))

    @given(st.integers(0, 10**7), st.integers(1, 10**7))
    def test_a_hundred_percent_is_said_exactly_when_the_goal_is_reached(self, done, goal):
        self.assertEqual(progress.percent(done, goal) >= 100, done >= goal)

    @given(zips, st.lists(prefixes, max_size=4))
    def test_nobody_counts_in_two_districts(self, members, owned):
        counts = progress.by_district(members, list(enumerate(owned)))
        self.assertLessEqual(sum(counts.values()), sum(members.values()))
        covered = tuple(prefix for part in owned for prefix in part)
        inside = sum(n for code, n in members.items() if covered and code.startswith(covered))
        self.assertEqual(sum(counts.values()), inside)

    @given(st.integers(0, 10**6))
    def test_public_counts_never_show_a_small_group(self, number):
        shown = progress.public_count(number)
        self.assertTrue(shown in (None, number))
        self.assertEqual(shown is None, 0 < number < progress.SMALL_GROUP)

    @given(st.text(max_size=40))
    def test_any_text_is_read_as_a_number_of_shares_without_an_error(self, text):
        self.assertTrue(0 <= joining.whole_number(text) < 10**6)

    @given(st.dictionaries(st.sampled_from(joining.PERSON_FIELDS), st.text(max_size=200)))
    def test_any_form_about_a_person_is_either_clean_or_explained(self, form):
        values = joining.person(form)
        faults = joining.person_faults(values, ("name", "email"))
        self.assertLessEqual(set(faults), set(joining.PERSON_FIELDS))
        if not faults:
            self.assertTrue(values["name"] and "@" in values["email"])
            self.assertTrue(all(len(value) <= joining.LONGEST for value in values.values()))

    @given(st.tuples(*[st.booleans()] * 4))
    def test_the_next_step_may_always_be_opened(self, done):
        state = joining.Progress(*done)
        step = joining.next_step(state)
        if step != "done":
            self.assertTrue(joining.may_open(step, state))
            later = joining.STEPS[joining.STEPS.index(step) + 1 :]
            self.assertFalse(any(joining.may_open(one, state) for one in later))
