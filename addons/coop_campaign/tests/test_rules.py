import doctest

from odoo.tests import BaseCase, tagged

from ..rules import joining, progress


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    """The examples in the rules are true."""

    def test_examples_of_joining(self):
        result = doctest.testmod(joining)
        self.assertGreater(result.attempted, 10)
        self.assertFalse(result.failed)

    def test_examples_of_progress(self):
        result = doctest.testmod(progress)
        self.assertGreater(result.attempted, 10)
        self.assertFalse(result.failed)
