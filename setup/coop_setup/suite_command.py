"""setup/test: the whole suite, in one run of pytest, so that its last line counts everything."""

import json
import os
import signal
from pathlib import Path

from . import chromium, prepare, suite, suite_database
from .errors import SetupError
from .layout import Layout, write_atomically
from .odoo_home import OdooHome
from .process import clean_environment, start, stop
from .server import Server

CONTEXT = "COOP_TEST_CONTEXT"


def test(options, for_pytest, layout, console):
    """Prepare what the tests need, run them, and return pytest's exit code."""
    prepare.check_answers(options)
    chosen = suite.has_paths(for_pytest, layout.project)
    with prepare.only_one(layout, "test"):
        home = prepare.everything(layout, console, linters=True)
        if not chosen:
            chromium.ensure(console)
        with prepare.database_server(layout, options, "test", console, fast=True) as server:
            builder = suite_database.builder(layout, home, server, console)
            suite_database.ensure_template(builder, options.reset)
            demo = suite.names_demo(for_pytest)
            database = suite_database.make_copy(builder, demo=demo)
            targets = (
                []
                if chosen
                else [*suite.own_targets(layout.project), *suite.odoo_targets(layout.project, home)]
            )
            targets += ["tests/lint"] * (options.lint and chosen)
            console.say("Running the tests")
            return run_pytest(builder, database, [*for_pytest, *targets])


def run_pytest(builder, database, arguments):
    """Run pytest on a database and return its exit code."""
    argv, environment = pytest_call(builder, database, arguments)
    builder.console.log("$ " + " ".join(argv))
    process = start(argv, env=environment, cwd=builder.layout.project)
    try:
        return process.wait()
    finally:
        stop(process, first=signal.SIGINT, patience=30)


def pytest_call(builder, database, arguments):
    """Return the command line and the environment of a run of pytest."""
    layout = builder.layout
    config = builder.write_configuration(
        f"test-{database}", database, screenshots=layout.data / "screenshots", log_level="critical"
    )
    argv = [str(layout.python), "-m", "pytest", "-p", "coop_setup.pytest_kinds"]
    argv += ["-c", str(layout.project / "pyproject.toml"), "--rootdir", str(layout.project)]
    argv += [f"--odoo-config={config}", "--odoo-http"]
    return [*argv, *arguments], _environment(builder)


def _environment(builder):
    """Return pytest's environment: the setup's code, the server, and where the context is."""
    layout = builder.layout
    path = [layout.python.parent, builder.server.programs, os.environ.get("PATH", "")]
    found = builder.server.environment()
    found.update(
        PYTHONPATH=str(layout.project / "setup"),
        PYTHONDONTWRITEBYTECODE="1",
        PATH=os.pathsep.join(map(str, path)),
        HYPOTHESIS_STORAGE_DIRECTORY=str(layout.data / "hypothesis"),
        **{CONTEXT: str(_write_context(builder))},
    )
    return clean_environment(found, drop_prefix=("PG",))


def _write_context(builder):
    """Write what tests/ may want to know: where Odoo is, and how to reach the server."""
    layout, server = builder.layout, builder.server
    context = {
        "project": str(layout.project),
        "data": str(layout.data),
        "odoo": {
            "python_path": str(builder.home.python_path),
            "addons_paths": [str(path) for path in builder.home.addons_paths],
            "fetched": builder.home.fetched,
        },
        "node": str(layout.node),
        "server": {
            name: getattr(server, name) for name in ("host", "port", "user", "password", "embedded")
        },
        "programs": str(server.programs),
    }
    path = layout.data / "etc" / "test-context.json"
    write_atomically(path, json.dumps(context, indent=1), mode=0o600)
    return path


def read_context(environ=os.environ):
    """Return what _write_context wrote, inside a run of setup/test."""
    try:
        with open(environ[CONTEXT], encoding="utf-8") as context:
            return json.load(context)
    except (KeyError, OSError) as error:
        raise SetupError(
            "This runs inside setup/test only.", "Start it with setup/test PATH."
        ) from error


def resume(console, environ=os.environ):
    """Return a Builder on the server of the run of setup/test that this code is part of."""
    context = read_context(environ)
    layout = Layout(Path(context["project"]), Path(context["data"]))
    odoo = context["odoo"]
    paths = tuple(Path(path) for path in odoo["addons_paths"])
    home = OdooHome(Path(odoo["python_path"]), paths, odoo["fetched"])
    server = Server(programs=Path(context["programs"]), console=console, **context["server"])
    return suite_database.builder(layout, home, server, console)
