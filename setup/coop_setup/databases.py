"""Databases with the addons installed: made in stages, so that an interruption costs little."""

import contextlib
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from . import pdf
from .errors import CommandFailed, SetupError, explain
from .layout import write_atomically
from .process import clean_environment, run

LANGUAGES = "en_US,fr_FR"  # the first one is the default


@dataclass(frozen=True)
class Recipe:
    """What a database is made of.

    :param odoo: Odoo's fingerprint
    :param base: addons of Odoo that are installed first
    :param addons: {name: fingerprint} of the project's addons
    """

    odoo: str
    base: tuple
    addons: dict = field(default_factory=dict)

    def base_state(self):
        """Return what the first stage is recorded with."""
        return {"odoo": self.odoo, "base": list(self.base), "languages": LANGUAGES}

    def state(self):
        """Return what the finished database is recorded with."""
        return {"odoo": self.odoo, "addons": self.addons}


class Builder:
    """Makes and updates databases on one server.

    :param files: Odoo's data folder, where the file stores are
    :param more_addons: further folders of addons
    """

    def __init__(self, layout, home, server, console, files, more_addons=()):
        self.layout = layout
        self.home = home
        self.server = server
        self.console = console
        self.files = files
        self.more_addons = more_addons

    def build(self, database, recipe):
        """Make a database by the recipe; it gets its name when it is complete."""
        base, fresh = f"{database}_base", f"{database}_new"
        if self.server.read_state(base) != recipe.base_state():
            self._build_base(base, fresh, recipe)
        self.clone(base, fresh)
        with self.console.step("Installing the co-op's addons") as step:
            self.odoo(fresh, ["-i", ",".join(recipe.addons)], step)
        self._check_installed(fresh, recipe.addons)
        self.server.write_state(fresh, recipe.state())
        self.rename(fresh, database)
        if not self.server.embedded:
            self.drop(base)

    def bring_up_to_date(self, database, recipe):
        """Update the addons that changed and install the new ones; nothing when nothing changed."""
        state = self.server.read_state(database)
        if state == recipe.state():
            return
        arguments = self.changes(state, recipe)
        if arguments:
            with self.console.step("Updating the database to the addons' new code") as step:
                self.odoo(database, arguments, step)
            self._check_installed(database, recipe.addons)
        self.server.write_state(database, recipe.state())

    @staticmethod
    def changes(state, recipe):
        """Return Odoo's arguments for going from a recorded state to a recipe.

        >>> recipe = Recipe("1", (), {"a": "new", "b": "same", "c": "added"})
        >>> Builder.changes({"odoo": "1", "addons": {"a": "old", "b": "same"}}, recipe)
        ['-i', 'c', '-u', 'a']
        >>> Builder.changes({"odoo": "0", "addons": {}}, recipe)
        ['-i', 'a,b,c', '-u', 'base']
        """
        had = state["addons"]
        added = [name for name in recipe.addons if name not in had]
        changed = [
            name for name, print_ in recipe.addons.items() if name in had and had[name] != print_
        ]
        if state["odoo"] != recipe.odoo:
            changed = ["base"]
        arguments = ["-i", ",".join(added)] if added else []
        return arguments + (["-u", ",".join(changed)] if changed else [])

    def _build_base(self, base, fresh, recipe):
        self.drop(base)
        self.drop(fresh)
        self.server.create(fresh)
        with self.console.step("Installing Odoo's own addons (two minutes or so)") as step:
            self.odoo(fresh, ["-i", ",".join(recipe.base), f"--load-language={LANGUAGES}"], step)
        self._check_installed(fresh, recipe.base)
        self.server.write_state(fresh, recipe.base_state())
        self.rename(fresh, base)

    def odoo(self, database, arguments, step):
        """Run Odoo on a database until it has done what the arguments say."""
        config = self.write_configuration(f"build-{database}", database)
        argv = [self.layout.python, "-m", "odoo", "-c", config, "-d", database, *arguments]
        argv += ["--no-http", "--stop-after-init", "--max-cron-threads=0"]
        try:
            output = run(
                argv,
                self.console,
                env=clean_environment(),
                cwd=self.layout.data,
                on_line=Loading(step),
            )
        except CommandFailed as failure:
            raise explain_odoo(failure.output, self.layout.log) from failure
        finally:
            config.unlink(missing_ok=True)
        if re.search(
            r" (ERROR|CRITICAL) \S+ odoo\.(modules|registry|tools\.convert|service)", output
        ):
            raise explain_odoo(output, self.layout.log)

    def write_configuration(self, name, database, **more):
        """Write a configuration file of Odoo for this server and return its path."""
        programs = pdf.bin_path(self.layout)
        values = {
            "db_host": self.server.host,
            "db_port": self.server.port,
            "db_user": self.server.user,
            **({"db_password": self.server.password} if self.server.password else {}),
            "db_name": database,
            "dbfilter": f"^{re.escape(database)}$",
            "list_db": "False",
            "data_dir": self.files,
            "addons_path": ",".join(str(path) for path in self.addons_paths()),
            "admin_passwd": os.urandom(16).hex(),
            "http_interface": "127.0.0.1",
            **({"bin_path": programs} if programs else {}),
            **more,
        }
        path = self.layout.data / "etc" / f"{name}.conf"
        lines = "".join(f"{key} = {value}\n" for key, value in values.items())
        write_atomically(path, "[options]\n" + lines, mode=0o600)
        return path

    def addons_paths(self):
        """Return the folders where Odoo finds addons: its own, the project's, and the tests'."""
        return (*self.home.addons_paths, self.layout.addons, *self.more_addons)

    def _check_installed(self, database, names):
        rows = self.server.sql(
            "SELECT name FROM ir_module_module WHERE state = 'installed'", database
        )
        missing = sorted(set(names) - {row[0] for row in rows})
        if missing:
            raise SetupError(
                f"Odoo did not install {', '.join(missing)}.",
                f"The reason is in {self.layout.log}.",
            )

    def clone(self, source, target):
        """Copy a database with its files: links, as Odoo never changes a file in place."""
        self.drop(target)
        origin = self._files_of(source)
        if origin.exists():
            shutil.copytree(origin, self._files_of(target), copy_function=_link)
        self.server.copy(source, target)

    def rename(self, database, target):
        """Give a database its final name: its files first, the database is the last word."""
        self.drop(target)
        if self._files_of(database).exists():
            self._files_of(database).rename(self._files_of(target))
        self.server.rename(database, target)

    def drop(self, database):
        """Delete a database and its files."""
        self.server.drop(database)
        shutil.rmtree(self._files_of(database), ignore_errors=True)

    def forget_bundles(self, database):
        """Delete the bundles that Odoo made from older JavaScript."""
        self.server.sql("DELETE FROM ir_attachment WHERE url LIKE '/web/assets/%'", database)

    def _files_of(self, database):
        return Path(self.files) / "filestore" / database


class Loading:
    """Shows which addon Odoo is at."""

    PATTERN = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")

    def __init__(self, step):
        self.step = step

    def __call__(self, line):
        if match := self.PATTERN.search(line):
            self.step.progress(f"{match[2]} of {match[3]}, {match[1]}")


def explain_odoo(output, log):
    """Turn what Odoo said into a SetupError that names the first error."""
    errors = re.findall(r" (?:ERROR|CRITICAL) \S+ \S+: (.*)", output)
    raised = re.findall(r"^((?:\w+\.)*\w*(?:Error|Exception|Warning)\b.*)", output, re.M)
    known = explain("the installation of the addons", output, log)
    if known.what.startswith("The disk is full") or not (errors or raised):
        return known
    words = (raised or errors)[-1][:200]
    return SetupError(
        f"Odoo could not install the addons: {words}.", f"The whole story is in {log}."
    )


def _link(source, target):
    with contextlib.suppress(OSError):
        os.link(source, target)
        return target
    return shutil.copy2(source, target)
