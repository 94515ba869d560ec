"""Odoo's own tests are left out only when they were good under the same conditions."""

import json
from types import SimpleNamespace

import pytest
from coop_setup import own_result, suite
from coop_setup.layout import PROJECT
from coop_setup.pytest_kinds import ODOO_S_OWN, Counter, TestReport

OWN = "../odoo/addons/point_of_sale/tests/test_x.py::TestUi::test_y"


@pytest.fixture
def project(tmp_path):
    """A project with an addon on the till, one that it needs, and one of neither kind."""
    needs = {"pos": ["point_of_sale", "member"], "member": ["base"], "vote": ["member"]}
    for name, depends in needs.items():
        folder = tmp_path / "addons" / f"coop_{name}"
        (folder / "tests").mkdir(parents=True)
        names = [f"coop_{one}" if one in needs else one for one in depends]
        (folder / "__manifest__.py").write_text(repr({"depends": names}))
    (tmp_path / suite.SELECTION).parent.mkdir(parents=True)
    (tmp_path / suite.SELECTION).write_text("point_of_sale/tests/test_x.py\n")
    return tmp_path


def conditions(project, odoo="1"):
    return own_result.conditions(project, SimpleNamespace(fingerprint=lambda: odoo))


def run(project, *lines):
    log = project / "log"
    log.write_text("".join(f"{line}\n" for line in lines))
    own_result.keep(project, conditions(project), log)


def test_what_was_good_is_kept_under_its_conditions(project):
    assert not own_result.kept(project, conditions(project))
    run(project, "passed a", "skipped b")
    assert own_result.kept(project, conditions(project))["tests"] == 2
    assert not own_result.kept(project, conditions(project, odoo="2"))


@pytest.mark.parametrize("lines", [(), ("passed a", "failed b"), ("error a",)])
def test_nothing_is_kept_of_a_run_that_was_not_good(project, lines):
    run(project, *lines)
    assert not own_result.kept(project, conditions(project))


@pytest.mark.parametrize(
    ("path", "again"),
    [
        ("addons/coop_pos/models/order.py", True),
        ("addons/coop_pos/static/src/till.js", True),
        ("addons/coop_member/data/rules.xml", True),
        ("addons/coop_pos/tests/test_till.py", False),
        ("addons/coop_pos/i18n/fr.po", False),
        ("addons/coop_vote/models/vote.py", False),
        (str(suite.SELECTION), True),
    ],
)
def test_they_run_again_when_something_of_the_till_changed(project, path, again):
    run(project, "passed a")
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("changed")
    assert (own_result.kept(project, conditions(project)) is None) is again


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"conditions": {}, "tests": 0}'])
def test_a_damaged_result_counts_for_nothing(project, text):
    (project / own_result.RESULT).write_text(text)
    assert not own_result.kept(project, conditions(project))


def test_the_till_of_this_project_is_watched():
    assert {"coop_pos_check", "coop_membership"} <= set(own_result.on_the_till(PROJECT))


def report(nodeid, outcome, when="call"):
    return TestReport(nodeid, ("", 0, ""), {}, outcome, None, when, duration=2.0)


def test_a_run_writes_its_log(tmp_path, monkeypatch):
    monkeypatch.setenv(suite.LOGS, str(tmp_path))
    counter = Counter(tmp_path)
    for one in (
        report(OWN, "passed", "setup"),
        report(OWN, "failed"),
        report(OWN, "passed", "teardown"),
        report(OWN + "2", "skipped", "setup"),
        report("tests/x.py::T::test_z", "failed"),
    ):
        counter.pytest_runtest_logreport(one)
    counter.pytest_sessionfinish(SimpleNamespace(config=SimpleNamespace()))
    names = [one.replace("../", "") for one in (OWN, OWN + "2")]
    wanted = [f"failed {names[0]}", f"skipped {names[1]}"]
    assert (tmp_path / suite.OWN_LOG).read_text().splitlines() == wanted
    times = json.loads((tmp_path / suite.TIMES_LOG).read_text())
    assert times == {names[0].rpartition("::")[0]: 8.0, "tests/x.py::T": 2.0}
    assert counter.counts[ODOO_S_OWN] == 1
