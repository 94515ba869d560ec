import doctest

from odoo.tests import BaseCase, tagged

from ..rules import judgement, sale, timeline


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    def test_examples(self):
        for module in (judgement, sale, timeline):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 2)
                self.assertFalse(result.failed)
