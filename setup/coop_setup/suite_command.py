"""setup/test: the whole suite, in one run of pytest, so that its last line counts everything."""

import json
import os
import signal
from pathlib import Path

from . import chromium, kept, linters, prepare, suite, suite_database
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
        whole = not chosen and not options.long
        linted = linters.start(layout) if whole else {}
        if not chosen:
            chromium.ensure(console)
        with prepare.database_server(layout, options, "test", console, fast=True) as server:
            builder = suite_database.builder(layout, home, server, console)
            suite_database.ensure_template(builder, options.reset)
            if chosen:
                return _run_chosen(builder, for_pytest, options.lint)
            if options.long:
                return _run_long(builder, for_pytest)
            return _run_all(builder, for_pytest, options.all, linted)


def _run_chosen(builder, for_pytest, lint):
    """Run the tests named on the command line, one after the other."""
    database = suite_database.make_copy(builder, demo=suite.names_demo(for_pytest))
    builder.console.say("Running the tests")
    return run_pytest(builder, [database], [*for_pytest, *["tests/lint"] * lint])


def _run_all(builder, for_pytest, without_kept, variables):
    """Run everything, shared between the workers where there is a processor for each."""
    project, home = builder.layout.project, builder.home
    databases = _databases(builder)
    targets, running = suite.own_targets(project), {}
    arguments = suite.without_pages(project)
    for part in kept.parts():
        wanted = part.conditions(project, home)
        found = None if without_kept else kept.kept(project, part.name, wanted)
        if found:
            _say_left_out(builder.console, part, found)
            arguments += [word.replace("=", f"={project}/") for word in part.left_out]
        else:
            running[part] = wanted
            targets += suite.odoo_targets(project, home) if part.name == "odoo" else []
    newest_only = all(part.name != "former" for part in running)
    builder.console.say("Running the tests")
    variables = {**variables, **({suite.NEWEST: "1"} if newest_only else {})}
    code = run_pytest(builder, databases, [*for_pytest, *arguments, *targets], variables)
    for part, wanted in running.items() if not for_pytest else ():
        kept.keep(project, part, wanted, builder.layout.data / "log" / suite.OUTCOMES_LOG)
    return code


def _say_left_out(console, part, found):
    console.say(
        f"Left out, {part.what}: all {found['tests']} were good on {found['date']}, and nothing "
        "that they depend on changed since; setup/test --all runs them again"
    )


def _run_long(builder, for_pytest):
    """Run the long tests, and keep their result."""
    project, part = builder.layout.project, kept.long_part()
    databases, wanted = _databases(builder), part.conditions(project)
    files = sorted({name.partition("::")[0] for name in kept.long_tests(project)})
    builder.console.say("Running the long tests")
    code = run_pytest(builder, databases, [*for_pytest, *files], {suite.LONG: "1"})
    if not for_pytest:
        kept.keep(project, part, wanted, builder.layout.data / "log" / suite.OUTCOMES_LOG)
    return code


def _databases(builder):
    """Return the names of the databases of a whole run, one for each worker."""
    suite_database.make_bundles(builder)
    return [
        suite_database.make_copy(builder, f"{suite_database.COPY}_{number}")
        for number in range(suite.workers(os.cpu_count()))
    ]


def run_pytest(builder, databases, arguments, variables=None):
    """Run pytest, with as many workers as it has databases, and return its exit code."""
    argv, environment = pytest_call(builder, databases, arguments)
    environment.update(variables or {})
    builder.console.log("$ " + " ".join(argv))
    process = start(argv, env=environment, cwd=builder.layout.project)
    try:
        return process.wait()
    finally:
        stop(process, first=signal.SIGINT, patience=30)


def pytest_call(builder, databases, arguments):
    """Return the command line and the environment of a run of pytest."""
    layout = builder.layout
    shots = layout.data / "screenshots"
    configurations = [
        str(
            builder.write_configuration(
                f"test-{database}", database, screenshots=shots, log_level="critical"
            )
        )
        for database in databases
    ]
    argv = [str(layout.python), "-m", "pytest"]
    for plugin in ("workers", "caches", "kinds", "browser", "co_op"):
        argv += ["-p", f"coop_setup.pytest_{plugin}"]
    argv += ["-c", str(layout.project / "pyproject.toml"), "--rootdir", str(layout.project)]
    argv += [f"--odoo-config={configurations[0]}", "--odoo-http"]
    if len(databases) > 1:
        argv += ["-n", str(len(databases)), *suite.SHARED]
    environment = _environment(builder)
    environment[suite.CONFIGURATIONS] = os.pathsep.join(configurations)
    environment[suite.LOGS] = str(layout.data / "log")
    return [*argv, *arguments], environment


def _environment(builder):
    """Return pytest's environment: the setup's code, the server, and where the context is."""
    layout = builder.layout
    path = [layout.python.parent, builder.server.programs, os.environ.get("PATH", "")]
    found = builder.server.environment()
    found.update(
        PYTHONPATH=str(layout.project / "setup"),
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
            "script": str(builder.home.script() or ""),
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
