import doctest

from odoo.tests import BaseCase, tagged

from ..controllers import portal
from ..rules import newcomers, solidarity, swap


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    """The examples in the rules are true."""

    def test_examples(self):
        for module in (swap, newcomers, solidarity, portal):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertFalse(result.failed)
