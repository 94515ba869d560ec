"""Runs an addon's hoot tests once for each mutant of a script; a program of Odoo's environment.

python -m coop_setup.mutants_scripts_worker --config CONFIG --addon NAME ID…

Each line that is printed is JSON: {id: "killed", "survived" or "not run by any test"}. The tests
run first without a mutant; the page then tells which mutants it has come by.
"""

import argparse
import json
import sys
import urllib.parse

from .mutants_models_worker import load, run, serve

SUCCESS = "[HOOT] Test suite succeeded"
COVERED = "covered by the tests: "
#: Run before anything else in the page: which mutant is active, and in the end what was covered.
PREPARE = """
globalThis.__stryker__ = {{ activeMutant: {active} }};
const log = console.log.bind(console);
console.log = (...args) => {{
    if (args.join(" ").includes({success})) {{
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
    parser.add_argument("--addon", required=True)
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args(argv)
    load(options.config)
    serve()
    case = case_of(options.addon, options.ids)
    return 0 if run([(case, "test_mutants")]) else 1


def case_of(addon, ids):
    """Return a class of tests that opens the addon's page of hoot once for each mutant."""
    from odoo.tests.common import ChromeBrowser, HttpCase

    page = urllib.parse.quote(f'"@{addon}"', safe="")
    suite = f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter={page}"
    covered, active = set(), [None]
    navigate, hear = ChromeBrowser.navigate_to, ChromeBrowser._handle_console

    def navigate_to(self, url, wait_stop=False):
        source = PREPARE.format(
            active=json.dumps(active[0]), success=json.dumps(SUCCESS), covered=json.dumps(COVERED)
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
            self.browser_js(suite, "", "", login="admin", success_signal=SUCCESS, timeout=seconds)

    return Mutants


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
