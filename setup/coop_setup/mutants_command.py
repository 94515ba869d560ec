"""setup/mutants: changes the code one place at a time, and says which changes no test notices.

The mutants are cosmic-ray's, with all of its operators; where a file has more than are tried, a
seed chooses. The tests of rules are the doctests of the file, and those that name it and need no
database; for models see mutants_models.
"""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from . import mutants_floor, mutants_models, mutants_scripts, prepare
from .errors import CommandFailed, SetupError, explain
from .layout import Stamps
from .process import clean_environment, run
from .pytest_rules import ADDONS

REQUIREMENTS = Path("setup/requirements-mutants.txt")
# What a test case is made of that needs no database.
PLAIN = {"BaseCase", "TestCase"}
# A mutant may count for ever: it gets so many times what the tests take, and seconds for the start.
PATIENCE, START = 5, 10


def mutants(options, layout, console):
    """Try the mutants of the files, print what survived, and return 1 when a score is too low."""
    files = [found for path in options.paths for found in _files(layout.project, Path(path))]
    if not files:
        raise SetupError(
            "No file of rules, models, security or scripts was given.",
            "Give files or folders: addons/x/rules, addons/x/models/y.py.",
        )
    home = prepare.everything(layout, console, linters=False)
    python = _environment(layout, console)
    scores = {}
    for path in filter(_is_of_rules, files):
        with tempfile.TemporaryDirectory(prefix="coop-mutants-") as folder:
            copy = Path(folder)
            shutil.copytree(layout.addons, copy / "addons")
            scores[path] = _try(options, layout, home, console, python, copy, path)
    if models := [path for path in files if mutants_models.is_of_models(path)]:
        scores |= mutants_models.scores(options, layout, home, console, python, models)
    if scripts := [path for path in files if mutants_scripts.is_script(path)]:
        scores |= mutants_scripts.scores(options, layout, home, console, scripts)
    tried, killed = (sum(column) for column in zip(*scores.values(), strict=True))
    console.say(f"All: {killed} of {tried} killed ({_percent(killed, tried)})")
    return mutants_floor.judge(options, layout.project, console, scores)


def _files(project, path):
    """Return the files at a path of which mutants are made, relative to the project."""
    place = (project / path).resolve()
    found = sorted(place.rglob("*")) if place.is_dir() else [place]
    relative = [file.relative_to(project) for file in found if file.is_file()]
    kinds = (_is_of_rules, mutants_models.is_of_models, mutants_scripts.is_script)
    return [file for file in relative if any(is_of_kind(file) for is_of_kind in kinds)]


def _is_of_rules(path):
    return "rules" in path.parts[:3] and path.suffix == ".py" and path.name != "__init__.py"


def tests_of(addons, path):
    """Return the tests of a file of rules that need no database, relative to the addons' folder.

    :param path: of the file, such as coop_shift/rules/carried.py
    """
    addon = addons / path.parts[0]
    word = re.compile(rf"\b{path.stem}\b")
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
    """
    cases = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test")
    ]
    bases = {ast.unparse(base).rpartition(".")[2] for case in cases for base in case.bases}
    return bases <= PLAIN


def _try(options, layout, home, console, python, copy, path):
    """Return how many mutants of a file were tried and how many were killed."""
    inside = path.relative_to("addons")
    tests = [Path("addons") / test for test in tests_of(copy / "addons", inside)]
    argv = [layout.python, "-m", "pytest", "-x", "-q", "-p", "no:odoo", "-p", "no:cacheprovider"]
    argv += ["-p", "coop_setup.pytest_rules", "--doctest-modules", path, *tests]
    command = shlex.join(map(str, argv))
    environment = clean_environment(
        {
            "PYTHONPATH": os.pathsep.join([str(layout.project / "setup"), str(home.python_path)]),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(copy / "hypothesis"),
            ADDONS: str(copy / "addons"),
        }
    )
    began = time.monotonic()
    first = subprocess.run(
        argv, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    if first.returncode:
        raise SetupError(f"The tests of {path} fail without a mutant.", first.stdout[-2000:])
    timeout = START + PATIENCE * (time.monotonic() - began)
    argv = [python, layout.project / "setup/coop_setup/mutants_worker.py", path]
    argv += [options.most, options.seed, timeout, command]
    with console.step(f"Mutants of {path}"):
        said = run(argv, console, env=environment, cwd=copy)
    found = json.loads(said.strip().splitlines()[-1])
    tried, alive = found["tried"], found["survived"]
    for diff in alive:
        console.say(diff)
    killed = tried - len(alive)
    console.say(
        f"{path}: {killed} of {tried} killed ({_percent(killed, tried)}), of {found['made']} "
        f"possible, by {len(tests)} files of tests and the doctests"
    )
    return tried, killed


def _percent(part, whole):
    """
    >>> _percent(19, 20), _percent(0, 0)
    ('95.0 %', 'none')
    """
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _environment(layout, console):
    """Make the mutants' own environment, when it is missing or older; return its Python."""
    place = layout.venv.with_name(layout.venv.name.replace("venv-", "venv-mutants-"))
    python, stamps = place / "bin" / "python", Stamps(layout.data / "stamps")
    wanted = (layout.project / REQUIREMENTS).read_text(encoding="utf-8")
    if python.exists() and stamps.is_done(place.name, wanted):
        return python
    install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--requirement"]
    with console.step("Installing what makes mutants"):
        try:
            run([layout.python, "-m", "venv", "--clear", place], console, env=clean_environment())
            argv = [python, *install, layout.project / REQUIREMENTS]
            run(argv, console, env=clean_environment())
        except CommandFailed as failure:
            raise explain("the installation of cosmic-ray", failure.output, layout.log) from failure
    stamps.set(place.name, wanted)
    return python
