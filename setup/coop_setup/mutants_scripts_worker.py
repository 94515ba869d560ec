"""Runs an addon's hoot tests once for each mutant of a script; a program of Odoo's environment.

python -m coop_setup.mutants_scripts_worker --config CONFIG --suite NAME… --mutant ID…

Each line that is printed is JSON: {id: "killed", "survived" or "not run by any test"}. The suites
run first without a mutant; the page then tells which mutants it has come by.
"""

import argparse
import json
import logging
import sys
import urllib.parse

from .mutants_models_worker import load, run, serve

SUCCESS = "[HOOT] Test suite succeeded"
#: The same without the names that hoot gives colours.
ENDED = "Test suite succeeded"
PAGE = "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter="
COVERED = "covered by the tests: "
#: Run before anything else in the page: which mutant is active, and in the end what was covered.
PREPARE = """
globalThis.__stryker__ = {{ activeMutant: {active} }};
const log = console.log.bind(console);
console.log = (...args) => {{
    if (args.join(" ").includes({ended})) {{
        log({covered} + Object.keys(globalThis.__stryker__.mutantCoverage?.static || {{}}).join());
    }}
    log(...args);
}};
"""
#: Seconds for the tests with a mutant, which may wait for ever.
LONGEST = 120


def main(argv):
    """Run the tests for each mutant of the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", required=True)
    parser.add_argument("--suite", action="append", required=True)
    parser.add_argument("--mutant", action="append", default=[])
    options = parser.parse_args(argv)
    load(options.config)
    serve()
    logging.getLogger(__name__).setLevel(logging.CRITICAL)
    case = case_of(options.suite, options.mutant)
    return 0 if run([(case, "test_mutants")], set(), {}) else 1


def case_of(suites, ids):
    """Return a class of tests that opens the pages of suites of hoot once for each mutant."""
    from odoo.tests import tagged
    from odoo.tests.common import HttpCase

    covered, active = set(), [None]
    watch_browser(covered, active)

    @tagged("post_install", "-at_install")
    class Mutants(HttpCase):
        def test_mutants(self):
            self.visit(3 * LONGEST)
            for number in ids:
                outcome = self.outcome(number) if number in covered else "not run by any test"
                print(json.dumps({number: outcome}), flush=True)

        def outcome(self, number):
            active[0] = number
            try:
                self.visit(LONGEST)
            except self.failureException:
                return "killed"
            return "survived"

        def visit(self, seconds):
            for suite in suites:
                page = PAGE + urllib.parse.quote(f'"{suite}"', safe="")
                self.browser_js(
                    page, "", "", login="admin", success_signal=SUCCESS, timeout=seconds
                )

    return Mutants


def watch_browser(covered, active):
    """Have each page run one mutant, and note which ones it comes by.

    :param covered: the set in which they are noted
    :param active: a list of one, the mutant that runs
    """
    from odoo.tests.common import ChromeBrowser

    navigate, hear = ChromeBrowser.navigate_to, ChromeBrowser._handle_console

    def navigate_to(self, url, wait_stop=False):
        source = PREPARE.format(
            active=json.dumps(active[0]), ended=json.dumps(ENDED), covered=json.dumps(COVERED)
        )
        call = "Page.addScriptToEvaluateOnNewDocument"
        self._websocket_request(call, params={"source": source})
        return navigate(self, url, wait_stop)

    def handle_console(self, type, args=None, **kwargs):
        for said in args or ():
            if str(said.get("value", "")).startswith(COVERED):
                covered.update(said["value"].removeprefix(COVERED).split(","))
        return hear(self, type, args=args, **kwargs)

    ChromeBrowser.navigate_to, ChromeBrowser._handle_console = navigate_to, handle_console


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
