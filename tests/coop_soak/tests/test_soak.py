"""Stored is derived after every one of many random operations, under every preset.

``COOP_SOAK_STEPS``: how many operations for each preset. ``COOP_SOAK_SEED``: what chooses them.
"""

import os

from odoo.tests import TransactionCase, tagged

from odoo.addons.coop_membership.tests.common import CoopBuilders

from .soak import Report, soak

STEPS = int(os.environ.get("COOP_SOAK_STEPS") or 60)
SEED = int(os.environ.get("COOP_SOAK_SEED") or 1)
#: An operation that was tried so often must have been done once.
TRIES = 100


@tagged("post_install", "-at_install")
class TestSoak(CoopBuilders, TransactionCase):
    total = Report()

    def soak(self, preset):
        type(self).total += soak(self, preset, SEED, STEPS)

    def test_la_louve(self):
        self.soak("la_louve")

    def test_weekly_three_hours(self):
        self.soak("weekly_three_hours")

    def test_bees(self):
        self.soak("bees")

    def test_supercoop_berlin(self):
        self.soak("supercoop_berlin")

    def test_elefan(self):
        self.soak("elefan")

    def test_park_slope(self):
        self.soak("park_slope")

    def test_z_every_operation_was_done(self):
        """After those above."""
        self.assertEqual(self.total.never_done(TRIES), [])
