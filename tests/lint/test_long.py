"""The long tests were good with what they depend on as it is now."""

from pathlib import Path

from coop_setup import kept

PROJECT = Path(__file__).resolve().parents[2]


def test_the_long_tests_were_good():
    wanted = kept.long_conditions(PROJECT)
    found = kept.kept(PROJECT, "long", wanted)
    known = kept.read(PROJECT).get("long", {}).get("conditions", {})
    changed = sorted(
        name for name in wanted.keys() | known.keys() if wanted.get(name) != known.get(name)
    )
    assert found, f"Run setup/test --long, and commit {kept.RESULTS}; changed: {changed}"


def test_what_they_depend_on_is_there():
    for test, paths in kept.long_tests(PROJECT).items():
        for path in paths:
            assert (PROJECT / path).exists(), (test, path)
