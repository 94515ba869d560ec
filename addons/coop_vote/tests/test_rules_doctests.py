"""The examples in the rules are true."""

import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_vote import rules


@tagged("post_install", "-at_install")
class TestRulesDoctests(BaseCase):
    def test_every_module_has_examples_that_hold(self):
        names = [
            module.name for module in pkgutil.walk_packages(rules.__path__, rules.__name__ + ".")
        ]
        tried = 0
        for name in names:
            if not name.endswith("__main__"):
                with self.subTest(name):
                    outcome = doctest.testmod(importlib.import_module(name))
                    self.assertFalse(outcome.failed)
                    tried += outcome.attempted
        self.assertGreater(tried, 80)
