"""Results that are kept: parts of the suite that run only when what they depend on changed.

A result names what the part depends on by fingerprints, its date, and the digest of the log of that
run. Only a run of setup/test writes it; setup/test --all runs every part but the long tests.
"""

import ast
import contextlib
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import addons, chromium, suite

RESULTS = Path("tests/kept.json")
TILL = "point_of_sale"
# A test that was left out by its own condition is no failure.
GOOD = {"passed", "skipped"}
FORMER = Path("tests/upgrade/former")
ARCHIVE = ".tar.xz"
# The lines of a model that decide its table.
DECIDES = ("= fields.", "models.Constraint", "models.UniqueIndex", "models.Index", "_name = ")
# What an addon brings to its update beside its models.
UPDATED_WITH = ("data", "migrations", "security")
# The attribute of a class of tests, or the variable of a file, that makes them long ones: the
# paths on which their result depends.
LONG = "long_depends"


@dataclass(frozen=True)
class Part:
    """A part of the suite whose result is kept.

    :param what: in words
    :param covers: whether a test, by its plain node id, belongs to the part
    :param conditions: called with the project and Odoo's home, returns {name: fingerprint}
    :param left_out: pytest's arguments that leave the part out
    """

    name: str
    what: str
    covers: Callable
    conditions: Callable
    left_out: tuple = ()


def parts():
    """Return the parts of the ordinary suite that are left out while their result holds."""
    return (
        Part("odoo", "Odoo's own tests of the till", _is_odoo_s, till_conditions),
        _of_files("deploy", "a co-op from the files of deploy/", ("test_deploy_runs.py",), _deploy),
        _of_files("setup", "the setup", ("test_postgres.py", "test_prepare.py"), _setup),
        Part("former", "upgrades from older versions", _is_of_older_version, _upgrades),
    )


def _of_files(name, what, files, conditions):
    paths = tuple(f"tests/setup/{file}" for file in files)
    left_out = tuple(f"--ignore={path}" for path in paths)
    return Part(name, what, lambda nodeid: nodeid.startswith(paths), conditions, left_out)


def _is_odoo_s(nodeid):
    return nodeid.startswith("odoo/addons/")


def _is_of_older_version(nodeid):
    """
    >>> _is_of_older_version("tests/upgrade/test_upgrade.py::test_no_row_is_lost[19.0.1.0.0]")
    True
    >>> _is_of_older_version("tests/upgrade/test_upgrade.py::test_x[19.0.1.0.0-shares]")
    True
    >>> _is_of_older_version("tests/upgrade/test_upgrade.py::test_models")
    False
    """
    older = former_versions(Path(__file__).parents[2])[:-1]
    return nodeid.startswith("tests/upgrade/") and any(
        f"[{version}]" in nodeid or f"[{version}-" in nodeid for version in older
    )


def former_versions(project):
    """Return the versions that are kept to upgrade from, the newest last."""
    names = (path.name.removesuffix(ARCHIVE) for path in (project / FORMER).glob(f"*{ARCHIVE}"))
    return sorted(names, key=lambda name: [int(number) for number in name.split(".")])


# ------------------------------------------------------------------ what they depend on


def till_conditions(project, home):
    """Return what Odoo's own tests depend on."""
    return {
        "Odoo": home.fingerprint(),
        "browser": _browser(),
        "selection": _digest((project / suite.SELECTION).read_text(encoding="utf-8")),
        **{name: addon.code_fingerprint() for name, addon in on_the_till(project).items()},
    }


def _setup(project, home):
    paths = ("setup", "tests/setup", "requirements.txt", "package-lock.json")
    python = ".".join(map(str, sys.version_info[:2]))
    return {"Odoo": home.fingerprint(), "Python": python, **fingerprints(project, paths)}


def _deploy(project, home):
    till = {name: addon.code_fingerprint() for name, addon in on_the_till(project).items()}
    return {**_setup(project, home), **fingerprints(project, ("deploy",)), **till}


def _upgrades(project, home):
    """What an update does is decided by models' fields, data, rights and migrations."""
    found = addons.read(project / "addons")
    schema = {name: _digest(_updated_with(addon.path)) for name, addon in found.items()}
    return {"Odoo": home.fingerprint(), **fingerprints(project, ("tests/upgrade",)), **schema}


def _updated_with(folder):
    """Return the text of what an addon's update carries out."""
    files = [path for name in UPDATED_WITH for path in (folder / name).rglob("*.*")]
    files = [path for path in files if path.is_file() and "__pycache__" not in path.parts]
    texts = [path.read_text(encoding="utf-8") for path in sorted(files)]
    models = sorted(folder.rglob("models/*.py"))
    tables = [text for path in models for text in of_tables(path.read_text(encoding="utf-8"))]
    return "\n".join([*tables, *texts])


