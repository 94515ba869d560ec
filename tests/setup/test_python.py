"""The entry scripts and the Python that runs them."""

import ast
import subprocess
import sys

import pytest
from conftest import PROJECT
from coop_setup import python_version

ENTRIES = ["run", "test", "bench"]


@pytest.mark.parametrize("name", [*ENTRIES, "coop_setup/python_version.py"])
def test_old_pythons_can_read_what_refuses_them(name):
    source = (PROJECT / "setup" / name).read_text()
    ast.parse(source, feature_version=(3, 6))
    assert 'f"' not in source


@pytest.mark.parametrize("name", ENTRIES)
def test_the_entries_are_programs(name):
    path = PROJECT / "setup" / name
    assert path.stat().st_mode & 0o111 == 0o111
    found = subprocess.run(
        [sys.executable, path, "--help"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0
    assert f"setup/{name}" in found.stdout


def test_continuous_integration_runs_the_same_command():
    assert "exec setup/test" in (PROJECT / ".ci" / "run").read_text()


@pytest.mark.parametrize("version", [(3, 6), (3, 9), (3, 14)])
def test_other_pythons_are_refused_with_a_sentence(version):
    assert not python_version.is_supported(version)
    assert "Python 3.10 to 3.13" in python_version.refusal(version)


def test_another_python_of_the_path_is_taken(tmp_path):
    for name in ("python3.9", "python3.10", "python3.12"):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o755)
    found = python_version.find_supported(f"/nowhere:{tmp_path}")
    assert found == str(tmp_path / "python3.12")


def test_a_python_that_does_not_start_is_not_taken(tmp_path):
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert not python_version.works(str(shim))
    assert python_version.works(sys.executable)
