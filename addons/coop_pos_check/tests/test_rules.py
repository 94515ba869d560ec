import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_membership.tests.common import shared_cases

from ..rules import judgement, sale, timeline


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    def test_examples(self):
        for module in (judgement, sale, timeline):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 2)
                self.assertFalse(result.failed)

    def test_what_a_sale_is(self):
        """As at the till: one table of cases for both."""
        cases = shared_cases("coop_pos_check/static/tests/unit/app/utils/sale_cases.js")["cases"]
        self.assertGreater(len(cases), 10)
        for case in cases:
            with self.subTest(case["why"]):
                lines = [sale.Line(*line) for line in case["lines"]]
                self.assertEqual(sale.is_sale(lines), case["sale"])
