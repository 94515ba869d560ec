"""A pytest plugin: runs tests of rules without a database, on the copy of the addons where it is.

Odoo is imported, but no registry is loaded: a test that needs one is none of the rules alone.
Random examples are the same in each run, so that it does not depend on luck what is noticed; and
the first that fails is enough.
"""

import os
import signal
import unittest
from pathlib import Path

import _pytest.pathlib
import _pytest.unittest
from hypothesis import Phase, settings

# The variable that names the folder of the copied addons.
ADDONS = "COOP_RULES_ADDONS"
# How hypothesis makes examples here; the one that a conftest.py loads does not come after it.
PROFILE = "mutants"
settings.register_profile(
    PROFILE,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
# No test of rules takes so many seconds of the processor; with a mutant it may count for ever.
LONGEST = 15


def pytest_collection():
    """Have the system end this process when the tests take too long to read."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)


def pytest_runtest_setup():
    """Have the system end this process when the test takes too long."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)


def pytest_configure():
    """Let Odoo and pytest find the copied addons, and let unittest run Odoo's test cases."""
    from odoo.tests.case import TestCase

    import odoo.addons

    root = Path(os.environ[ADDONS])
    odoo.addons.__path__ = [*odoo.addons.__path__, str(root)]
    name_of = _pytest.pathlib.resolve_pkg_root_and_module_name

    def resolve(path, **options):
        if root in path.parents and "rules" not in path.relative_to(root).parts[2:]:
            return root, ".".join(("odoo.addons", *path.relative_to(root).with_suffix("").parts))
        return name_of(path, **options)

    _pytest.pathlib.resolve_pkg_root_and_module_name = resolve
    _pytest.unittest.TestCaseFunction.wasSuccessful = lambda self: True
    TestCase.run, TestCase.subTest = unittest.TestCase.run, unittest.TestCase.subTest
