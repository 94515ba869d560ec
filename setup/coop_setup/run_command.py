"""setup/run: from a clean clone to a co-op whose doors are open."""

import http.client
import time

from . import addons, logins, prepare
from .databases import Builder, Recipe
from .errors import SetupError
from .process import clean_environment, start, stop

READY_SECONDS = 180


def run(options, layout, console):
    """Prepare everything, start Odoo, and stay until somebody stops it."""
    prepare.check_port(options.interface, options.port)
    prepare.check_answers(options)
    with prepare.only_one(layout, "run"):
        home = prepare.everything(layout, console, linters=False)
        with prepare.database_server(layout, options, "run", console) as server:
            builder = Builder(layout, home, server, console, layout.files("run"))
            has_demo = ensure_database(options, layout, builder)
            serve(options, builder, has_demo)


def ensure_database(options, layout, builder):
    """Make the database or bring it up to date; return whether it holds the demo co-op."""
    name, server = options.database, builder.server
    state = server.read_state(name) if server.exists(name) else None
    if state is None and server.exists(name):
        raise SetupError(
            f"There is a database {name} already, and setup/run did not make it.",
            "Choose another name with --database; to use the addons in that one, put the project's "
            "folder addons on its addons path.",
        )
    if options.reset and state:
        builder.drop(name)
        state = None
    demo = addons.DEMO in state["addons"] if state else not options.no_demo
    if options.no_demo and demo:
        raise SetupError(
            f"The database {name} holds the demo co-op.",
            "Choose another name with --database, or make it anew with --reset.",
        )
    recipe = make_recipe(layout, builder.home, demo)
    if state:
        builder.bring_up_to_date(name, recipe)
    else:
        builder.build(name, recipe)
    return addons.DEMO in recipe.addons


def make_recipe(layout, home, demo):
    """Return what setup/run's database is made of."""
    found = addons.read(layout.addons)
    names = addons.to_run(found, demo)
    base = addons.needed_from_odoo(found, names)
    return Recipe(
        home.fingerprint(), tuple(base), {name: found[name].fingerprint() for name in names}
    )


def serve(options, builder, has_demo):
    """Start Odoo, say where it is, and wait."""
    console, log = builder.console, builder.layout.data / "log" / "odoo.log"
    address = f"http://{_host(options.interface)}:{options.port}"
    builder.server.set_parameter(options.database, "web.base.url", address)
    config = builder.write_configuration(
        "run", options.database, http_port=options.port, http_interface=options.interface
    )
    with open(log, "ab") as out:
        argv = [builder.layout.python, "-m", "odoo", "-c", config]
        odoo = start(argv, env=clean_environment(), cwd=builder.layout.data, stdout=out, stderr=out)
    try:
        with console.step("Starting Odoo"):
            _wait_ready(odoo, options, log)
        console.say(welcome(address, has_demo))
        odoo.wait()
        raise SetupError("Odoo stopped by itself.", f"The reason is at the end of {log}.")
    finally:
        console.log("stopping Odoo")
        stop(odoo, patience=20)


def welcome(address, has_demo):
    """Return what is printed once the co-op is open."""
    who = logins.table() if has_demo else "  administrator  admin   password: admin (change it)"
    return f"\nThe co-op is open at {address}\n\n{who}\n\nCtrl-C closes it.\n"


def _wait_ready(odoo, options, log):
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if odoo.poll() is not None:
            raise SetupError("Odoo did not start.", f"The reason is at the end of {log}.")
        if _answers(_host(options.interface), options.port):
            return
        time.sleep(0.3)
    raise SetupError(f"Odoo did not answer within {READY_SECONDS} s.", f"See the end of {log}.")


def _answers(host, port):
    """Ask for the login page: the first visitor then need not wait for its bundles."""
    connection = http.client.HTTPConnection(host, port, timeout=READY_SECONDS)
    try:
        connection.request("GET", "/web/login")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _host(interface):
    return "localhost" if interface in ("0.0.0.0", "::", "127.0.0.1", "") else interface
