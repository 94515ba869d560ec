"""setup/bench: the benchmarks, on a copy of the tests' database that is thrown away."""

from . import prepare, suite_database
from .errors import SetupError
from .process import start, stop

COPY = "coop_bench"


def bench(options, layout, console):
    """Prepare a database, run the benchmarks in it, and return their exit code."""
    if options.members < 1:
        raise SetupError(
            f"A co-op of {options.members} members cannot be measured.", "Give 1 or more."
        )
    if options.sales is not None and options.sales < 1:
        raise SetupError(f"A till cannot sell {options.sales} times.", "Give 1 or more.")
    prepare.check_answers(options)
    with prepare.only_one(layout, "test"):
        home = prepare.everything(layout, console, linters=False)
        with prepare.database_server(layout, options, "test", console, fast=True) as server:
            builder = suite_database.builder(layout, home, server, console)
            suite_database.ensure_template(builder)
            database = suite_database.make_copy(builder, COPY)
            try:
                return _run(options, builder, database)
            finally:
                builder.drop(database)


def _run(options, builder, database):
    layout = builder.layout
    config = builder.write_configuration("bench", database)
    argv = [layout.python, "-m", "coop_setup.bench_worker", "--config", config]
    argv += ["--folder", layout.project / "tests" / "bench", "--members", options.members]
    argv += ["--sales", options.sales] if options.sales else []
    argv += ["--json", options.json.absolute()] if options.json else []
    environment = builder.server.environment() | {"PYTHONPATH": str(layout.project / "setup")}
    process = start([*argv, *options.names], env=environment, cwd=layout.project)
    try:
        return process.wait()
    finally:
        stop(process)
