"""Seating: the doctests, and what holds for any list."""

import doctest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged

from odoo.addons.coop_shift_office.rules import seating

NUMBERS = st.integers(1, 30)


@tagged("post_install", "-at_install")
class TestSeating(TransactionCase):
    def test_examples(self):
        result = doctest.testmod(seating)
        self.assertGreater(result.attempted, 0)
        self.assertEqual(result.failed, 0)

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(0, 30), st.sets(NUMBERS), st.lists(NUMBERS))
    def test_no_seat_twice_and_first_come_first_served(self, seats, held, asking):
        free = seating.free_numbers(seats, held)
        self.assertFalse(set(free) & held)
        given_ = seating.allot(asking, free)
        self.assertEqual(len(set(given_.values())), len(given_))
        self.assertLessEqual(set(given_.values()), set(free))
        first = list(dict.fromkeys(asking))[: len(free)]
        self.assertEqual(list(given_), first)
