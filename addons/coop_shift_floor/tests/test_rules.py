"""The doctests of the rules, and their limits."""

import doctest
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_shift_floor.models import coop_shift_scan
from odoo.addons.coop_shift_floor.rules import right, said, sheet_code, tap, timing

MODULES = (coop_shift_scan, right, said, sheet_code, tap, timing)


@tagged("post_install", "-at_install")
class TestDoctests(BaseCase):
    def test_examples(self):
        for module in MODULES:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)


@tagged("post_install", "-at_install")
class TestLimits(BaseCase):
    def test_both_ends_of_a_span_are_in_it(self):
        first, last, one = date(2026, 1, 5), date(2026, 1, 9), timedelta(days=1)
        days = {first - one: False, first: True, first + one: True, last: True, last + one: False}
        for day, inside in days.items():
            with self.subTest(day):
                self.assertEqual(right.holds(first, last, day), inside)
