"""Tries mutants of an addon's models in Odoo; a program of Odoo's environment.

python -m coop_setup.mutants_models_worker --config CONFIG --plan FILE

The registry is loaded once. Each mutant is tried in a fork of this process, on connections of its
own: the code of the changed function is put in the place of the right one, and the tests that were
seen to call it run until one fails. What the database keeps (a constraint, a trigger, a record
rule) is taken out before, and put back after.

Each line that is printed is JSON about one mutant. The worker ends early, with exit code 3, when a
test that commits may have left something behind: the database has to be made anew.
"""

import argparse
import builtins
import functools
import importlib
import inspect
import json
import os
import pkgutil
import re
import signal
import socket
import sys
import threading
import time
import traceback
import unittest
from pathlib import Path
from select import select

from .layout import write_atomically
from .mutants_code import names_of, put, with_marks
from .mutants_tables import switch
from .pytest_workers import OPENS_PAGES, measured
from .suite import TIMES

DIRTY = 3
# A mutant may count for ever: it gets so many times what its tests take, and seconds besides.
PATIENCE, START = 4, 30
#: A class of tests that takes longer than that is left out: it would be run for every mutant.
LONGEST = 15


def main(argv):
    """Try the mutants of a plan that have no result yet."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", required=True)
    parser.add_argument("--plan", type=Path, required=True)
    options = parser.parse_args(argv)
    plan = json.loads(options.plan.read_text(encoding="utf-8"))
    database = load(options.config)
    tests = tests_of(plan["addon"])
    calls = Path(plan["calls"])
    kept = json.loads(calls.read_text(encoding="utf-8")) if calls.is_file() else {}
    if kept.get("code") != plan["code"]:
        found, clean = watched(plan, tests)
        kept = {"code": plan["code"], "calls": found}
        write_atomically(calls, json.dumps(kept))
        if not clean:
            return DIRTY
    plan["calls"] = kept["calls"]
    for mutant in plan["mutants"]:
        if str(mutant["number"]) in plan["done"]:
            continue
        found = tried(plan, mutant, tests, database)
        print(json.dumps({"number": mutant["number"], **found}), flush=True)
        if found["dirty"]:
            return DIRTY
    return 0


def load(config):
    """Load Odoo and its registry as for tests; return the database's name."""
    import odoo
    from odoo.modules.registry import Registry
    from odoo.service import server
    from odoo.tests.common import get_db_name

    odoo.tools.config.parse_config([f"--config={config}"])
    threading.current_thread().testing = True
    database = get_db_name()
    Registry(database)
    server.load_server_wide_modules()
    odoo.tools.config["test_enable"] = True
    return database


def tests_of(addon):
    """Return {name: (class, method)} of the tests of an addon that open no page."""
    package = importlib.import_module(f"odoo.addons.{addon}.tests")
    found = {}
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not info.name.rpartition(".")[2].startswith("test_") or ".rules." in info.name:
            continue
        for case in vars(importlib.import_module(info.name)).values():
            if inspect.isclass(case) and issubclass(case, unittest.TestCase):
                if case.__module__ == info.name:
                    found |= _methods(case)
    return found


def _methods(case):
    if OPENS_PAGES.search(inspect.getsource(case)):
        return {}
    names = unittest.TestLoader().getTestCaseNames(case)
    return {f"{case.__module__}.{case.__qualname__}.{name}": (case, name) for name in names}


def commits(case):
    """Say whether a class of tests leaves the protection of a transaction."""
    from odoo.tests import TransactionCase

    return not issubclass(case, TransactionCase)


# ---------------------------------------------------------------------- which test calls what


def watched(plan, tests):
    """Run every test once, and return {name: [seconds, functions that it called]}, and whether the
    database is as it was.

    A class of tests that fails without a mutant, or takes too long, is left out.
    """
    found, classes, clean = {}, {}, True
    for name, (case, _method) in tests.items():
        classes.setdefault(case, []).append(name)
    for case, names in classes.items():
        work = lambda names=names: _watch(plan, tests, names)  # noqa: E731
        outcome, seen = forked(work, PATIENCE * LONGEST) if quick(case) else ("slow", None)
        if outcome == "passed":
            found |= seen
        else:
            clean = clean and (outcome == "slow" or not commits(case))
            sys.stderr.write(f"Left out ({outcome}): {case.__module__}.{case.__qualname__}\n")
    return found, clean


def quick(case):
    """Say whether a class of tests is quick enough, by the times of the run that was kept."""
    times = measured(Path(TIMES))
    path = f"addons/{'/'.join(case.__module__.split('.')[2:])}.py::{case.__qualname__}"
    return times.get(path, 0) <= LONGEST


def _watch(plan, tests, names):
    called = builtins.__coop_called__ = set()
    for path in plan["watch"]:
        put(module_of(path), with_marks(Path(path).read_text(encoding="utf-8"), path))
    by_test = {}
    if not run([tests[name] for name in names], called, by_test):
        return None
    # What prepares a class is called for each of its tests.
    common, seconds = by_test.pop("", (set(), 0))
    return {
        name: [round(took + seconds / len(names), 2), sorted(mine | common)]
        for name, (mine, took) in by_test.items()
    }


