"""Whatever phones send: order is kept, the future does not come, what is typed is found again."""

import itertools
import unittest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_shift_floor.rules import said, sheet_code, tap, timing

#: A loaded machine is no failure.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLOCKS = st.floats(-2e9, 4e9)
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
NAMES = st.sampled_from(("key", "kind", "at", "assignment", "state", "code", "text", "more"))
JSON = VALUES | st.dictionaries(NAMES, VALUES | st.sampled_from(tap.KINDS + tap.STATES))


@tagged("post_install", "-at_install")
class TestProperties(BaseCase, unittest.TestCase):
    @calm
    @given(st.lists(CLOCKS), st.none() | CLOCKS)
    def test_the_order_of_one_phone_is_kept(self, ats, sent_at):
        found = timing.moments(ats, sent_at, now=1e9, earliest=1e9 - 1e5)
        self.assertEqual(len(found), len(ats))
        self.assertTrue(all(a < b for a, b in itertools.pairwise(found)))
        ticks = timing.TICK * (len(ats) + 1)
        self.assertTrue(all(1e9 - 1e5 <= m <= 1e9 + ticks for m in found))

    @calm
    @given(st.lists(st.floats(0, 5e4)), CLOCKS)
    def test_a_wrong_clock_changes_nothing(self, ages, skew):
        """The same taps by a right and by a wrong clock have the same moments."""
        ages = sorted(ages, reverse=True)
        now, earliest = 1e9, 1e9 - 1e5
        right = timing.moments([now - age for age in ages], now, now, earliest)
        wrong = timing.moments([now - age + skew for age in ages], now + skew, now, earliest)
        for one, other in zip(right, wrong, strict=True):
            self.assertAlmostEqual(one, other, delta=0.1)

    @calm
    @given(JSON)
    def test_anything_is_read_or_refused(self, raw):
        try:
            found = tap.read(raw)
        except ValueError:
            return
        self.assertIn(found.kind, tap.KINDS)

    @calm
    @given(st.integers(1, 2**31 - 1))
    def test_a_sheet_is_found_by_its_code(self, shift_id):
        self.assertEqual(sheet_code.shift_id(sheet_code.code(shift_id)), shift_id)

    @calm
    @given(st.integers(1, 10**8), st.integers(0, 8), st.integers(1, 9))
    def test_one_wrong_figure_is_noticed(self, shift_id, place, more):
        digits = list(sheet_code.code(shift_id)[1:].replace("-", ""))
        place %= len(digits)
        digits[place] = str((int(digits[place]) + more) % 10)
        self.assertIsNone(sheet_code.shift_id("".join(digits)))

    @calm
    @given(
        st.lists(
            st.builds(said.Said, st.sampled_from("abc"), st.floats(0, 9), st.sampled_from("xy"))
        )
    )
    def test_what_is_said_otherwise_is_not_what_holds(self, taps):
        current = max(taps, key=lambda one: one.moment).value if taps else "a"
        other = said.otherwise(taps, current)
        self.assertTrue(other is None or other.value != current)
