"""Puts the code of a changed file in the place of the right one, in a module that is loaded.

Only what functions do is exchanged: each keeps its name, its closure and its place in its class.
"""

import ast
import inspect

MARK = "__coop_called__"


def functions(source):
    """Return {path of names: node} of the functions of a file that are in no other function.

    >>> list(functions("def a(): pass\\nclass B:\\n    def c(self):\\n        def d(): pass\\n"))
    ['a', 'B.c']
    """
    found = {}

    def walk(body, prefix):
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{prefix}{node.name}"] = node
            elif isinstance(node, ast.ClassDef):
                walk(node.body, f"{prefix}{node.name}.")

    walk(ast.parse(source).body, "")
    return found


def names_of(source, line):
    """Return the names of the functions of a file that have a line.

    >>> names_of("class B:\\n    def c(self):\\n        pass\\n", 3)
    ['B.c']
    """
    found = functions(source).items()
    return [name for name, node in found if node.lineno <= line <= node.end_lineno]


def with_marks(source, path):
    """Return the source with a mark at the beginning of each function: that it was called.

    >>> print(with_marks("def f():\\n    return 1\\n", "x.py"))
    def f():
        __coop_called__.add('x.py:f')
        return 1
    """
    tree = ast.parse(source)
    nodes = functions(source)
    by_place = {(node.lineno, node.name): name for name, node in nodes.items()}
    for node in ast.walk(tree):
        name = by_place.get((getattr(node, "lineno", 0), getattr(node, "name", "")))
        if name and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            place = int(ast.get_docstring(node) is not None)
            node.body.insert(place, ast.parse(f"{MARK}.add({f'{path}:{name}'!r})").body[0])
    return ast.unparse(ast.fix_missing_locations(tree))


def put(module, source):
    """Give the functions of a loaded module the code of a changed source.

    :return: how many were changed; a function that closes over other names than before stays
    """
    codes = _codes(compile(source, module.__file__, "exec"), "")
    changed = 0
    for name, code in codes.items():
        function = _function(module, name)
        if function and function.__code__ != code:
            if function.__code__.co_freevars == code.co_freevars:
                function.__code__ = code
                changed += 1
    return changed


def _codes(code, prefix):
    """Return {path of names: code} of the functions in the code of a module or a class."""
    found = {}
    for one in code.co_consts:
        if inspect.iscode(one):
            name = f"{prefix}{one.co_name}"
            if _is_class(one):
                found |= _codes(one, f"{name}.")
            elif not one.co_name.startswith("<"):
                found[name] = one
    return found


def _is_class(code):
    """Say whether some code is the body of a class: such code is never optimized."""
    return not code.co_flags & inspect.CO_OPTIMIZED


def _function(module, name):
    """Return the function that a path of names means, whatever it is wrapped in."""
    found = module
    for part in name.split("."):
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
    for wrapped in ("fget", "func", "__func__"):
        found = getattr(found, wrapped, found)
    found = inspect.unwrap(found) if callable(found) else None
    return found if inspect.isfunction(found) else None
