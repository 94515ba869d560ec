"""What the person at the terminal sees, and the log that keeps the rest."""

import contextlib
import threading
import time
from datetime import datetime

QUIET_SECONDS = 15  # between two lines of progress where lines cannot be rewritten


class Console:
    """Prints one line per step with its progress and its duration; writes details to a log."""

    def __init__(self, stream, log_path=None, clock=time.monotonic):
        self.stream = stream
        self.clock = clock
        self.rewrites = stream.isatty()
        self.log_path = log_path
        self._log = None

    def open_log(self, path):
        """Append what follows to that file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.log_path = path
        self._log = open(path, "a", encoding="utf-8", errors="replace")  # noqa: SIM115
        self.log(f"---- {datetime.now().isoformat(timespec='seconds')}")

    def log(self, line):
        """Write a line for whoever looks for the reason of a failure."""
        if self._log:
            self._log.write(line.rstrip("\n") + "\n")
            self._log.flush()

    def say(self, text=""):
        """Print a line, and log it."""
        self.stream.write(text + "\n")
        self.stream.flush()
        self.log(text)

    @contextlib.contextmanager
    def step(self, title):
        """Announce a long step, let it show its progress, and say how long it took."""
        step = Step(self, title)
        step.progress("")
        self.log(f"== {title}")
        yield step
        step.finish()


class Step:
    """One long piece of work, as it is shown."""

    def __init__(self, console, title):
        self.console = console
        self.title = title
        self.started = console.clock()
        self._shown_at = None

    def progress(self, text):
        """Show how far the work is; cheap enough to be called for every line of a program."""
        line = f"{self.title} … {text}".rstrip()
        if self.console.rewrites:
            self.console.stream.write("\r\x1b[K  " + line[:100])
        elif self._is_due():
            self.console.stream.write("  " + line + "\n")
        self.console.stream.flush()

    def finish(self):
        """Replace the progress by the duration."""
        start = "\r\x1b[K" if self.console.rewrites else ""
        seconds = self.console.clock() - self.started
        self.console.stream.write(f"{start}  {self.title}: done in {seconds:.0f} s\n")
        self.console.stream.flush()
        self.console.log(f"== {self.title}: {seconds:.1f} s")

    def _is_due(self):
        now = self.console.clock()
        due = self._shown_at is None or now - self._shown_at >= QUIET_SECONDS
        if due:
            self._shown_at = now
        return due


@contextlib.contextmanager
def watching(step, describe, every=0.5):
    """Show `describe()` as the step's progress while the block runs."""
    over = threading.Event()

    def watch():
        while not over.wait(every):
            step.progress(describe())

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
