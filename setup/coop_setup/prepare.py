"""What the three commands have in common: Odoo, the environment and a PostgreSQL that runs."""

import contextlib
import os
import socket

from . import node, odoo_home, pdf, postgres, postgres_place, server, venv
from .errors import SetupError
from .layout import Stamps, locked
from .process import Beside


def everything(layout, console, linters, environ=os.environ):
    """Fetch and install what is missing; return the OdooHome.

    :param linters: also the JavaScript linters
    """
    stamps = Stamps(layout.data / "stamps")

    def wait(holder):
        console.say(f"Another setup (process {holder}) is installing here: waiting for it.")

    with locked(layout.data / "locks" / "install", wait):
        # One waits for the network most of the time, the other for a processor.
        fetching = Beside(_odoo, layout, console, environ)
        if not venv.comes_with_pip():
            fetching.result()  # pip would be fetched into the same folder
        venv.ensure(layout, stamps, console, environ)
        home = fetching.result()
        venv.link(layout, home)
        if linters or home.fetched:
            node.ensure(layout, stamps, console, linters)
        odoo_home.complete(home, layout.node)
    return home


def _odoo(layout, console, environ):
    """Return the OdooHome, with the program that prints its reports."""
    asked = environ.get("ODOO_HOME")
    home = odoo_home.given(asked) if asked else odoo_home.fetched(layout, console, environ)
    pdf.ensure(layout, home, console, environ)
    return home


@contextlib.contextmanager
def only_one(layout, purpose):
    """Refuse a second setup/run (or setup/test) in the same folder while one is running."""

    def refuse(holder):
        raise SetupError(
            f"setup/{purpose} is running in {layout.data} already (process {holder}).",
            "Stop that one, or use another folder with --data-dir.",
        )

    with locked(layout.data / "locks" / purpose, refuse):
        yield


@contextlib.contextmanager
def database_server(layout, options, purpose, console, fast=False):
    """Yield the server that was given, or start the embedded one and stop it at the end."""
    existing = server.given(options, postgres_place.wheel(layout) / "bin", console)
    if existing:
        yield existing
        return
    cluster = _cluster(layout, purpose, console, postgres.FAST if fast else postgres.SAFE)
    try:
        cluster.prepare()
        with console.step("Starting PostgreSQL"):
            cluster.start()
        yield server.embedded(cluster, console)
    finally:
        cluster.stop()


def _cluster(layout, purpose, console, settings):
    user = postgres.server_user(console)
    postgres_place.forget_vanished()
    folder = postgres_place.folder(layout, user, purpose)
    programs = postgres_place.programs(layout, user)
    return postgres.Cluster(folder, programs, console, user, settings)


def check_port(interface, port):
    """Refuse a port that someone else has, before anything long begins."""
    if not 0 < port < 65536:
        raise SetupError(f"{port} is no port.", "Give one between 1024 and 65535 with --port.")
    family = socket.AF_INET6 if ":" in interface else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except OSError as error:
            raise SetupError(
                f"Port {port} of {interface} cannot be used ({error.strerror}).",
                f"Another program may have it: choose another, as in setup/run --port {port + 1}.",
            ) from error


def check_answers(options, environ=os.environ):
    """Refuse a database server that is not there, before anything long begins."""
    host = options.db_host or environ.get("PGHOST")
    if not host or host.startswith("/"):
        return
    port = int(options.db_port or environ.get("PGPORT") or 5432)
    try:
        socket.create_connection((host, port), timeout=10).close()
    except OSError as error:
        raise SetupError(
            f"PostgreSQL at {host}:{port} does not answer ({error.strerror or error}).",
            "Check --db-host and --db-port (or PGHOST and PGPORT), or leave them out to use the "
            "server that comes with the setup.",
        ) from error
