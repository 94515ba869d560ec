import doctest
import importlib
from pathlib import Path

import coop_shift_rules
import pytest

MODULES = sorted(
    path.stem for path in Path(coop_shift_rules.__path__[0]).glob("*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_the_rules_hold(name):
    module = importlib.import_module(f"coop_shift_rules.{name}")
    assert doctest.testmod(module).failed == 0
