"""Each addon can be installed with pip."""

import os
import subprocess
import sys
import zipfile

import pytest
from conftest import PROJECT
from coop_setup.errors import NO_NETWORK


def test_an_addon_becomes_a_wheel_with_its_manifest(tmp_path):
    """Built in isolation, as pip does for anybody: this fetches whool."""
    argv = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", tmp_path]
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    built = subprocess.run(
        [*argv, PROJECT / "addons" / "coop_vote"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode and NO_NETWORK.search(built.stderr):
        pytest.skip("there is no network to fetch the build tool from")
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "odoo/addons/coop_vote/__manifest__.py" in names
    metadata = next(name for name in names if name.endswith("METADATA"))
    text = zipfile.ZipFile(wheel).read(metadata).decode()
    assert "Requires-Dist: odoo" in text
