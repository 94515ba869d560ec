"""What of the addons' code production can reach, by the names that it uses.

A function is reached when its name stands where production begins (a field, a view, a cron, a
script of a page, a command, an entry that Odoo itself calls), or in a function that is reached.
Names are all that is compared: two functions of one name are reached together.
"""

import ast
import re
from dataclasses import dataclass, field

WORD = re.compile(r"[A-Za-z_]\w*")
# Odoo calls what they decorate.
CALLED_BY_ODOO = {"route", "constrains", "onchange", "ondelete", "autovacuum"}
# The attributes of XML that hold words for people.
PROSE = "string|help|placeholder|title|class|style|confirm|aria-label|sum|t-attf-class"
XML_COMMENT = re.compile(r"<!--.*?-->", re.S)
XML_PROSE = re.compile(rf"""\s(?:{PROSE})=(?:"[^"]*"|'[^']*')""")
XML_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
XML_CODE = re.compile(r'<field name="(?:code|value)"[^>]*>([^<]*)<')
JS_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.S)
JS_IMPORT = re.compile(r"^import\b.*?;", re.S | re.M)
JS_STRING = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""", re.S)
JS_EXPORT = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", re.M)


@dataclass
class Function:
    """A function or method, and the names in its body."""

    place: str
    name: str
    entry: bool
    uses: set = field(default_factory=set)


@dataclass
class Code:
    """Functions, the names that production begins with, and the beginnings of such names."""

    functions: list = field(default_factory=list)
    begins: set = field(default_factory=set)
    prefixes: set = field(default_factory=set)

    def add_python(self, place, source, odoo_names=frozenset()):
        """Add a Python file: its functions, and the names used outside of them."""
        tree = ast.parse(source)
        aliases = _aliases(tree)
        for node in tree.body:
            self._add_statement(place, node, aliases, odoo_names, in_class=None)

    def _add_statement(self, place, node, aliases, odoo_names, in_class):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            entry = _is_entry(node, in_class, odoo_names)
            uses = self._names(node.body, aliases) - {node.name}
            self.begins |= self._names(node.decorator_list, aliases)
            where = f"{place}:{node.lineno}"
            self.functions.append(Function(where, node.name, entry, uses))
        elif isinstance(node, ast.ClassDef):
            self.begins |= self._names([*node.bases, *node.decorator_list], aliases)
            for one in node.body:
                self._add_statement(place, one, aliases, odoo_names, in_class=node)
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            self.begins |= self._names([node], aliases)

    def _names(self, nodes, aliases):
        """Return the names in some nodes: what is called, read, or written as a string."""
        found = set()
        for node in (one for top in nodes if not _is_text(top) for one in ast.walk(top)):
            if isinstance(node, ast.Name):
                found.add(aliases.get(node.id, node.id))
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value.rpartition(".")[2]} & set(WORD.findall(node.value))
            elif isinstance(node, ast.JoinedStr):
                self._add_prefix(node)
        return found

    def _add_prefix(self, joined):
        """Note f"_do_{what}": whatever begins with _do_ may be meant."""
        first = joined.values and joined.values[0]
        if isinstance(first, ast.Constant) and re.fullmatch(r"_?[a-z]\w*_", first.value):
            self.prefixes.add(first.value)

    def add_xml(self, source):
        """Add a file of views, data or templates: the names in its attributes and code."""
        text = XML_PROSE.sub("", XML_COMMENT.sub("", source))
        values = [one or other for one, other in XML_VALUE.findall(text)]
        for value in [*values, *XML_CODE.findall(text)]:
            self.begins.update(WORD.findall(value))

    def add_script(self, source):
        """Add a script of a page: the names in its strings."""
        for _quote, value in JS_STRING.findall(JS_COMMENT.sub("", source)):
            self.begins.update(WORD.findall(value.rpartition("/")[2]))

    def unreached(self):
        """Return "place name" of each function that nothing of production leads to."""
        by_name = {}
        for function in self.functions:
            by_name.setdefault(function.name, []).append(function)
        ready = {function.name for function in self.functions if function.entry}
        ready |= self.begins & by_name.keys()
        ready |= {name for name in by_name if name.startswith(tuple(self.prefixes))}
        known = set()
        while ready:
            name = ready.pop()
            known.add(name)
            used = set().union(*(function.uses for function in by_name[name]))
            ready |= (used & by_name.keys()) - known
        return [f"{one.place} {one.name}" for one in self.functions if one.name not in known]


def _aliases(tree):
    """Return {the name in this file: the name where it comes from} of what is imported."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {one.asname: one.name for node in imports for one in node.names if one.asname}


def _is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_entry(node, in_class, odoo_names):
    """Say whether Odoo or Python calls a function by itself."""
    if node.name.startswith("__") and node.name.endswith("__"):
        return True
    decorators = (one.func if isinstance(one, ast.Call) else one for one in node.decorator_list)
    if {ast.unparse(one).rpartition(".")[2] for one in decorators} & CALLED_BY_ODOO:
        return True
    # A class of ours alone overrides nothing of Odoo's.
    return bool(in_class and in_class.bases and node.name in odoo_names)


def unused_exports(scripts, templates=()):
    """Return "place name" of what scripts export and none of them, nor a template, uses.

    :param scripts: {place: source}
    :param templates: sources of XML
    """
    bare = {place: JS_IMPORT.sub("", JS_COMMENT.sub("", text)) for place, text in scripts.items()}
    words = [WORD.findall(text) for text in (*bare.values(), *templates)]
    counts = {}
    for word in (word for found in words for word in found):
        counts[word] = counts.get(word, 0) + 1
    return [
        f"{place} {name}"
        for place, text in bare.items()
        for name in JS_EXPORT.findall(text)
        if counts[name] < 2
    ]
