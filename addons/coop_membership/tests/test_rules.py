import doctest

from odoo.tests import TransactionCase, tagged

from ..rules import card_code, household, member_import, subscription, table, token, verdict


@tagged("post_install", "-at_install")
class TestRules(TransactionCase):
    """The examples written in the rules are true."""

    def test_examples(self):
        modules = (card_code, household, member_import, subscription, table, token, verdict)
        for module in modules:
            with self.subTest(module.__name__):
                outcome = doctest.testmod(module)
                self.assertTrue(outcome.attempted)
                self.assertFalse(outcome.failed)
