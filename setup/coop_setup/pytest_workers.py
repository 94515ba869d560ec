"""A pytest plugin: shares the whole suite between workers, each with a database of its own.

A piece is a class of tests, or the functions of a file. The longest come first, by the times of an
earlier run. Half of the workers begin with what opens pages and half with the rest, since a browser
is quick only where the processor is not asked for twice; who has nothing left helps the others.
"""

import functools
import json
import os
import re

import pytest

from .suite import CONFIGURATIONS, TIMES

# What a file calls that opens pages, itself or by the demo co-op's own tests.
OPENS_PAGES = re.compile(
    r"\.(assert_accessible|browser_js|start_pos_tour|start_till|start_tour)\(|\bpytest_call\("
)
# Where Odoo's own tests are differs from one computer to the next.
ODOO_S_OWN = re.compile(r"^.*/odoo/addons/")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_cmdline_main(config):
    """Give a worker its database; pytest-odoo would copy one without its files."""
    if os.environ.pop("PYTEST_XDIST_WORKER", None):
        number = int(config.workerinput["workerid"].removeprefix("gw"))
        config.option.odoo_config = os.environ[CONFIGURATIONS].split(os.pathsep)[number]
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Hand out the pieces in their order."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return piece_of(nodeid)

        def _assign_work_unit(self, node):
            first = next_piece(self.workqueue, self._begins_with_pages(node), config.rootpath)
            self.workqueue.move_to_end(first, last=False)
            super()._assign_work_unit(node)

        def _begins_with_pages(self, node):
            return list(self.registered_collections).index(node) % 2 == 0

    return Scheduler(config, log)


def next_piece(pieces, pages, root):
    """Return the longest of the pieces that a worker begins with, or else the longest of all.

    :param pieces: {name: its tests}
    :param pages: whether the worker begins with what opens pages
    :param root: the project's folder
    """
    times = measured(root / TIMES)
    own = [name for name in pieces if opens_pages(root / name.partition("::")[0]) is pages]
    return max(own or pieces, key=lambda name: (times.get(plain(name), 0), len(pieces[name])))


@functools.cache
def measured(path):
    """Return the seconds of each piece in the run that was kept; none where there is no such file.

    >>> from pathlib import Path
    >>> measured(Path("/nowhere"))
    {}
    """
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@functools.cache
def opens_pages(path):
    """Say whether a file of tests opens pages in a browser."""
    return bool(OPENS_PAGES.search(path.read_text(encoding="utf-8")))


def piece_of(nodeid):
    """Return what a test is handed out with: its class, or the functions of its file.

    >>> piece_of("tests/test_x.py::T::test_y[a::b]"), piece_of("tests/test_x.py::test_y[a::b]")
    ('tests/test_x.py::T', 'tests/test_x.py')
    """
    return nodeid.partition("[")[0].rpartition("::")[0]


def plain(piece):
    """Return the name under which a piece's time is kept, on every computer the same.

    >>> plain("../odoo/addons/point_of_sale/tests/test_x.py::T")
    'odoo/addons/point_of_sale/tests/test_x.py::T'
    """
    return ODOO_S_OWN.sub("odoo/addons/", piece)
