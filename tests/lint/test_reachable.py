"""No function that only tests call: such a test says nothing of what production does."""

import ast
import re
from pathlib import Path

import pytest
from reachable import Code, unused_exports

PROJECT = Path(__file__).resolve().parents[2]
METHOD = re.compile(r"^\s+(?:async )?def (\w+)", re.M)
# "file function": why production need not reach it. One that it does reach is refused.
KEPT = {}


def odoo_names():
    """Return the names of the methods of Odoo, and of those of its addons that are needed."""
    context = pytest.importorskip("coop_setup.suite_command").read_context()["odoo"]
    places = [Path(path) for path in context["addons_paths"]]
    files = (Path(context["python_path"]) / "odoo").rglob("*.py")
    own = [path for path in files if not set(places) & set(path.parents)]
    inside = {path.parent.name for path in PROJECT.glob("addons/*/__manifest__.py")}
    todo, seen = ["base", *inside], set()
    while todo:
        name = todo.pop()
        found = (place / name for place in [PROJECT / "addons", *places])
        folder = next((path for path in found if path.is_dir()), None)
        if folder and name not in seen:
            manifest = ast.literal_eval((folder / "__manifest__.py").read_text(encoding="utf-8"))
            todo += manifest.get("depends", ["base"])
            own += [] if name in inside else folder.rglob("*.py")
        seen.add(name)
    sources = (path.read_text(encoding="utf-8") for path in own if "tests" not in path.parts)
    return {name for source in sources for name in METHOD.findall(source)}


def production(pattern):
    """Return {place: source} of the files of the addons that are not their tests."""
    files = sorted(PROJECT.glob(f"addons/*/{pattern}"))
    return {
        str(path.relative_to(PROJECT)): path.read_text(encoding="utf-8")
        for path in files
        if not {"tests", "lib"} & set(path.relative_to(PROJECT).parts)
    }


def test_production_reaches_every_function():
    names, code = odoo_names(), Code()
    for place, source in production("**/*.py").items():
        code.add_python(place, source, names)
    for source in production("**/*.xml").values():
        code.add_xml(source)
    for source in production("static/src/**/*.js").values():
        code.add_script(source)
    assert len(code.functions) > 2000
    found = {re.sub(r":\d+ ", " ", one) for one in code.unreached()}
    assert found == set(KEPT), "only tests call these, or nothing does"


def test_a_page_uses_every_export():
    scripts = production("static/src/**/*.js")
    assert len(scripts) > 40
    assert unused_exports(scripts, production("**/*.xml").values()) == []


MODEL = """
from odoo import api, fields, models
from ..rules.price import total as sum_up

class Sale(models.Model):
    _name = "coop.example"
    total = fields.Float(compute="_compute_total")

    @api.depends("name")
    def _compute_total(self):
        "Not by `_by_a_docstring`."
        sum_up(self.mapped("line_ids")._reached_later())
        getattr(self, f"_told_{self.kind}")()

    @api.constrains("total")
    def _check_total(self): ...

    def write(self, vals): ...

    def _reached_later(self): ...
    def _told_kindly(self): ...
    def _by_a_template(self): ...
    def _by_a_job(self): ...
    def by_a_page(self): ...
    def _by_a_docstring(self): ...
    def _by_a_test(self): ...
    def _by_the_one_before(self): self._by_a_test()
    def _by_itself(self): self._by_itself()
    def _in_prose(self): ...
"""
RULES = """
def total(): return share()
def share(): ...
def write(): ...
def alone(): share()
"""
VIEW = """<odoo><t t-out="doc._by_a_template()"/><p help="_in_prose">_in_prose</p>
<field name="code">model._by_a_job()</field><!-- alone() --></odoo>"""
SCRIPT = """import { orm } from "@web/orm";
// "_in_prose"
export const ask = () => orm.call("coop.example", "by_a_page");"""


def test_what_only_a_test_calls_is_found():
    code = Code()
    code.add_python("models/sale.py", MODEL, {"write"})
    code.add_python("rules/price.py", RULES, {"write"})
    code.add_xml(VIEW)
    code.add_script(SCRIPT)
    assert [one.split()[1] for one in code.unreached()] == [
        "_by_a_docstring",
        "_by_a_test",
        "_by_the_one_before",
        "_by_itself",
        "_in_prose",
        "alone",
    ]


def test_an_export_that_only_a_test_imports_is_found():
    scripts = {
        "a.js": "export function used() {}\nexport const never = 1; // never\nexport class Seen {}",
        "b.js": 'import { used, never } from "./a";\nused();',
    }
    assert unused_exports(scripts, ['<t t-component="Seen"/>']) == ["a.js never"]
