"""A pytest plugin: collects the doctests of the rules, counts and times each kind of tests.

A test is a tour when it runs one, and a hoot run when it opens the page of hoot's tests; hoot's own
count of its tests is taken from what it says in the browser.
"""

import collections
import json
import os
import re
import warnings
from pathlib import Path

from _pytest.doctest import DoctestModule
from _pytest.reports import TestReport

from . import bundles, kept, suite
from .pytest_workers import piece_of, plain

# From so many tests in the browser on, making every bundle beforehand saves more than it takes.
MANY_PAGES = 8
# Odoo's limits for a page (60 seconds) are for a machine that has nothing else to do.
PATIENCE = 3
TIMEOUT_PLACE = 4
# How many tests a run names at its end.
SLOWEST = 10
ODOO_S_OWN = "Odoo's own"
KINDS = ("python", "doctest", "hoot", "tour", "lint", ODOO_S_OWN)
HOOT_PASSED = re.compile(r"Passed (\d+) tests")
_running = []


def pytest_collect_file(file_path, parent):
    """Collect the doctests of the rules and of the setup, whatever pytest's options are."""
    has_doctests = {"rules", "coop_setup"} & set(file_path.parts)
    if file_path.suffix == ".py" and has_doctests and "tests" not in file_path.parts:
        return DoctestModule.from_parent(parent, path=file_path)
    return None


def pytest_sessionstart(session):
    """Watch what the browser is used for."""
    session.config.pluginmanager.register(Counter(session.config.rootpath), "coop-kinds")
    if session.config.getoption("--odoo-config", None):
        _watch_browser()


def pytest_collection_finish(session):
    """Make the web client's bundles once; those that a test makes are taken back after it.

    The whole suite has them in its template already.
    """
    config = session.config
    if config.getoption("--odoo-config", None) and not config.option.collectonly:
        if not hasattr(config, "workerinput") and _pages(session.items) >= MANY_PAGES:
            try:
                _make_bundles()
            except Exception as error:
                # Not all tests open pages; those that need this bundle say so themselves.
                warnings.warn(f"A bundle could not be made beforehand: {error}", stacklevel=1)


def pytest_runtest_setup(item):
    """Remember whose browser it is."""
    _running[:] = [item]


def pytest_collection_modifyitems(config, items):
    """Mark the doctests, and keep the long tests for setup/test --long, which runs no other."""
    for item in items:
        if type(item).__name__ == "DoctestItem":
            item.user_properties.append(("kind", "doctest"))
    wanted = suite.LONG in os.environ
    others = [item for item in items if is_long(item) is not wanted]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if is_long(item) is wanted]


def is_long(item):
    """Say whether a test is a long one: its own class says so, or its file."""
    cls, module = getattr(item, "cls", None), getattr(item, "module", None)
    return kept.LONG in vars(cls or object) or kept.LONG in vars(module or object)


class Counter:
    """Counts the reports by kind, and their seconds by kind and by test."""

    def __init__(self, root):
        self.root = root
        self.counts = collections.Counter()
        self.hoot_tests = 0
        self.seconds = collections.Counter()
        self.kinds = {}
        self.outcomes = {}

    def pytest_runtest_logreport(self, report):
        """Count a test once, when it ran or failed to be set up; add up its time."""
        self._note_outcome(report)
        if type(report) is not TestReport:
            return  # a part of a test (subTest)
        self.seconds[report.nodeid] += report.duration
        if report.when == "call" or (report.when == "setup" and report.failed):
            found = dict(report.user_properties)
            kind = self.kinds[report.nodeid] = kind_of(report.nodeid, found)
            self.counts[kind] += 1
            self.hoot_tests += found.get("hoot tests", 0)

    def pytest_terminal_summary(self, terminalreporter):
        """Print the times and one line of counts above pytest's own."""
        if not self.counts:
            return
        if len(self.seconds) > SLOWEST:
            terminalreporter.write_line("The slowest, in seconds:")
            for nodeid, seconds in self.seconds.most_common(SLOWEST):
                terminalreporter.write_line(f"{seconds:8.1f}  {plain(nodeid)}")
        terminalreporter.write_line(f"Seconds of each kind: {self.times()}")
        terminalreporter.write_line(f"Tests of each kind: {self.summary()}")

    def _note_outcome(self, report):
        """Note how a test ended: as good as its worst part."""
        if self.outcomes.get(report.nodeid) != "failed":
            if report.when == "call" or report.outcome != "passed":
                self.outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self, session):
        """Keep how long each piece took, and how each test ended."""
        folder = os.environ.get(suite.LOGS)
        if folder and not hasattr(session.config, "workerinput"):
            found = collections.Counter()
            for nodeid, seconds in self.seconds.items():
                found[plain(piece_of(nodeid))] += seconds
            rows = {name: round(seconds, 1) for name, seconds in sorted(found.items())}
            outcomes = sorted(f"{how} {plain(nodeid)}\n" for nodeid, how in self.outcomes.items())
            Path(folder, suite.TIMES_LOG).write_text(json.dumps(rows, indent=0) + "\n")
            Path(folder, suite.OUTCOMES_LOG).write_text("".join(outcomes))

    def times(self):
        """Return the seconds by kind as a sentence."""
        found = collections.Counter()
        for nodeid, kind in self.kinds.items():
            found[kind] += self.seconds[nodeid]
        return ", ".join(f"{found[kind]:.0f} {kind}" for kind in KINDS if self.counts[kind])

    def summary(self):
        """Return the counts as a sentence."""
        words = [f"{self.counts[kind]} {kind}" for kind in KINDS if self.counts[kind]]
        return ", ".join(words) + (
            f" (hoot: {self.hoot_tests} tests)" if self.counts["hoot"] else ""
        )


def kind_of(nodeid, properties):
    """Return the kind of a test.

    >>> kind_of("tests/lint/test_lint.py::test_ruff", {})
    'lint'
    >>> kind_of("addons/coop_vote/tests/test_x.py::T::test_y", {"kind": "tour"})
    'tour'
    >>> kind_of("../odoo/addons/point_of_sale/tests/test_x.py::T::test_y", {"kind": "tour"})
    "Odoo's own"
    """
    if not nodeid.startswith(("addons/", "tests/", "setup/")):
        return ODOO_S_OWN
    if nodeid.startswith("tests/lint/"):
        return "lint"
    return properties.get("kind", "python")


def _pages(items):
    """Return how many of the tests may open a page."""
    from odoo.tests.common import HttpCase

    return sum(issubclass(getattr(item, "cls", None) or object, HttpCase) for item in items)


def _make_bundles():
    from odoo.tests.common import get_db_name

    bundles.make(get_db_name())


def _watch_browser():
    from odoo.tests.common import ChromeBrowser, HttpCase

    open_page, hear = HttpCase.browser_js, ChromeBrowser._handle_console

    def browser_js(self, url_path, *args, **kwargs):
        _note("kind", "hoot" if url_path.startswith("/web/tests") else "tour")
        if len(args) < TIMEOUT_PLACE:
            kwargs["timeout"] = PATIENCE * kwargs.get("timeout", 60)
        return open_page(self, url_path, *args, **kwargs)

    def handle_console(self, type, args=None, **kwargs):
        if match := HOOT_PASSED.search(str(args)):
            _note("hoot tests", int(match[1]))
        return hear(self, type, args=args, **kwargs)

    HttpCase.browser_js, ChromeBrowser._handle_console = browser_js, handle_console


def _note(name, value):
    for item in _running:
        item.user_properties.append((name, value))
