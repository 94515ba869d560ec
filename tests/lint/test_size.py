"""Short functions: the project's own limit."""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_FUNCTION = 40
CODE = sorted(
    path
    for folder in ("addons", "setup", "tests")
    for path in (PROJECT / folder).rglob("*")
    if path.suffix in (".py", ".js")
    and "node_modules" not in path.parts
    and "lib" not in path.parts
)


def too_long(source):
    """Return "name: lines" of the functions of a Python source that are too long."""
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [
        f"{node.name}: {n} lines" for node in functions if (n := length(node)) > LONGEST_FUNCTION
    ]


def length(function):
    """Return the lines of a function, its docstring aside."""
    documented = ast.get_docstring(function) is not None
    first = function.body[0].end_lineno if documented else function.lineno - 1
    return function.end_lineno - first + documented


def test_functions_are_short():
    found = {
        str(path.relative_to(PROJECT)): long
        for path in CODE
        if path.suffix == ".py" and (long := too_long(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(("lines", "found"), [(39, []), (40, ["f: 41 lines"])])
def test_the_limit_of_a_function(lines, found):
    assert too_long("def f():\n" + "    pass\n" * lines) == found
