"""The demo co-op installs, its logins work, and its addon's own tests pass: on a database apart."""

import subprocess

import pytest
from coop_setup import addons, logins
from coop_setup.console import Console
from coop_setup.suite_command import pytest_call, resume
from coop_setup.suite_database import make_copy

NAME = "coop_test_demo"


@pytest.fixture(scope="module")
def builder(tmp_path_factory):
    """A builder on this run's server, with the demo co-op in a copy of the template."""
    log = tmp_path_factory.mktemp("demo") / "setup.log"
    with open(log.with_name("shown"), "w", encoding="utf-8") as shown:
        console = Console(shown)
        console.open_log(log)
        found = resume(console)
        make_copy(found, NAME, demo=True)
        yield found
        found.drop(NAME)


def test_every_addon_is_installed_with_the_demo_co_op(builder):
    rows = builder.server.sql("SELECT name FROM ir_module_module WHERE state = 'installed'", NAME)
    assert set(addons.read(builder.layout.addons)) <= {name for (name,) in rows}


@pytest.mark.parametrize("login", logins.LOGINS.values())
def test_the_logins_that_setup_run_prints_exist(builder, login):
    active = builder.server.sql(
        f"SELECT active, password IS NOT NULL FROM res_users WHERE login = '{login}'", NAME
    )
    assert active == [["t", "t"]]


def test_the_demo_addon_s_own_tests_pass(builder):
    folder = builder.layout.addons / addons.DEMO / "tests"
    if not list(folder.glob("test_*.py")):
        pytest.skip("the demo addon has no tests of its own")
    argv, env = pytest_call(builder, [NAME], [str(folder), "-p", "no:cacheprovider"])
    found = subprocess.run(
        argv, env=env, cwd=builder.layout.project, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout[-20000:] + found.stderr
