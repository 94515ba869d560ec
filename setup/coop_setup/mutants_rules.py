"""Mutants of rules: each is written into a copy of the addons, and the tests of the file run."""

import ast
import difflib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from .errors import SetupError
from .mutants_rules_server import THEN
from .process import clean_environment, run, start, stop
from .pytest_rules import ADDONS, PROFILE

# What a test case is made of that needs no database.
PLAIN = {"BaseCase", "TestCase"}
# What such a case calls when it makes its connections itself.
CONNECTS = re.compile(r"\b(get_db_name|db_connect|Registry)\(")
# A mutant may count for ever: it gets so many times what the tests take, and seconds for the start.
PATIENCE, START = 5, 10
FIRST = 600


def is_of_rules(path):
    """Say whether a file, relative to the project, is one of rules.

    >>> [is_of_rules(Path("addons/x") / name) for name in ("rules/a.py", "rules/__init__.py")]
    [True, False]
    """
    return "rules" in path.parts[:3] and path.suffix == ".py" and path.name != "__init__.py"


def score(options, layout, home, console, python, path):
    """Try the mutants of a file; return how many were tried and how many were killed."""
    source = (layout.project / path).read_text(encoding="utf-8")
    argv = [python, layout.project / "setup/coop_setup/mutants_maker.py", path]
    argv += [options.most, options.seed, "everywhere"]
    said = run(argv, console, env=clean_environment(), cwd=layout.project)
    made = json.loads(said.strip().splitlines()[-1])
    with tempfile.TemporaryDirectory(prefix="coop-mutants-") as folder:
        copy = Path(folder)
        shutil.copytree(layout.addons, copy / "addons")
        users = [one.relative_to(copy) for one in users_of(copy / path)]
        tests = tests_of(copy / "addons", path.relative_to("addons"))
        with console.step(f"Mutants of {path}"):
            alive = _alive(layout, home, copy, [path, *users], tests, made["mutants"])
    for mutant in alive:
        console.say(told(path, source, mutant))
    tried, killed = len(made["mutants"]), len(made["mutants"]) - len(alive)
    console.say(
        f"{path}: {killed} of {tried} killed, of {made['made']} possible, by {len(tests)} files of "
        "tests and the doctests"
    )
    return tried, killed


def told(path, before, mutant):
    """Return what a mutant that survived is: its place and the lines that it changes."""
    lines = difflib.unified_diff(
        before.splitlines(), mutant["source"].splitlines(), lineterm="", n=0
    )
    changed = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return "\n".join([f"{path}:{mutant['line']}: {mutant['what']}", *changed])


def users_of(path):
    """Return the other files of an addon's rules that import a file, directly or not."""
    rules = next(folder for folder in path.parents if folder.name == "rules")
    imports = {
        file: _imported(file.read_text(encoding="utf-8"))
        for file in rules.rglob("*.py")
        if file.name != "__init__.py"
    }
    found, waiting = {path}, [path]
    while waiting:
        stem = waiting.pop().stem
        more = [file for file, names in imports.items() if stem in names and file not in found]
        found.update(more)
        waiting += more
    return sorted(found - {path})


def _imported(source):
    """Return the names that a file imports from its own package.

    >>> sorted(_imported("from . import trace\\nfrom .fold import Fold\\nimport re"))
    ['Fold', 'fold', 'trace']
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            found.update((node.module or "").split("."), (one.name for one in node.names))
    return found - {""}


def tests_of(addons, path):
    """Return the tests of a file of rules that need no database, relative to the addons' folder.

    They name the file, or one that imports it: what is behind a rule is tested by the rule.

    :param path: of the file, such as coop_shift/rules/carried.py
    """
    addon = addons / path.parts[0]
    stems = "|".join(file.stem for file in [path, *users_of(addons / path)])
    word = re.compile(rf"\b({stems})\b")
    found = []
    for test in sorted(addon.rglob("tests/**/test_*.py")):
        text = test.read_text(encoding="utf-8")
        if word.search(text) and needs_no_database(text):
            found.append(test.relative_to(addons))
    return found


def needs_no_database(source):
    """Say whether a file of tests runs without one: by what its test cases are made of.

    >>> needs_no_database("class TestX(BaseCase): pass"), needs_no_database("def test_x(): pass")
    (True, True)
    >>> needs_no_database("class TestX(Builders, TransactionCase): pass")
    False
    >>> needs_no_database("class TestX(BaseCase):\\n    def setUp(self): db_connect(get_db_name())")
    False
    """
    if CONNECTS.search(source):
        return False
    cases = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test")
    ]
    bases = {ast.unparse(base).rpartition(".")[2] for case in cases for base in case.bases}
    return bases <= PLAIN


def _alive(layout, home, copy, files, tests, mutants):
    """Return the mutants of the first of some files that the tests, and the doctests of these
    files, do not notice. The tests that are named after it come first, by themselves: they are
    read soon, and notice most."""
    path = files[0]
    common = ["-x", "-q", "-p", "no:odoo", "-p", "no:cacheprovider", "--assert=plain"]
    common += ["-p", "coop_setup.pytest_rules", f"--hypothesis-profile={PROFILE}"]
    tests = [Path("addons") / test for test in tests]
    near = [test for test in tests if test.stem.endswith(path.stem)]
    rest = [*common, "--doctest-modules", *files, *(test for test in tests if test not in near)]
    arguments = [*common, *near, THEN, *rest] if near else rest
    environment = clean_environment(
        {
            "PYTHONPATH": os.pathsep.join([str(layout.project / "setup"), str(home.python_path)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(copy / "hypothesis"),
            ADDONS: str(copy / "addons"),
        }
    )
    argv = [layout.python, "-m", "coop_setup.mutants_rules_server", *arguments]
    server = start(argv, env=environment, cwd=copy, stdin=-1, stdout=-1, text=True)
    try:
        began = time.monotonic()
        if _code(server, FIRST):
            argv = [str(word) for word in (layout.python, "-m", "pytest", *rest, *near)]
            said = subprocess.run(
                argv, cwd=copy, env=environment, capture_output=True, text=True, check=False
            )
            raise SetupError(f"The tests of {path} fail without a mutant.", said.stdout[-2000:])
        seconds = START + PATIENCE * (time.monotonic() - began)
        alive = []
        for mutant in mutants:
            (copy / path).write_text(mutant["source"], encoding="utf-8")
            alive += [] if _code(server, seconds) else [mutant]
        return alive
    finally:
        stop(server)


def _code(server, seconds):
    """Have the tests run once; return pytest's exit code."""
    server.stdin.write(f"{seconds}\n")
    server.stdin.flush()
    return int(server.stdout.readline())
