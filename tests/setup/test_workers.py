"""How the whole suite is shared between workers."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from coop_setup import pytest_workers, suite
from coop_setup.layout import PROJECT
from coop_setup.pytest_workers import next_piece, opens_pages

CASE = """
import os, unittest
class Test(unittest.TestCase):
    def test_one(self):
        self.note()
    def test_two(self):
        self.note()
    def note(self):
        {word}
        with open(os.environ["NOTES"], "a") as notes:
            notes.write("{name} " + str(os.getpid()) + "\\n")
"""


@pytest.mark.parametrize(
    "line, pages",
    [
        ("self.start_tour('/odoo', 'a_tour')", True),
        ("self.start_till('a_tour')", True),
        ("self.assert_accessible(['/my'])", True),
        ("self.url_open('/my')", False),
        ("def start_tour(self):", False),
    ],
)
def test_a_file_that_opens_pages(tmp_path, line, pages):
    (tmp_path / "test_it.py").write_text(line)
    assert opens_pages(tmp_path / "test_it.py") is pages


def test_all_tests_run_once_and_a_class_stays_together(tmp_path):
    names = [f"test_{letter}" for letter in "abcdefgh"]
    for name in names:
        call = "self.id() or self.start_tour()" if name in ("test_b", "test_e") else "pass"
        (tmp_path / f"{name}.py").write_text(CASE.format(name=name, word=call))
    notes = tmp_path / "notes"
    argv = [sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "coop_setup.pytest_workers"]
    options = ["-p", "no:cacheprovider", "--rootdir", tmp_path, "-n", "2", *suite.SHARED]
    found = subprocess.run(
        [*argv, *options, tmp_path],
        env={
            **os.environ,
            "NOTES": str(notes),
            "PYTHONPATH": str(PROJECT / "setup"),
            suite.CONFIGURATIONS: os.pathsep.join(["first.conf", "second.conf"]),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    rows = [line.split() for line in notes.read_text().splitlines()]
    assert sorted(name for name, _worker in rows) == sorted(2 * names)
    assert len(set(map(tuple, rows))) == len(names)
    assert len({worker for _name, worker in rows}) == 2


def test_the_longest_of_its_own_comes_first_and_then_it_helps(tmp_path):
    for name, line in (("pages.py", "self.start_tour('/', 'one')"), ("rules.py", "pass")):
        (tmp_path / name).write_text(line)
    (tmp_path / suite.TIMES).parent.mkdir()
    times = {"pages.py::Short": 1, "pages.py::Long": 9, "rules.py::Long": 30}
    (tmp_path / suite.TIMES).write_text(json.dumps(times))
    pieces = {name: {} for name in ("rules.py::New", *times)}
    order = []
    while pieces:
        order.append(next_piece(pieces, True, tmp_path))
        del pieces[order[-1]]
    assert order == ["pages.py::Long", "pages.py::Short", "rules.py::Long", "rules.py::New"]


def test_each_worker_has_a_configuration_of_its_own(monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    monkeypatch.setenv(suite.CONFIGURATIONS, os.pathsep.join(["first.conf", "second.conf"]))
    config = SimpleNamespace(workerinput={"workerid": "gw1"}, option=SimpleNamespace())
    next(pytest_workers.pytest_cmdline_main(config))
    assert config.option.odoo_config == "second.conf"
    # Or else pytest-odoo would copy the database once more.
    assert "PYTEST_XDIST_WORKER" not in os.environ
