"""The linters, as tests: what they find is the test's failure."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def check(*argv):
    """Run a linter over the project; its words are the failure."""
    found = subprocess.run(
        [str(word) for word in argv], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, f"{found.stdout}\n{found.stderr}"


def node_tool(name):
    """Return the command line of a JavaScript linter that setup/test installed."""
    context = pytest.importorskip("coop_setup.suite_command").read_context()
    return shutil.which("node"), Path(context["node"]) / "node_modules" / name


def addons():
    """Return the folders of the project's addons."""
    return sorted(path.parent for path in PROJECT.glob("addons/*/__manifest__.py"))


def test_ruff():
    check(sys.executable, "-m", "ruff", "check", ".")


def test_pylint_odoo():
    check(sys.executable, "-m", "pylint", "--rcfile", ".pylintrc", *addons())


def test_eslint():
    node, eslint = node_tool("eslint/bin/eslint.js")
    check(node, eslint, "-c", "eslint.config.mjs", "--max-warnings", "0", ".")


def test_prettier():
    node, prettier = node_tool("prettier/bin/prettier.cjs")
    files = ["addons/*/static/**/*.js", "tests/**/static/**/*.js", "*.mjs", "package.json"]
    check(node, prettier, "--check", "--no-error-on-unmatched-pattern", *files)
