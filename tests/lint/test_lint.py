"""The linters, as tests: what they find is the test's failure."""

import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["ruff", "pylint", "eslint", "prettier"])
def test_linter(name):
    linters = pytest.importorskip("coop_setup.linters")
    node = pytest.importorskip("coop_setup.suite_command").read_context()["node"]
    code, said = linters.result(name, PROJECT, sys.executable, node)
    assert code == 0, said