def of_tables(source):
    """Return what a file of models says of tables: fields and constraints whole, and SQL of init.

    >>> of_tables("class A(Model):\\n    _name = 'a'\\n    b = Char(\\n        size=3)\\n")
    ["_name = 'a'", 'b = Char(size=3)']
    >>> of_tables("class A:\\n    def init(self):\\n        sql()\\n\\n    def x(self): ...\\n")
    ['def init(self):\\n    sql()']
    """
    return [
        ast.unparse(line)
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.Assign) or getattr(line, "name", "") in ("init", "_auto_init")
    ]


def deciding_lines(folder):
    """Return the lines of an addon's models that decide its tables."""
    lines = set()
    for path in folder.rglob("models/*.py"):
        found = path.read_text(encoding="utf-8").splitlines()
        lines |= {line.strip() for line in found if any(mark in line for mark in DECIDES)}
    return lines


def on_the_till(project):
    """Return {name: Addon} of the addons that need the point of sale, and of those they need."""
    found = addons.read(project / "addons")
    wanted = [name for name in addons.to_test(found) if TILL in _needed(found, name)]
    return {
        name: found[name]
        for name in sorted(set().union(*(_needed(found, n) for n in wanted)))
        if name in found
    }


def _needed(found, name):
    """Return an addon and all that it needs, however indirectly."""
    seen, queue = set(), [name]
    while queue:
        if (one := queue.pop()) not in seen:
            seen.add(one)
            queue += found[one].depends if one in found else []
    return seen


def _browser():
    program = chromium.find()
    said = program and subprocess.run(
        [program, "--version", "--no-sandbox"], capture_output=True, text=True, check=False
    )
    return said.stdout.strip() if said else ""


def fingerprints(project, paths):
    """Return {path: fingerprint} of files and folders of the project."""
    return {path: _of_path(project / path) for path in paths}


def _of_path(path):
    """Return the digest of a file, or of a folder's files but those that Python makes."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(str(file.relative_to(path)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


# ------------------------------------------------------------------ the long tests


def long_tests(project):
    """Return {test, as far as its class: the paths it depends on} of the long tests."""
    found = {}
    for folder in ("addons", "tests"):
        for path in sorted((project / folder).rglob("test_*.py")):
            text = path.read_text(encoding="utf-8")
            if LONG in text:
                found |= long_of(str(path.relative_to(project)), text)
    return found


def long_of(name, source):
    """Return the long tests of one file.

    >>> long_of("tests/test_x.py", "class TestX:\\n    long_depends = ('addons/a',)")
    {'tests/test_x.py::TestX': ('addons/a',)}
    >>> long_of("tests/test_x.py", "long_depends = ('setup',)")
    {'tests/test_x.py': ('setup',)}
    """
    tree = ast.parse(source)
    places = {name: tree} | {
        f"{name}::{node.name}": node for node in tree.body if isinstance(node, ast.ClassDef)
    }
    return {
        place: ast.literal_eval(line.value)
        for place, node in places.items()
        for line in node.body
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == LONG
    }


def long_part():
    """Return the part that setup/test --long runs."""
    return Part("long", "the long tests", lambda nodeid: True, long_conditions)


def long_conditions(project, _home=None):
    """Return what the long tests depend on: themselves, and what each of them names."""
    tests = long_tests(project)
    paths = {path for depends in tests.values() for path in depends}
    files = {name.partition("::")[0] for name in tests}
    return {"tests": " ".join(tests), **fingerprints(project, sorted(paths | files))}


# ------------------------------------------------------------------ the results


def kept(project, name, wanted):
    """Return the kept result of a part when it holds under these conditions, or None."""
    with contextlib.suppress(LookupError, TypeError):
        found = read(project)[name]
        if found["conditions"] == wanted and found["tests"]:
            return found
    return None


def read(project):
    """Return all kept results, by part."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads((project / RESULTS).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def keep(project, part, wanted, log):
    """Write a part's result when all of its tests that a run ran are good.

    :param log: the run's own record, a line "outcome test" for each test
    """
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    lines = [line for line in lines if part.covers(line.partition(" ")[2])]
    if lines and all(line.split(" ", 1)[0] in GOOD for line in lines):
        found = read(project) | {
            part.name: {
                "conditions": wanted,
                "date": date.today().isoformat(),
                "tests": len(lines),
                "log": _digest("\n".join(lines)),
            }
        }
        text = json.dumps(dict(sorted(found.items())), indent=1) + "\n"
        (project / RESULTS).write_text(text, encoding="utf-8")


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()
