"""setup/soak: tests/coop_soak with many operations, on a copy of the tests' database."""

import os
from types import SimpleNamespace

from . import suite_command
from .errors import SetupError

FILE = "tests/coop_soak/tests/test_soak.py"


def soak(options, layout, console):
    """Run the operations, and return the exit code of the tests."""
    if options.steps < 1:
        raise SetupError(f"{options.steps} operations cannot be done.", "Give 1 or more.")
    os.environ.update(COOP_SOAK_STEPS=str(options.steps), COOP_SOAK_SEED=str(options.seed))
    test = SimpleNamespace(**vars(options), long=False, lint=False, reset=False, all=False)
    chosen = ["-k", f"test_{options.preset}"] if options.preset else []
    return suite_command.test(test, [FILE, "-s", "--tb=short", *chosen], layout, console)
