"""A pytest plugin: shares the whole suite between two workers, each with a database of its own.

Only one of them opens pages: a browser needs a processor for itself, or what a person would see at
once comes late and a tour gives up. The other has all other tests, one file at a time.
"""

import functools
import os
import re
from pathlib import Path

import pytest

from .suite import CONFIGURATIONS

BROWSER = "all that opens pages"
# What a file calls that opens pages, itself or by the demo co-op's own tests.
OPENS_PAGES = re.compile(
    r"\.(assert_accessible|browser_js|start_pos_tour|start_till|start_tour)\(|\bpytest_call\("
)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    """Give a worker its database; pytest-odoo would copy one without its files."""
    if os.environ.pop("PYTEST_XDIST_WORKER", None):
        number = int(config.workerinput["workerid"].removeprefix("gw"))
        config.option.odoo_config = os.environ[CONFIGURATIONS].split(os.pathsep)[number]
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Hand out whole files, and those that open pages as one: the largest piece, so the first."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return piece_of(config.rootpath, nodeid)

    return Scheduler(config, log)


@functools.cache
def opens_pages(path):
    """Say whether a file of tests opens pages in a browser."""
    return bool(OPENS_PAGES.search(path.read_text(encoding="utf-8")))


def piece_of(root, nodeid):
    """Return what a test is handed out with: its file, or all that opens pages.

    >>> piece_of(Path("/"), "dev/null::T::test_y")
    'dev/null'
    """
    name = nodeid.partition("::")[0]
    return BROWSER if opens_pages(Path(root, name)) else name
