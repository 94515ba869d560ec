"""Where everything is kept: one folder, `.coop` in the project unless --data-dir says otherwise."""

import contextlib
import fcntl
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from .errors import SetupError

PROJECT = Path(__file__).resolve().parents[2]
NEEDED_BYTES = 3 * 10**9  # measured: Odoo, the environment and one database take about 2.3 GB


@dataclass(frozen=True)
class Layout:
    """The folders of one installation."""

    project: Path
    data: Path

    @property
    def addons(self):
        """The project's own addons."""
        return self.project / "addons"

    @property
    def tests(self):
        """The tests, among which are addons that only tests install."""
        return self.project / "tests"

    @property
    def log(self):
        """Everything that the programs said."""
        return self.data / "log" / "setup.log"

    @property
    def odoo_prefix(self):
        """Where Debian's packages are unpacked."""
        return self.data / "odoo-19"

    @property
    def pdf(self):
        """Where the program that prints PDF files is unpacked."""
        return self.data / "wkhtmltopdf"

    @property
    def venv(self):
        """The virtual environment of the Python that runs the setup."""
        return self.data / f"venv-{sys.version_info[0]}.{sys.version_info[1]}"

    @property
    def python(self):
        """The interpreter of the virtual environment."""
        return self.venv / "bin" / "python"

    @property
    def node(self):
        """The folder of node_modules."""
        return self.data / "node"

    def files(self, purpose):
        """Odoo's data folder (file store, sessions) for "run" or "test"."""
        return self.data / f"files-{purpose}"

    def prepare(self):
        """Make the folder, or say in a sentence why it cannot be."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            probe = self.data / f".probe-{os.getpid()}"
            probe.write_text("")
            probe.unlink()
        except OSError as error:
            raise SetupError(
                f"{self.data} may not be written ({error.strerror}).",
                "Give a folder of your own with --data-dir, or change the owner of that one.",
            ) from error

    def check_space(self, needed=NEEDED_BYTES):
        """Refuse to begin what the disk cannot hold."""
        free = shutil.disk_usage(self.data).free
        if free < needed:
            raise SetupError(
                f"{self.data} has {free / 1e9:.1f} GB left and needs about {needed / 1e9:.0f} GB.",
                "Free some space, or give a folder on another disk with --data-dir.",
            )


class Stamps:
    """Which steps are complete, each with the key of what it was made from."""

    def __init__(self, folder):
        self.folder = folder

    def is_done(self, step, key):
        """Say whether that step was completed with that key."""
        return self.read(step) == key

    def read(self, step):
        """Return the key of a completed step, or None."""
        try:
            return json.loads((self.folder / f"{step}.json").read_text())
        except (OSError, ValueError):
            return None

    def set(self, step, key):
        """Record a completed step."""
        write_atomically(self.folder / f"{step}.json", json.dumps(key, indent=1, sort_keys=True))

    def clear(self, step):
        """Forget a step, before doing it again."""
        (self.folder / f"{step}.json").unlink(missing_ok=True)


def write_atomically(path, text, mode=0o644):
    """Write a file that is either the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with open(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8"
    ) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, path)


@contextlib.contextmanager
def locked(path, busy):
    """Hold a lock while the block runs.

    :param busy: called with the holder's process id when someone else has it; it raises, or returns
        to wait
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            busy(lock.read().strip() or "?")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield
