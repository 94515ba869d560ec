"""Which files are made mutants of, which tests are to notice, and what becomes of a score."""

import builtins
import json
import os
import signal
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from coop_setup import (
    mutants_code,
    mutants_command,
    mutants_floor,
    mutants_rules,
    mutants_rules_server,
    mutants_scripts,
    mutants_special,
    pytest_rules,
)
from coop_setup.layout import PROJECT


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("addons/coop_pos_check/rules/sale.py", ["addons/coop_pos_check/rules/sale.py"]),
        ("addons/coop_pos_check/rules/__init__.py", []),
        ("addons/coop_vote/models/coop_proxy.py", ["addons/coop_vote/models/coop_proxy.py"]),
        ("addons/coop_vote/tests/test_proxy.py", []),
        ("addons/coop_vote/views/coop_vote_views.xml", []),
        ("addons/coop_pos_check/static/tests", []),
        ("setup/coop_setup", []),
    ],
)
def test_only_what_there_are_tests_for(path, found):
    assert [str(one) for one in mutants_command._files(PROJECT, Path(path))] == found


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("addons/coop_vote/rules", "outcome.py"),
        ("addons/coop_vote/models", "coop_proxy.py"),
        ("addons/coop_vote/security", "coop_vote_rules.xml"),
        ("addons/coop_pos_check/static/src", "core/checker.js"),
    ],
)
def test_a_folder(folder, file):
    found = mutants_command._files(PROJECT, Path(folder))
    assert Path(folder) / file in found
    assert not [one for one in found if one.name == "__init__.py"]


