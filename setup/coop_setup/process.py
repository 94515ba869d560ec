"""Programs started by the setup: their output is kept, and they never outlive it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading

from .errors import CommandFailed, Stopped

PR_SET_PDEATHSIG = 1
FOREIGN_VARIABLES = (
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PYTHONPATH",
    "PYTHONHOME",
    "ODOO_RC",
    "OPENERP_SERVER",
)


def clean_environment(extra=None, drop_prefix=()):
    """Return this process's environment without what would lead the programs astray."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN_VARIABLES and not name.startswith(tuple(drop_prefix))
    }
    kept.update(extra or {})
    return kept


def start(argv, die_with=signal.SIGTERM, **options):
    """Start a program in a session of its own, which is told to end if this process is killed.

    Its own session keeps a Ctrl-C of the terminal from reaching it: the setup stops its programs
    itself, in the right order.
    """
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen(
        [str(word) for word in argv],
        start_new_session=True,
        preexec_fn=_end_with_parent(die_with),  # noqa: PLW1509
        **options,
    )


def run(argv, console, env=None, cwd=None, on_line=None, user=None, stdin=None):
    """Run a program to its end and return what it printed; each line goes to the log.

    :param on_line: called with each line, to show the progress
    :raises CommandFailed: when the program ends with an error
    """
    console.log("$ " + " ".join(str(word) for word in argv))
    process = start(
        argv,
        env=env,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
        text=True,
        errors="replace",
        **as_user(user),
    )
    try:
        output = _collect(process, console, on_line, stdin)
    except BaseException:
        stop(process)
        raise
    if process.returncode:
        raise CommandFailed([str(word) for word in argv], process.returncode, output)
    return output


def _collect(process, console, on_line, stdin):
    if stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(stdin)
            process.stdin.close()
    lines = []
    for line in process.stdout:
        lines.append(line)
        console.log(line)
        if on_line:
            on_line(line.rstrip("\n"))
    process.wait()
    return "".join(lines)


class Beside:
    """Work done beside the caller's; given up, with its programs, when this process ends."""

    def __init__(self, work, *args):
        self.answer = self.error = None
        self.thread = threading.Thread(target=self._do, args=(work, args), daemon=True)
        self.thread.start()

    def _do(self, work, args):
        try:
            self.answer = work(*args)
        except BaseException as error:
            self.error = error

    def result(self):
        """Wait, and return what the work returned or raise what it raised."""
        self.thread.join()
        if self.error:
            raise self.error
        return self.answer


def as_user(user):
    """Return the Popen options that run a program as that system user (None: as this one)."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def stop(process, first=signal.SIGTERM, patience=10):
    """End a program and what it started: politely, then not."""
    for sign, seconds in ((first, patience), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        try:
            process.wait(seconds)
            break
        except subprocess.TimeoutExpired:
            continue
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _end_with_parent(sign):
    """Return what makes the kernel send `sign` to the new program when this process dies."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, sign)


@contextlib.contextmanager
def stoppable():
    """Turn Ctrl-C, a closed terminal and a polite kill into Stopped; be deaf while stopping."""
    former = {
        sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    # What is ignored already (nohup, a job in the background) stays ignored.
    signals = [sign for sign, handler in former.items() if handler != signal.SIG_IGN]

    def on_signal(number, _frame):
        for sign in signals:
            signal.signal(sign, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    for sign in signals:
        signal.signal(sign, on_signal)
    try:
        yield
    finally:
        for sign in signals:
            signal.signal(sign, former[sign])
