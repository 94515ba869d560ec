"""Mutants of what guards a model: a lock, a check, an override, and what the database keeps.

The rest of a body stays behind what is put at its beginning, so that the function still closes over
the same names.
"""

import ast
import re

SQL_LOCK = re.compile(r"\bFOR (?:NO KEY |KEY )?(?:UPDATE|SHARE)\b(?: OF [a-z_]+)?(?: NOWAIT)?")
LOCK_CALL = re.compile(r"^_?lock(_|$)")
CHECK_CALL = re.compile(r"^_?check(_|$)")
OVERRIDES = {"create", "write", "unlink", "copy"}
GUARDS = {"constrains", "ondelete"}
TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\sON (\w+)", re.S)
RULE = re.compile(r'<record id="([\w.]+)" model="ir\.rule">.*?ref="(?:\w+\.)?model_(\w+)"', re.S)
TABLE_OBJECTS = {"Constraint", "UniqueIndex"}


def of_python(source):
    """Return the mutants of a Python file: [{what, line, source}].

    >>> found = of_python("class A:\\n    def write(self, vals):\\n        self._check_it()\\n"
    ...                   "        return super().write(vals)\\n")
    >>> [(one["what"], one["line"]) for one in found]
    [('override switched off', 3), ('check left out', 3)]
    >>> found[0]["source"].splitlines()[2:4]
    ['        return super().write(vals)', '        self._check_it()']
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            found += _of_function(source, node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            found += _of_call(source, node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += _of_text(source, node)
    return found


def of_database(source, path):
    """Return what a file makes the database keep: [{what, line, kind, table, names}]."""
    if path.suffix == ".xml":
        return [
            _kept("record rule switched off", "rule", source, match, [match[1]], match[2])
            for match in RULE.finditer(source)
        ]
    found = [
        _kept("trigger switched off", "trigger", source, match, [*match.groups()], match[2])
        for match in TRIGGER.finditer(source)
    ]
    for model in (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)):
        table = _table(model)
        for node in model.body:
            if table and isinstance(node, ast.Assign) and _called(node.value) in TABLE_OBJECTS:
                found.append(
                    {
                        "what": "constraint of the database dropped",
                        "line": node.lineno,
                        "kind": "table",
                        "table": table,
                        "names": [f"{table}_{node.targets[0].id.removeprefix('_')}"[:63]],
                    }
                )
    return found


def _kept(what, kind, source, match, names, table):
    line = source.count("\n", 0, match.start()) + 1
    return {"what": what, "line": line, "kind": kind, "table": table, "names": names}


def _table(model):
    """Return the table of a model, given as its class; "" when it says none."""
    said = {
        node.targets[0].id: node.value
        for node in model.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for name in ("_table", "_name", "_inherit"):
        if isinstance(said.get(name), ast.Constant):
            return said[name].value.replace(".", "_")
    return ""


def _called(node):
    """Return the last name of what is called."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _of_function(source, node):
    decorators = {
        ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in node.decorator_list
    }
    inside = ast.get_source_segment(source, node) or ""
    if node.name in OVERRIDES and f"super().{node.name}(" in inside:
        arguments = ", ".join(one.arg for one in node.args.args[1:])
        call = f"return super().{node.name}({arguments})"
        return [_first(source, node, "override switched off", call)]
    if decorators & GUARDS:
        return [_first(source, node, "constraint switched off", "return")]
    return []


def _first(source, node, what, statement):
    """Return the mutant in which a function begins with a statement that ends it."""
    body = node.body[ast.get_docstring(node) is not None :]
    lines = source.splitlines(keepends=True)
    place = body[0].lineno - 1
    lines.insert(place, f"{' ' * body[0].col_offset}{statement}\n")
    return {"what": what, "line": place + 1, "source": "".join(lines)}


def _of_call(source, node):
    name = _called(node.value)
    what = {"lock left out": LOCK_CALL, "check left out": CHECK_CALL}
    for words, pattern in what.items():
        if pattern.search(name):
            lines = source.splitlines(keepends=True)
            line = lines[node.lineno - 1]
            column = len(line.encode()[: node.col_offset].decode())
            lines[node.lineno - 1] = f"{line[:column]}False and {line[column:]}"
            return [{"what": words, "line": node.lineno, "source": "".join(lines)}]
    return []


def _of_text(source, node):
    """Return a mutant for each lock in a text of SQL."""
    lines = source.splitlines(keepends=True)
    first = sum(map(len, lines[: node.lineno - 1]))
    last = sum(map(len, lines[: node.end_lineno]))
    if not re.search(r"\b(SELECT|UPDATE) ", node.value):
        return []
    return [
        {
            "what": "lock left out",
            "line": source.count("\n", 0, match.start()) + 1,
            "source": source[: match.start()] + source[match.end() :],
        }
        for match in SQL_LOCK.finditer(source, first, last)
    ]
