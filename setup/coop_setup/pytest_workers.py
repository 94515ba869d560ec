"""A pytest plugin: shares the whole suite between two workers, each with a database of its own.

Only one of them opens pages: a browser needs a processor for itself, or what a person would see at
once comes late and a tour gives up. The other has all other tests, one file at a time.
"""

import os

import pytest

from .suite import CONFIGURATIONS

OPEN_PAGES = {"browser_js", "start_tour"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    """Give a worker its database; pytest-odoo would copy one without its files."""
    if os.environ.pop("PYTEST_XDIST_WORKER", None):
        number = int(config.workerinput["workerid"].removeprefix("gw"))
        config.option.odoo_config = os.environ[CONFIGURATIONS].split(os.pathsep)[number]
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Hand out whole files, and all that opens pages as one."""
    from xdist.scheduler import LoadGroupScheduling

    class Scheduler(LoadGroupScheduling):
        def _split_scope(self, nodeid):
            return unit_of(nodeid)

    return Scheduler(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """In a worker: the tests that open pages come first, and stay together."""
    if not hasattr(config, "workerinput"):
        return
    pages, others = [], []
    for item in items:
        (pages if opens_pages(getattr(item, "cls", None)) else others).append(item)
    for item in pages:
        item.add_marker(pytest.mark.xdist_group("browser"))
    items[:] = pages + others


def unit_of(nodeid):
    """Return what a test is handed out with: its file, or its group.

    >>> unit_of("addons/coop_vote/tests/test_x.py::T::test_y[a@b]")
    'addons/coop_vote/tests/test_x.py'
    >>> unit_of("addons/coop_vote/tests/test_x.py::T::test_y@browser")
    'browser'
    """
    if nodeid.rfind("@") > nodeid.rfind("]"):
        return nodeid.rpartition("@")[2]
    return nodeid.partition("::")[0]


def opens_pages(case):
    """Say whether some method of a test case opens pages in a browser.

    >>> class Case:
    ...     def test(self):
    ...         self.start_tour("/odoo", "a_tour")
    >>> opens_pages(Case), opens_pages(None)
    (True, False)
    """
    classes = getattr(case, "__mro__", ())
    own = [one for one in classes if not one.__module__.startswith("odoo.tests.")]
    methods = [
        method for one in own for name, method in vars(one).items() if name not in OPEN_PAGES
    ]
    codes = [getattr(method, "__code__", None) for method in methods]
    return any(OPEN_PAGES.intersection(code.co_names) for code in codes if code)