def test_the_tests_that_need_no_database(tmp_path):
    texts = {
        "coop_a/tests/test_plain.py": "from ..rules import price",
        "coop_a/tests/test_other.py": "from ..rules import prices",
        "coop_a/tests/test_stored.py": "# price\nclass TestIt(TransactionCase): pass",
        "coop_a/tests/rules/test_deep.py": "# price, without a TransactionCase",
        "coop_b/tests/test_plain.py": "price",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = mutants_rules.tests_of(tmp_path, Path("coop_a/rules/price.py"))
    assert [str(one) for one in found] == [
        "coop_a/tests/rules/test_deep.py",
        "coop_a/tests/test_plain.py",
    ]


def test_what_is_behind_a_rule_is_tested_by_the_rule(tmp_path):
    texts = {
        "coop_a/rules/level.py": "",
        "coop_a/rules/price.py": "from .level import Level",
        "coop_a/rules/counting/sale.py": "from .. import price",
        "coop_a/rules/other.py": "from datetime import date",
        "coop_a/tests/test_sale.py": "from ..rules.counting import sale",
        "coop_a/tests/test_other.py": "from ..rules import other",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    users = mutants_rules.users_of(tmp_path / "coop_a/rules/level.py")
    assert sorted(file.stem for file in users) == ["price", "sale"]
    found = mutants_rules.tests_of(tmp_path, Path("coop_a/rules/level.py"))
    assert [str(one) for one in found] == ["coop_a/tests/test_sale.py"]
    assert mutants_rules.users_of(tmp_path / "coop_a/rules/counting/sale.py") == []


def test_a_test_that_counts_for_ever_is_ended(monkeypatch):
    monkeypatch.setattr(pytest_rules, "LONGEST", 0.1)
    child = os.fork()
    if not child:
        pytest_rules.pytest_runtest_setup()
        while True:
            pass
    assert mutants_rules_server.code_of(child, 60) == -signal.SIGVTALRM


def test_the_suites_that_import_a_script(tmp_path):
    tests = tmp_path / "addons/coop_a/static/tests/door"
    tests.mkdir(parents=True)
    (tests / "app.test.js").write_text('import { x } from "@coop_a/door/app";')
    (tests / "other.test.js").write_text('import { x } from "@coop_a/door/app_more";')
    found = mutants_scripts.suites_of
    assert found(tmp_path, Path("addons/coop_a/static/src/door/app.js")) == ["@coop_a/door/app"]
    assert found(tmp_path, Path("addons/coop_a/static/src/none.js")) == ["@coop_a"]


GUARDED = '''
class Sale(models.Model):
    _name = "sale"
    _positive = models.Constraint("CHECK(total > 0)", "No.")

    @api.constrains("total")
    def _check_total(self):
        """Of `total`, FOR UPDATE."""
        raise ValidationError("No.")

    def take(self):
        self.check_access("write")
        self._lock()
        self.env.execute_query(SQL("SELECT id FROM sale WHERE id = %s FOR UPDATE", self.id))
        return self._lock_name

    def create(self, vals_list):
        return Other.create(vals_list)
'''


def test_what_guards_a_model_is_switched_off():
    found = mutants_special.of_python(GUARDED)
    assert sorted((one["line"], one["what"]) for one in found) == [
        (9, "constraint switched off"),
        (12, "check left out"),
        (13, "lock left out"),
        (14, "lock left out"),
    ]
    changed = {
        line
        for one in found
        for line in set(one["source"].splitlines()) - set(GUARDED.splitlines())
    }
    assert {line.strip() for line in changed} == {
        "return",
        'False and self.check_access("write")',
        "False and self._lock()",
        'self.env.execute_query(SQL("SELECT id FROM sale WHERE id = %s ", self.id))',
    }


def test_what_the_database_keeps_is_found():
    kept = mutants_special.of_database(GUARDED, Path("sale.py"))
    assert [(one["line"], one["names"]) for one in kept] == [(4, ["sale_positive"])]
    rule = '<odoo>\n<record id="rule_x" model="ir.rule">\n<field name="model_id" ref="model_sale"/>'
    kept = mutants_special.of_database(rule, Path("rules.xml"))
    assert [(one["line"], one["names"]) for one in kept] == [(2, ["rule_x"])]


ORIGINAL = """
class Base:
    def price(self):
        return 1

class Sale(Base):
    def price(self):
        return super().price() + 1

    @property
    def twice(self):
        return [2 * one for one in (self.price(),)][0]

def plain(number=3):
    return number
"""


def test_the_code_of_a_function_is_exchanged_where_it_is():
    module = ModuleType("sale")
    module.__file__ = "sale.py"
    exec(compile(ORIGINAL, "sale.py", "exec"), vars(module))
    sale, plain = module.Sale(), module.plain
    assert (sale.price(), sale.twice, plain()) == (2, 4, 3)
    changed = ORIGINAL.replace("+ 1", "+ 5").replace("2 * one", "3 * one")
    assert mutants_code.put(module, changed) == 2
    assert (sale.price(), sale.twice, plain()) == (6, 18, 3)
    assert mutants_code.put(module, changed.replace("return number", "return -number")) == 1
    assert plain() == -3


def test_what_was_called_is_marked(monkeypatch):
    seen = set()
    monkeypatch.setattr(builtins, "__coop_called__", seen, raising=False)
    scope = {}
    exec(mutants_code.with_marks(ORIGINAL, "sale.py"), scope)
    assert scope["Sale"]().price() == 2
    assert seen == {"sale.py:Sale.price", "sale.py:Base.price"}


@pytest.mark.parametrize(("killed", "code"), [(9, 0), (10, 0), (8, 1)])
def test_no_file_falls_below_its_floor(tmp_path, console, killed, code):
    options = SimpleNamespace(least=0, keep=True, seed=1)
    (tmp_path / "tests").mkdir()
    kept = {"a.py": {"score": 90.0, "tried": 10, "date": "2026-01-01", "seed": 1}}
    (tmp_path / mutants_floor.KEPT).write_text(json.dumps(kept))
    scores = {Path("a.py"): (10, killed), Path("b.py"): (3, 2), Path("c.py"): (0, 0)}
    assert mutants_floor.judge(options, tmp_path, console, scores) == code
    found = {path: row["score"] for path, row in mutants_floor.read(tmp_path).items()}
    assert found == {"a.py": 10.0 * killed, "b.py": 66.6}
    assert ("a.py: 80.0 %, and 90.0 % are wanted" in console.stream.getvalue()) is bool(code)
