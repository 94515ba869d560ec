"""What the tests of the setup share: a console that can be read, folders, and programs that lie."""

import io
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "setup"))

from coop_setup.console import Console  # noqa: E402
from coop_setup.layout import Layout  # noqa: E402


@pytest.fixture(autouse=True)
def _no_server_from_outside(monkeypatch):
    """The variables of whoever runs the tests say nothing here."""
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "ODOO_HOME", "COOP_DEBIAN_MIRROR"):
        monkeypatch.delenv(name, raising=False)


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
