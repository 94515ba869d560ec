"""The options of the commands."""

import argparse
import os
from pathlib import Path

from .layout import PROJECT, Layout

PRESETS = "addons/coop_shift/data/policies"

RUN = """From a clean clone to a running co-op: fetches Odoo 19, makes the Python environment and
the database with the demo co-op, and starts it. Interrupted, it goes on where it was; a second
start takes seconds. Ctrl-C stops everything that it started."""
RUN_VARIABLES = """environment:
  ODOO_HOME            an Odoo 19 that is there already: a source checkout, a site-packages folder
                       that holds odoo, or the prefix of Debian's package
  COOP_DEBIAN_MIRROR   the mirror of Debian to fetch Odoo from, when the system names none
  PGHOST PGPORT PGUSER PGPASSWORD   an existing PostgreSQL, as with the options
"""
TEST = """Runs the whole suite: Python tests, doctests of the rules, hoot tests, tours, linters;
and, when what they depend on changed since they were all good, Odoo's own tests of the point of
sale, the upgrades from older versions, and the slow tests of the setup. Anything else on the
command line goes to pytest; with paths given, only those run. Exit code 0 means that everything
passed."""
BENCH = """Runs the benchmarks of tests/bench and prints one table for each."""
MUTANTS = """Changes code one place at a time and says which changes no test notices, for the files
or folders that are given: rules, models, wizards, controllers, security, and scripts of pages.
Takes minutes for each file. Of models also what guards them is switched off: locks, checks,
overrides, constraints, triggers, record rules. A file that falls below its score in
tests/mutants.json is a failure."""

SOAK = """Lives random lives of a co-op under every preset, and checks after each operation that
what is stored is what the rules make of the facts. A failure is told with the operations that lead
to it, and the seed that repeats them."""


def run_options(argv):
    """Read the command line of setup/run."""
    parser = _parser("setup/run", RUN)
    parser.add_argument("--port", type=int, default=8069, help="where Odoo listens (8069)")
    parser.add_argument(
        "--interface", default="127.0.0.1", help="which network it listens on (127.0.0.1)"
    )
    parser.add_argument("--database", default="coop", help="name of the database (coop)")
    parser.add_argument("--no-demo", action="store_true", help="a database without the demo co-op")
    parser.add_argument("--reset", action="store_true", help="delete the database and make it anew")
    return parser.parse_args(argv)


def test_options(argv):
    """Read the command line of setup/test; return the options and what pytest gets."""
    parser = _parser("setup/test", TEST)
    parser.add_argument(
        "--lint", action="store_true", help="also the linters, when paths are given"
    )
    parser.add_argument("--reset", action="store_true", help="install the tests' database anew")
    parser.add_argument(
        "--all",
        action="store_true",
        help="also the parts that were good, and depend on nothing that changed since",
    )
    parser.add_argument(
        "--long", action="store_true", help="the long tests alone; their result is kept"
    )
    return parser.parse_known_args(argv)


def bench_options(argv):
    """Read the command line of setup/bench."""
    parser = _parser("setup/bench", BENCH)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which benchmarks (all)")
    parser.add_argument(
        "--members", type=int, default=2000, help="how many members the co-op has (2000)"
    )
    parser.add_argument(
        "--sales",
        type=int,
        help="how often each of the twenty tills sells in the benchmark till "
        "(once for every sixteenth member: 1000 times at 16000 members, which takes long)",
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write the results there")
    return parser.parse_args(argv)


def mutants_options(argv):
    """Read the command line of setup/mutants."""
    parser = _parser("setup/mutants", MUTANTS)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="such as addons/coop_shift/rules")
    parser.add_argument(
        "--most", type=int, default=60, help="how many mutants of each file are tried (60)"
    )
    parser.add_argument("--seed", type=int, default=1, help="what chooses among them (1)")
    parser.add_argument(
        "--least", type=float, default=0, help="the lowest score that is no failure, in %% (0)"
    )
    parser.add_argument(
        "--keep", action="store_true", help="write the scores to tests/mutants.json"
    )
    return parser.parse_args(argv)


def soak_options(argv):
    """Read the command line of setup/soak."""
    parser = _parser("setup/soak", SOAK)
    parser.add_argument(
        "--steps", type=int, default=300, help="how many operations for each preset (300: minutes)"
    )
    parser.add_argument("--seed", type=int, default=1, help="what chooses them (1)")
    presets = sorted(path.stem for path in (PROJECT / PRESETS).glob("*.json"))
    parser.add_argument("--preset", choices=presets, help="which preset (all)")
    return parser.parse_args(argv)


def layout_of(options):
    """Return the folders that the options ask for."""
    return Layout(PROJECT, (options.data_dir or PROJECT / ".coop").expanduser().resolve())


def _parser(name, description):
    parser = argparse.ArgumentParser(
        prog=name,
        description=description,
        epilog=RUN_VARIABLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    default = os.environ.get("COOP_DATA_DIR")
    help_ = "where everything is kept (.coop in the project)"
    parser.add_argument("--data-dir", type=Path, default=default and Path(default), help=help_)
    existing = parser.add_argument_group(
        "an existing PostgreSQL, instead of the one that comes along"
    )
    existing.add_argument("--db-host", help="name, address, or folder of the socket")
    existing.add_argument("--db-port", type=int)
    existing.add_argument("--db-user", help="a role that may make databases (odoo)")
    existing.add_argument("--db-password")
    return parser
