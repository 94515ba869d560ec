"""The embedded PostgreSQL: a real server, in a folder of the project, reached by a socket only."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from .errors import CommandFailed, SetupError, explain
from .process import as_user, clean_environment, run, start, stop

MAJOR = "18"
SYSTEM_USER = "coop-postgres"
LONGEST_SOCKET_FOLDER = 80  # of the 107 bytes that the kernel allows for the whole path
SAFE = ("max_connections=120",)
# For tests: a database that need not survive a power cut is several times faster.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=256MB",
    "max_connections=200",
    "max_wal_size=2GB",
)
START_SECONDS = 120


class Cluster:
    """One PostgreSQL server of our own.

    :param folder: holds the data; made when it is missing
    :param programs: the folder of initdb and postgres
    :param user: the system user (pwd entry) that runs it, None for the present one
    """

    def __init__(self, folder, programs, console, user=None, settings=SAFE):
        self.folder = folder
        self.programs = programs
        self.console = console
        self.user = user
        self.settings = settings
        self.socket_folder = None
        self.process = None

    @property
    def data(self):
        """PostgreSQL's data directory."""
        return self.folder / "data"

    @property
    def log(self):
        """What the server says."""
        return self.folder / "server.log"

    def prepare(self):
        """Make the data when there are none."""
        self._own(self.folder)
        if not self.data.exists():
            self._initialise()
        self._check_version()

    def start(self):
        """Start the server and wait until it answers."""
        self.prepare()
        self._clear_leftovers()
        self._forget_socket_folder()
        self.socket_folder = self._make_socket_folder()
        self._socket_note.write_text(str(self.socket_folder))
        self.process = self._launch()
        self._wait()

    def stop(self):
        """Stop the server, as PostgreSQL's "fast" shutdown does, and leave nothing behind."""
        if self.process:
            stop(self.process, first=signal.SIGINT, patience=60)
            self.process = None
        self._forget_socket_folder()
        self.socket_folder = None

    @property
    def _socket_note(self):
        """Says where the socket's folder is, so that a killed setup leaves none for ever."""
        return self.folder / "socket-folder"

    def _forget_socket_folder(self):
        if self._socket_note.exists():
            shutil.rmtree(self._socket_note.read_text(), ignore_errors=True)
            self._socket_note.unlink()

    def _own(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def _initialise(self):
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        argv = [
            self.programs / "initdb",
            "-D",
            fresh,
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
        ]
        argv += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        argv += ["--no-instructions"] + (["--no-sync"] if "fsync=off" in self.settings else [])
        with self.console.step("Making PostgreSQL's data folder"):
            try:
                run(argv, self.console, env=self._environment(), user=self.user, cwd=self.folder)
            except CommandFailed as failure:
                doing = "the making of PostgreSQL's data folder"
                raise explain(doing, failure.output, self.console.log_path) from failure
            fresh.rename(self.data)

    def _check_version(self):
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != MAJOR:
            raise SetupError(
                f"The databases in {self.data} were made by PostgreSQL {version} "
                f"and this is PostgreSQL {MAJOR}.",
                "Delete that folder to make them anew, or use another one with --data-dir.",
            )

    def _clear_leftovers(self):
        """End a server that a killed setup left behind; remove the mark of one that died alone.

        The caller holds the lock of this data, so a server that still runs here belongs to nobody.
        After a power cut the process id in the mark may be someone else's: who works in the data
        directory is what counts.
        """
        orphans = processes_in(self.data)
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if not orphans:
                break
            self.console.log(f"PostgreSQL left behind: {orphans}, sending {sign.name}")
            for pid in heads(orphans):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, sign)
            orphans = _wait_gone(self.data, 20)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _make_socket_folder(self):
        for parent in (tempfile.gettempdir(), "/tmp", "/dev/shm", "/run"):
            if len(parent) < LONGEST_SOCKET_FOLDER and os.access(parent, os.W_OK):
                folder = Path(tempfile.mkdtemp(prefix="coop-pg-", dir=parent))
                self._own(folder)
                if reaches(self.user, folder):
                    return folder
                folder.rmdir()
        raise SetupError(
            "No folder was found for PostgreSQL's socket: /tmp may not be written.",
            "Make /tmp writable for everybody (chmod 1777 /tmp), or give a server with --db-host.",
        )

    def _launch(self):
        settings = [
            *self.settings,
            "listen_addresses=",
            f"unix_socket_directories={self.socket_folder}",
        ]
        argv = [self.programs / "postgres", "-D", self.data]
        for setting in settings:
            argv += ["-c", setting]
        with open(self.log, "ab") as log:
            self._log_start = log.tell()
            return start(
                argv,
                die_with=signal.SIGINT,
                env=self._environment(),
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                **as_user(self.user),
            )

    def _wait(self):
        """Wait until the server's own mark says that it is ready."""
        for _ in range(START_SECONDS * 10):
            if self.process.poll() is not None:
                raise self._explained()
            if _is_ready(self.data / "postmaster.pid", self.process.pid):
                return
            time.sleep(0.1)
        raise SetupError(f"PostgreSQL was not ready in {START_SECONDS} s.", f"See {self.log}.")

    def _explained(self):
        with open(self.log, "rb") as log:
            log.seek(self._log_start)
            output = log.read().decode(errors="replace")
        return explain("the start of PostgreSQL", output, self.log)

    def _environment(self):
        return clean_environment({"LC_ALL": "C"}, drop_prefix=("PG",))


def _is_ready(mark, pid):
    try:
        lines = mark.read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def processes_in(folder):
    """Return the ids of the processes that work in that folder, as all of PostgreSQL's do."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(entry / "cwd") == str(folder.resolve()):
                found.append(int(entry.name))
    return found


def heads(pids):
    """Return those processes whose parent is not among them: the server, not its workers."""
    return [pid for pid in pids if _parent(pid) not in pids]


def _parent(pid):
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return None


def _wait_gone(folder, seconds):
    for _ in range(seconds * 10):
        if not (left := processes_in(folder)):
            return []
        time.sleep(0.1)
    return left


def reaches(user, path):
    """Say whether that system user (None: the present one) can enter that folder."""
    if user is None:
        return os.access(path, os.X_OK)
    test = subprocess.run(["test", "-x", path], **as_user(user), cwd="/", check=False)
    return test.returncode == 0


def server_user(console, euid=None):
    """Return whom PostgreSQL runs as: for root a system user made for it, else None."""
    if (os.geteuid() if euid is None else euid) != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        console.say(
            f"  PostgreSQL refuses to run as root: making the system user {SYSTEM_USER} for it."
        )
    argv = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        run([*argv, "--shell", "/usr/sbin/nologin", SYSTEM_USER], console)
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, CommandFailed, KeyError) as error:
        raise SetupError(
            "PostgreSQL refuses to run as root, and no system user could be made for it.",
            "Start as an ordinary user, or give an existing server with --db-host.",
        ) from error
