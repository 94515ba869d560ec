"""The doctests of plain functions."""

import doctest

from odoo.tests import TransactionCase, tagged

from odoo.addons.coop_committee.controllers import portal
from odoo.addons.coop_committee.rules import hours


@tagged("post_install", "-at_install")
class TestDoctests(TransactionCase):
    def test_examples(self):
        for module in (hours, portal):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)