def chosen(plan, mutant, tests):
    """Return the names of the tests that may notice a mutant, those of the quickest classes first.

    What the database keeps is noticed by tests that name its model; where none does, by those that
    call a function of a file that has to do with it.
    """
    calls, path = plan["calls"], mutant["path"]
    named = set()
    if mutant.get("kind"):
        named = {name for name in calls if mutant["table"] in _words(tests[name][0])}
        files = [one for one in plan["watch"] if mutant["table"] in _underscored(one)]
        marks = tuple(f"{one}:" for one in files)
        found = [n for n, (_s, called) in calls.items() if any(c.startswith(marks) for c in called)]
        names = named or set(found)
    else:
        marks = {f"{path}:{name}" for name in names_of(mutant["original"], mutant["line"])}
        names = {name for name, (_seconds, called) in calls.items() if marks & set(called)}
    cost = {}
    for name in names:
        cost[tests[name][0]] = cost.get(tests[name][0], 0) + calls[name][0]
    order = {name: (commits(tests[name][0]), cost[tests[name][0]]) for name in names}
    return sorted(names, key=lambda name: (*order[name], name))


@functools.cache
def _words(case):
    return _underscored(inspect.getsourcefile(case))


@functools.cache
def _underscored(path):
    """Return the words of a file, in which models are written as their tables."""
    text = Path(path).read_text(encoding="utf-8")
    return {word.replace(".", "_") for word in re.findall(r"[\w.]+", text)}


# ---------------------------------------------------------------------- one mutant


def tried(plan, mutant, tests, database):
    """Return the outcome of one mutant: killed, survived, late, or one that cannot be tried."""
    names = chosen(plan, mutant, tests)
    if not names:
        return {"outcome": "survived", "dirty": False, "tests": 0}
    limit = START + PATIENCE * sum(plan["calls"][name][0] for name in names)
    back = switch(database, mutant) if mutant.get("kind") else None
    try:
        outcome, found = forked(lambda: _against(mutant, tests, names), limit)
    finally:
        if back:
            back()
    if outcome == "passed":
        return {**found, "tests": len(names)}
    dirty = any(commits(tests[name][0]) for name in names)
    return {"outcome": "unfit" if outcome == "failed" else "late", "dirty": dirty, "tests": 0}


def _against(mutant, tests, names):
    if not mutant.get("kind") and not put(module_of(mutant["path"]), mutant["source"]):
        return None
    cases = {}
    for name in names:
        cases.setdefault(tests[name][0], []).append(tests[name])
    for case, some in cases.items():
        if not run(some):
            return {"outcome": "killed", "dirty": commits(case), "by": case.__qualname__}
    return {"outcome": "survived", "dirty": False}


def module_of(path):
    """Return the module of a file of an addon, as Odoo imported it."""
    parts = Path(path).with_suffix("").parts
    return importlib.import_module(".".join(("odoo", *parts)))


def forked(work, seconds):
    """Do some work in a fork; return "passed" with its result, "failed", or "late"."""
    import odoo.sql_db

    odoo.sql_db.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _child(work, writing)
    os.close(writing)
    said, end = b"", time.monotonic() + seconds
    try:
        while (left := end - time.monotonic()) > 0 and select([reading], [], [], left)[0]:
            part = os.read(reading, 65536)
            if not part:
                break
            said += part
        else:
            os.kill(child, signal.SIGKILL)
            return "late", None
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    result = json.loads(said) if said else None
    return ("failed", None) if result is None else ("passed", result)


def _child(work, writing):
    """The life of a fork: nothing of it comes back but its result."""
    code = 1
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        _fresh()
        with os.fdopen(writing, "w") as pipe:
            json.dump(work(), pipe)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _fresh():
    """Make a fork a process of its own: its caches, its web server."""
    from odoo.modules.registry import Registry
    from odoo.tests.common import get_db_name

    registry = Registry(get_db_name())
    registry.clear_all_caches()
    registry.cache_invalidated.clear()
    serve()


def serve():
    """Start a web server in this process, as tests want it."""
    import odoo
    from odoo import http
    from odoo.service import server

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        odoo.tools.config["http_port"] = probe.getsockname()[1]
    server.server = server.ThreadedServer(http.root)
    server.server.start(stop=False)


def run(tests, called=None, by_test=None):
    """Run tests, given as pairs of a class and a method, until one fails; whether all passed.

    :param called: the names of the functions that are called, and where they are to be sorted by
        test, with the seconds of each; what comes before the first one under the empty name
    """
    from odoo.tests.result import OdooTestResult
    from odoo.tests.suite import OdooSuite

    class Result(OdooTestResult):
        began = time.monotonic()

        def logError(self, flavour, test, error):
            self.shouldStop = True
            if by_test is not None:
                sys.stderr.write(self._exc_info_to_string(error, test))

        def startTest(self, test):
            super().startTest(test)
            if by_test is not None:
                by_test.setdefault("", self._since())

        def stopTest(self, test):
            super().stopTest(test)
            if by_test is not None:
                case = type(test)
                name = f"{case.__module__}.{case.__qualname__}.{test._testMethodName}"
                by_test[name] = self._since()

        def _since(self):
            found = set(called), time.monotonic() - self.began
            called.clear()
            self.began = time.monotonic()
            return found

    result = Result()
    OdooSuite([case(method) for case, method in tests]).run(result)
    return result.wasSuccessful()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
