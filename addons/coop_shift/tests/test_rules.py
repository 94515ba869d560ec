"""The doctests of plain functions that live beside the models."""

import doctest

from odoo.tests import TransactionCase, tagged

from odoo.addons.coop_shift.models import (
    coop_member,
    coop_shift_template,
    coop_standing,
    coop_work_gather,
    sql_array,
)

MODULES = (coop_member, coop_shift_template, coop_standing, coop_work_gather, sql_array)


@tagged("post_install", "-at_install")
class TestDoctests(TransactionCase):
    def test_examples(self):
        for module in MODULES:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)
