"""The doctests of plain functions, and their limits."""

import doctest
from datetime import date, timedelta
from fractions import Fraction

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_committee.controllers import portal
from odoo.addons.coop_committee.rules import hours


@tagged("post_install", "-at_install")
class TestDoctests(BaseCase):
    def test_examples(self):
        for module in (hours, portal):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)


@tagged("post_install", "-at_install")
class TestLimits(BaseCase):
    """Hours at several rates, and the cap of a cycle."""

    DAY = date(2026, 1, 5)

    def work(self, number, count, rate=3, cap=None):
        day = self.DAY + number * timedelta(days=1)
        return hours.Work(number, day, Fraction(count), Fraction(rate), cap=cap)

    def test_what_is_left_counts_at_the_last_rate(self):
        works = [self.work(1, Fraction(3, 2), rate=3), self.work(2, 6, rate=4)]
        self.assertEqual(hours.remainder(works[:1]), Fraction(3, 2))
        self.assertEqual(hours.remainder(works), 0)
        self.assertEqual(hours.remainder([*works, self.work(3, 1, rate=2)]), 1)
        self.assertEqual(hours.remainder([*works, self.work(3, 1, rate=2)], rate=Fraction(8)), 4)

    def test_the_cap_of_a_cycle_is_used_up(self):
        works = [self.work(number, 3, cap=3) for number in range(1, 6)]
        given = hours.credits(works, lambda day: self.DAY)
        self.assertEqual(list(given.values()), [1, 1, 1, 0, 0])
