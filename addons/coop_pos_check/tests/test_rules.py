import doctest

from odoo.tests import BaseCase, tagged

from ..rules import judgement, timeline


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    def test_examples(self):
        for module in (judgement, timeline):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 3)
                self.assertFalse(result.failed)
