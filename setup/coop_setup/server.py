"""A PostgreSQL server as Odoo sees it: the embedded one, or one that was given."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from .errors import CommandFailed, SetupError
from .process import clean_environment, run

OLDEST = 130000  # Odoo 19 needs PostgreSQL 13
ROLE = "odoo"
STATE_KEY = "coop_setup.state"
OCCUPIED = "55006"  # the code of "object in use", whatever language the server speaks
ATTEMPTS = 6


@dataclass(frozen=True)
class Server:
    """How to reach a server, and the programs to do it with."""

    host: str
    port: str
    user: str
    password: str
    programs: Path
    console: object
    embedded: bool = False

    def environment(self):
        """Return the variables by which PostgreSQL's programs find the server."""
        found = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGCONNECT_TIMEOUT": "10",
        }
        if self.password:
            found["PGPASSWORD"] = self.password
        return clean_environment(found, drop_prefix=("PG",))

    def sql(self, statement, database="postgres"):
        """Run a statement and return its rows as lists of text."""
        argv = [
            self.programs / "psql",
            "-X",
            "-q",
            "-At",
            "-F",
            "\t",
            "-v",
            "ON_ERROR_STOP=1",
            "-v",
            "VERBOSITY=verbose",
            "-d",
            database,
        ]
        output = run(argv, self.console, env=self.environment(), stdin=statement, cwd="/")
        return [line.split("\t") for line in output.splitlines() if line]

    def exists(self, database):
        """Say whether there is such a database."""
        return bool(self.sql(f"SELECT 1 FROM pg_database WHERE datname = {quoted(database)}"))

    def create(self, database):
        """Make an empty database, as Odoo makes them."""
        name = identifier(database)
        self.sql(f"CREATE DATABASE {name} ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0")

    def drop(self, database):
        """Delete a database, ending whoever is connected to it."""
        self._alone(database, f"DROP DATABASE IF EXISTS {identifier(database)}")

    def copy(self, source, target):
        """Make a database that is the same as another one, which nobody may be using."""
        self._alone(source, f"CREATE DATABASE {identifier(target)} TEMPLATE {identifier(source)}")

    def rename(self, database, target):
        """Give a database another name."""
        self._alone(
            database, f"ALTER DATABASE {identifier(database)} RENAME TO {identifier(target)}"
        )

    def read_state(self, database):
        """Return what write_state recorded there; None for a database that is not ours."""
        try:
            rows = self.sql(
                f"SELECT value FROM ir_config_parameter WHERE key = {quoted(STATE_KEY)}", database
            )
        except CommandFailed:
            return None
        return json.loads(rows[0][0]) if rows else None

    def write_state(self, database, state):
        """Record in the database itself what it was made from, so that a copy knows it too."""
        self.set_parameter(database, STATE_KEY, json.dumps(state, sort_keys=True))

    def set_parameter(self, database, key, value):
        """Set one of Odoo's system parameters."""
        self.sql(
            f"INSERT INTO ir_config_parameter (key, value) VALUES ({quoted(key)}, {quoted(value)}) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            database,
        )

    def _alone(self, database, statement):
        """Run a statement that wants nobody else in a database, ending who is there.

        PostgreSQL's own cleaning may be at work in it. A role that is no superuser may not end
        that, and need not: the statement itself asks it to leave, and waits five seconds for it.
        """
        for attempt in range(1, ATTEMPTS + 1):
            self._disconnect(database)
            try:
                return self.sql(statement)
            except CommandFailed as failure:
                if attempt == ATTEMPTS or OCCUPIED not in failure.output:
                    raise

    def _disconnect(self, database):
        self.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            f"AND datname = {quoted(database)} AND backend_type = 'client backend'"
        )


def embedded(cluster, console):
    """Return the embedded server, once it runs, with the role that Odoo uses."""
    admin = Server(
        str(cluster.socket_folder), "5432", "postgres", "", cluster.programs, console, True
    )
    if not admin.sql(f"SELECT 1 FROM pg_roles WHERE rolname = {quoted(ROLE)}"):
        admin.sql(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
    return Server(admin.host, admin.port, ROLE, "", cluster.programs, console, True)


def given(options, programs, console, environ=os.environ):
    """Return the server that the options or the usual PG variables name, or None.

    :raises SetupError: it does not answer, is too old, or the role may not make databases
    """
    host = options.db_host or environ.get("PGHOST")
    if not host:
        return None
    server = Server(
        host,
        str(options.db_port or environ.get("PGPORT") or 5432),
        options.db_user or environ.get("PGUSER") or ROLE,
        options.db_password or environ.get("PGPASSWORD") or "",
        programs,
        console,
    )
    _check(server)
    return server


def _check(server):
    name = f"PostgreSQL at {server.host}:{server.port}"
    if server.user == "postgres":
        raise SetupError(
            "Odoo refuses to connect as the role postgres.",
            "Make a role for it (CREATE ROLE odoo LOGIN CREATEDB PASSWORD '…'), for --db-user.",
        )
    try:
        rows = server.sql(
            "SELECT current_setting('server_version_num'), rolcreatedb OR rolsuper "
            "FROM pg_roles WHERE rolname = current_user"
        )
    except CommandFailed as failure:
        raise SetupError(
            f"{name} did not accept a connection as {server.user} ({_reason(failure.output)}).",
            "Check --db-host, --db-port, --db-user and --db-password (or PGHOST, PGPORT, PGUSER, "
            "PGPASSWORD), or leave them all out to use the server that comes with the setup.",
        ) from failure
    (version, may_create) = rows[0]
    if int(version) < OLDEST:
        raise SetupError(f"{name} is older than 13, which Odoo 19 needs.", "Give another server.")
    if may_create != "t":
        raise SetupError(
            f"The role {server.user} may not make databases on {name}.",
            f"Let it: ALTER ROLE {server.user} CREATEDB.",
        )


def _reason(output):
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[0].split("failed: ")[-1] if lines else "no reason given"


def quoted(text):
    """Return a text as SQL writes it.

    >>> quoted("l'heure")
    "'l''heure'"
    """
    return "'" + text.replace("'", "''") + "'"


def identifier(name):
    """Return a name as SQL writes it.

    >>> identifier("coop")
    '"coop"'
    """
    return '"' + name.replace('"', '""') + '"'
