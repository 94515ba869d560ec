"""What the tests' plugin of pytest keeps cached between two tests."""

from types import SimpleNamespace

import pytest
from coop_setup.pytest_caches import DEAR, Keeper

NAMES = ("default", "stable", *DEAR)


@pytest.fixture
def registry():
    """A registry with something in each cache, and its keeper."""

    class Registry:
        def __init__(self):
            self.cached = set(NAMES)

        def clear_cache(self, *names):
            self.cached -= set(names or ("default",))

        def clear_all_caches(self):
            self.cached = set()

        def _setup_models__(self, cr):
            pass

    keeper = Keeper(Registry, NAMES)
    made = Registry()
    made.end = lambda item, following: end(keeper, item, following)
    return made


def end(keeper, item, following):
    """End a test: what pytest does is over, and the next test is known."""
    going = keeper.pytest_runtest_teardown(item, following)
    next(going)
    with pytest.raises(StopIteration):
        going.send(None)


ONE, OTHER = SimpleNamespace(cls="one"), SimpleNamespace(cls="other")


def test_what_nobody_changed_is_kept(registry):
    registry.clear_cache()
    registry.clear_all_caches()
    assert registry.cached == set(DEAR)


def test_what_a_class_changed_is_forgotten_after_each_of_its_tests_and_after_it(registry):
    registry.clear_cache("templates")
    for _test in range(2):
        registry.cached = set(NAMES)
        registry.clear_all_caches()
        registry.end(ONE, ONE)
        assert registry.cached == set(DEAR) - {"templates"}
    registry.cached = set(NAMES)
    registry.end(ONE, OTHER)
    assert "templates" not in registry.cached
    registry.cached = set(NAMES)
    registry.clear_all_caches()
    assert registry.cached == set(DEAR)


def test_after_other_models_nothing_is_kept(registry):
    registry._setup_models__(None)
    registry.cached = set(NAMES)
    registry.clear_all_caches()
    assert not registry.cached
    registry.cached = set(NAMES)
    registry.end(ONE, None)
    assert not registry.cached
