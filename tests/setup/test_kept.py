"""A part of the suite is left out only when it was good under the same conditions."""

import json
from types import SimpleNamespace

import pytest
from coop_setup import kept, suite
from coop_setup.layout import PROJECT
from coop_setup.pytest_kinds import ODOO_S_OWN, Counter, TestReport

ODOO = kept.parts()[0]
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
    return kept.till_conditions(project, SimpleNamespace(fingerprint=lambda: odoo))


def run(project, *lines):
    log = project / "log"
    log.write_text("".join(f"{line}\n" for line in lines))
    kept.keep(project, ODOO, conditions(project), log)


def test_what_was_good_is_kept_under_its_conditions(project):
    assert not kept.kept(project, "odoo", conditions(project))
    run(project, "passed odoo/addons/a", "skipped odoo/addons/b", "failed tests/x.py")
    assert kept.kept(project, "odoo", conditions(project))["tests"] == 2
    assert not kept.kept(project, "odoo", conditions(project, odoo="2"))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("passed tests/x.py",),
        ("passed odoo/addons/a", "failed odoo/addons/b"),
        ("error odoo/addons/a",),
    ],
)
def test_nothing_is_kept_of_a_run_that_was_not_good(project, lines):
    run(project, *lines)
    assert not kept.kept(project, "odoo", conditions(project))


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
    run(project, "passed odoo/addons/a")
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("changed")
    assert (kept.kept(project, "odoo", conditions(project)) is None) is again


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"odoo": {}}', '{"odoo": {"conditions": {}, "tests": 0}}']
)
def test_a_damaged_result_counts_for_nothing(project, text):
    (project / kept.RESULTS).write_text(text)
    assert not kept.kept(project, "odoo", conditions(project))


def test_the_till_of_this_project_is_watched():
    assert {"coop_pos_check", "coop_membership"} <= set(kept.on_the_till(PROJECT))


@pytest.mark.parametrize(
    ("name", "path", "again"),
    [
        ("setup", "setup/coop_setup/postgres.py", True),
        ("setup", "tests/setup/test_postgres.py", True),
        ("setup", "addons/coop_pos/models/order.py", False),
        ("deploy", "deploy/odoo.conf", True),
        ("deploy", "addons/coop_pos/models/order.py", True),
        ("deploy", "addons/coop_vote/models/vote.py", False),
        ("former", "addons/coop_vote/migrations/19.0.2.0.0/pre-x.py", True),
        ("former", "addons/coop_vote/security/rules.xml", True),
        ("former", "addons/coop_vote/models/vote.py", True),
        ("former", "addons/coop_vote/controllers/vote.py", False),
        ("former", "tests/upgrade/facts.py", True),
    ],
)
def test_a_part_runs_again_when_what_it_depends_on_changed(project, name, path, again):
    part = next(part for part in kept.parts() if part.name == name)
    home = SimpleNamespace(fingerprint=lambda: "1")
    before = part.conditions(project, home)
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("class Vote:\n    name = fields.Char(\n        size=3,\n    )\n")
    assert (part.conditions(project, home) != before) is again


def test_each_part_covers_tests_that_are_there():
    """A file that was renamed would be in no part, and run each time."""
    covered = [
        "odoo/addons/point_of_sale/tests/test_frontend.py::TestUi::test_x",
        "tests/setup/test_deploy_runs.py::test_x",
        "tests/setup/test_postgres.py::test_x",
        f"tests/upgrade/test_upgrade.py::test_x[{kept.former_versions(PROJECT)[0]}]",
    ]
    for part, nodeid in zip(kept.parts(), covered, strict=True):
        assert part.covers(nodeid)
        for argument in part.left_out:
            assert (PROJECT / argument.removeprefix("--ignore=")).is_file()
    newest = kept.former_versions(PROJECT)[-1]
    former = kept.parts()[-1]
    assert not former.covers(f"tests/upgrade/test_upgrade.py::test_x[{newest}]")


def test_a_long_test_is_found_with_what_it_depends_on(project):
    folder = project / "addons" / "coop_vote"
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / "test_x.py").write_text(
        'class TestX:\n    long_depends = ("addons/coop_vote/models",)\n\n\nclass TestY: ...\n'
    )
    assert list(kept.long_tests(project)) == ["addons/coop_vote/tests/test_x.py::TestX"]
    before = kept.long_conditions(project)
    (folder / "models").mkdir()
    (folder / "models" / "vote.py").write_text("changed")
    assert kept.long_conditions(project) != before


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
    wanted = [f"failed {names[0]}", "failed tests/x.py::T::test_z", f"skipped {names[1]}"]
    assert (tmp_path / suite.OUTCOMES_LOG).read_text().splitlines() == wanted
    times = json.loads((tmp_path / suite.TIMES_LOG).read_text())
    assert times == {names[0].rpartition("::")[0]: 8.0, "tests/x.py::T": 2.0}
    assert counter.counts[ODOO_S_OWN] == 1
