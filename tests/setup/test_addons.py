"""What is installed, and what counts as a change."""

import pytest
from conftest import PROJECT
from coop_setup import addons, suite


@pytest.fixture
def found(tmp_path):
    """Three addons of ours: one on another, one that is off; and a demo co-op."""
    make(tmp_path, "coop_a", depends=["mail", "portal"])
    make(tmp_path, "coop_b", depends=["coop_a", "point_of_sale"])
    make(tmp_path, "coop_off", installable=False)
    make(tmp_path, "coop_demo", depends=["coop_b", "pos_hr"])
    return addons.read(tmp_path)


def make(folder, name, **manifest):
    """Write an addon."""
    (folder / name / "models").mkdir(parents=True)
    (folder / name / "__manifest__.py").write_text(repr(manifest))
    (folder / name / "models/a.py").write_text("A = 1\n")


def test_with_and_without_the_demo_co_op(found):
    assert addons.to_run(found, demo=True) == ["coop_a", "coop_b", "coop_demo"]
    assert addons.to_run(found, demo=False) == ["coop_a", "coop_b"]
    assert addons.to_test(found) == ["coop_a", "coop_b"]


def test_what_odoo_has_to_bring(found):
    assert addons.needed_from_odoo(found, ["coop_b"]) == ["mail", "point_of_sale", "portal"]
    assert "pos_hr" in addons.needed_from_odoo(found, ["coop_demo"])


@pytest.mark.parametrize(
    ("file", "matters", "assets"),
    [
        ("models/a.py", True, False),
        ("__manifest__.py", True, False),
        ("i18n/fr.po", True, False),
        ("static/src/a.js", False, True),
        ("tests/test_a.py", False, False),
        ("models/__pycache__/a.pyc", False, False),
        ("README.rst", False, False),
    ],
)
def test_what_counts_as_a_change(found, file, matters, assets):
    addon = found["coop_a"]
    before = addon.fingerprint(), addon.assets_fingerprint()
    (addon.path / file).parent.mkdir(parents=True, exist_ok=True)
    (addon.path / file).write_text("{'depends': []}")
    after = addon.fingerprint(), addon.assets_fingerprint()
    assert (before[0] != after[0], before[1] != after[1]) == (matters, assets)


def test_the_suite_covers_every_addon_and_every_rule():
    targets = suite.own_targets(PROJECT)
    for name, addon in addons.read(PROJECT / "addons").items():
        if (addon.path / "rules").is_dir():
            assert f"addons/{name}/rules" in targets
        if name != addons.DEMO and (addon.path / "tests").is_dir():
            assert f"addons/{name}/tests" in targets
    assert {"tests", "setup/coop_setup"} <= set(targets)


def test_odoo_s_own_tests_of_the_selection_exist(tmp_path):
    home = type("Home", (), {"addons_paths": (tmp_path,)})()
    targets = suite.odoo_targets(PROJECT, home)
    assert any("test_frontend.py::TestUi::test_01_pos_basic_order" in word for word in targets)


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        ([], False),
        (["-x", "-k", "verdict"], False),
        (["tests/setup"], True),
        (["tests/setup/test_apt.py::test_no_apt", "-x"], True),
    ],
)
def test_whether_paths_are_given(arguments, chosen):
    assert suite.has_paths(arguments, PROJECT) == chosen


def test_every_addon_tells_pip_how_it_is_built():
    for name, addon in addons.read(PROJECT / "addons").items():
        text = (addon.path / "pyproject.toml").read_text()
        assert 'requires = ["whool"]' in text, name
        assert 'build-backend = "whool.buildapi"' in text, name
