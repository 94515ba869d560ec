"""The linters over the whole project: run beside the building of the database, read by tests/lint.

A whole run starts them before it makes the database, which keeps one processor busy for a minute
and more; a run of tests/lint alone runs each when its test asks for it.
"""

import os
import subprocess
import time
from pathlib import Path

from .layout import write_atomically
from .process import Beside
from .process import start as start_program

#: The variable that names the folder where the results of this run are.
RESULTS = "COOP_TEST_LINTED"
LONGEST = 600
SCRIPTS = ("addons/*/static/**/*.js", "tests/**/static/**/*.js", "*.mjs", "package.json")


def commands(project, python, node):
    """Return ``{name: command line}``.

    :param node: the folder of the JavaScript packages that the setup installs
    """
    program, modules = Path(python).parent / "node", Path(node) / "node_modules"
    found = sorted(path.parent for path in Path(project).glob("addons/*/__manifest__.py"))
    prettier = [program, modules / "prettier/bin/prettier.cjs"]
    eslint = [program, modules / "eslint/bin/eslint.js", "-c", "eslint.config.mjs"]
    return {
        "pylint": [python, "-m", "pylint", "--rcfile", ".pylintrc", *found],
        "ruff": [python, "-m", "ruff", "check", "."],
        "eslint": [*eslint, "--max-warnings", "0", "."],
        "prettier": [*prettier, "--check", "--no-error-on-unmatched-pattern", *SCRIPTS],
    }


def start(layout):
    """Run all, one after the other, beside what the caller does; return where the results will be.

    :return: the variables with which :func:`result` finds them
    """
    folder = layout.data / "log" / "lint"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    wanted = commands(layout.project, layout.python, layout.node)

    def work():
        for name, argv in wanted.items():
            code, said = _run(argv, layout.project)
            write_atomically(folder / name, f"{code}\n{said}")

    Beside(work)
    return {RESULTS: str(folder)}


def result(name, project, python, node, environ=os.environ):
    """Return the exit code of a linter and what it said, now or earlier in this run.

    :raises TimeoutError: it was begun and did not end
    """
    if RESULTS not in environ:
        return _run(commands(project, python, node)[name], project)
    path = Path(environ[RESULTS]) / name
    end = time.monotonic() + LONGEST
    while not path.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"{name} did not end within {LONGEST} seconds")
        time.sleep(0.5)
    code, _line, said = path.read_text(encoding="utf-8").partition("\n")
    return int(code), said


def _run(argv, project):
    wanted = {"cwd": project, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = start_program(argv, text=True, **wanted)
    said, _errors = process.communicate()
    return process.returncode, said
