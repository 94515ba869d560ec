"""How the whole suite is shared between two workers."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from coop_setup import pytest_workers, suite
from coop_setup.layout import PROJECT
from coop_setup.pytest_workers import BROWSER, piece_of

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
    piece = piece_of(tmp_path, "test_it.py::Test::test_it[a::b]")
    assert piece == (BROWSER if pages else "test_it.py")


def test_one_worker_opens_all_pages(tmp_path):
    words = {"test_a": "pass", "test_b": "self.start_tour", "test_c": "pass", "test_d": "pass"}
    words["test_e"] = words["test_b"]
    for name, word in words.items():
        call = "self.id() or self.start_tour()" if "tour" in word else word
        (tmp_path / f"{name}.py").write_text(CASE.format(name=name, word=call))
    notes = tmp_path / "notes"
    argv = [sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "coop_setup.pytest_workers"]
    found = subprocess.run(
        [*argv, "-p", "no:cacheprovider", "--rootdir", tmp_path, *suite.SHARED, tmp_path],
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
    assert len(rows) == 2 * len(words)
    assert len({worker for name, worker in rows if name in ("test_b", "test_e")}) == 1
    assert len({worker for _name, worker in rows}) == suite.WORKERS


def test_each_worker_has_a_configuration_of_its_own(monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    monkeypatch.setenv(suite.CONFIGURATIONS, os.pathsep.join(["first.conf", "second.conf"]))
    config = SimpleNamespace(workerinput={"workerid": "gw1"}, option=SimpleNamespace())
    next(pytest_workers.pytest_cmdline_main(config))
    assert config.option.odoo_config == "second.conf"
    # Or else pytest-odoo would copy the database once more.
    assert "PYTEST_XDIST_WORKER" not in os.environ
