"""The doctests of the rules."""

import doctest

from odoo.tests import TransactionCase, tagged

from odoo.addons.coop_shift_floor.models import coop_shift_scan
from odoo.addons.coop_shift_floor.rules import right, said, sheet_code, tap, timing

MODULES = (coop_shift_scan, right, said, sheet_code, tap, timing)


@tagged("post_install", "-at_install")
class TestDoctests(TransactionCase):
    def test_examples(self):
        for module in MODULES:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)
