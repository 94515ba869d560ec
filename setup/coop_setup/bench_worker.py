"""Runs benchmarks inside Odoo's environment, on a database that is thrown away.

A benchmark is a file tests/bench/bench_NAME.py with a docstring that says what is measured and a
function `run(ctx)` that yields rows: made by `ctx.measure`, or tuples (work, seconds, statements,
count)::

    def run(ctx):
        ids = population.make_members(ctx.env, ctx.members)
        yield ctx.measure("verdict of one", lambda: ctx.env["coop.verdict"].for_person(1))
"""

import argparse
import contextlib
import importlib.util
import json
import logging
import os
import platform
import statistics
import sys
import threading
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One measured piece of work.

    :param seconds: the median of the repetitions
    :param statements: SQL statements of one repetition
    :param count: how many records the work was about, where that says something
    :param cpu: seconds of a processor that Python used; on a busy machine they say more
    :param server_cpu: the same of PostgreSQL, when it runs on this machine
    """

    work: str
    seconds: float
    statements: int
    count: int | None = None
    cpu: float | None = None
    server_cpu: float | None = None


class Counter:
    """How many SQL statements were sent since it was made."""

    def __init__(self, thread):
        self._thread = thread
        self._start = thread.query_count

    @property
    def statements(self):
        """Return the number so far."""
        return self._thread.query_count - self._start


@contextlib.contextmanager
def counting():
    """Yield a Counter of this thread's SQL statements."""
    thread = threading.current_thread()
    thread.query_count = getattr(thread, "query_count", 0)
    yield Counter(thread)


class ServerClock:
    """The processor time that PostgreSQL spends on one connection, to hundredths of a second.

    Known where the server's process can be seen: on Linux, on the same machine.
    """

    def __init__(self, cr):
        cr.execute("SELECT pg_backend_pid()")
        self._file = Path(f"/proc/{cr.fetchone()[0]}/stat")
        self.known = False
        with contextlib.suppress(OSError):
            self.known = "(postgres)" in self._file.read_text(encoding="utf-8")

    def read(self):
        """Return seconds so far; 0 where they are not known."""
        if not self.known:
            return 0
        fields = self._file.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Context:
    """What a benchmark is given.

    :param env: Odoo's environment, as the superuser
    :param members: how many members the co-op is to have
    :param sales: how often each till is to sell, or None for the benchmark's own choice
    """

    def __init__(self, env, members, sales=None):
        self.env = env
        self.members = members
        self.sales = sales
        self.started = time.monotonic()

    def say(self, text):
        """Tell whoever waits how far the benchmark is, beside the table."""
        print(f"{time.monotonic() - self.started:6.0f} s  {text}", file=sys.stderr, flush=True)

    def measure(self, work, action, repeat=3, prepare=None):
        """Time an action with cold record caches and return a Row.

        :param repeat: how many times it is done; the row has the median
        :param prepare: called before each repetition, not measured
        """
        server = ServerClock(self.env.cr)
        times, statements = [], 0
        for _ in range(repeat):
            if prepare:
                prepare()
            self.env.flush_all()
            self.env.invalidate_all()
            with counting() as counter:
                started = time.perf_counter(), time.process_time(), server.read()
                action()
                self.env.flush_all()
                ended = time.perf_counter(), time.process_time(), server.read()
            times.append([end - start for end, start in zip(ended, started, strict=True)])
            statements = counter.statements
        seconds, cpu, _server = map(statistics.median, zip(*times, strict=True))
        server_cpu = sum(row[2] for row in times) / repeat if server.known else None
        return Row(work, seconds, statements, None, cpu, server_cpu)


def load(folder, names):
    """Return {name: module} of the benchmarks, all or those named.

    One with COMMITS = True leaves rows behind for the others: it comes last.

    :raises SystemExit: a name that no benchmark has
    """
    files = {path.stem.removeprefix("bench_"): path for path in sorted(folder.glob("bench_*.py"))}
    unknown = sorted(set(names) - set(files))
    if unknown:
        sys.exit(f"No benchmark is called {unknown[0]}. There are: {', '.join(files)}.")
    sys.path.insert(0, str(folder))
    wanted = {name: _import(path) for name, path in files.items() if not names or name in names}
    return dict(sorted(wanted.items(), key=lambda item: getattr(item[1], "COMMITS", False)))


def _import(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(title, rows, machine):
    """Return a benchmark's rows as text.

    >>> rows = [Row("one card", 0.0123, 4, None, 0.01, 0.002), Row("all", 1.5, 9, 2000)]
    >>> print(table("Verdict", rows, "2 cores"))
    Verdict
    work          seconds  python  postgres     SQL    count
    one card       0.0123  0.0100    0.0020       4
    all            1.5000                         9     2000
    2 cores
    """
    width = max([len(row.work) for row in rows] + [8]) + 4
    lines = [
        title,
        f"{'work':<{width}}{'seconds':>9}{'python':>8}{'postgres':>10}{'SQL':>8}{'count':>9}",
    ]
    lines += [
        (
            f"{row.work:<{width}}{row.seconds:>9.4f}{_seconds(row.cpu):>8}"
            f"{_seconds(row.server_cpu):>10}{row.statements:>8}{_blank(row.count):>9}"
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, machine])


def _seconds(number):
    return "" if number is None else f"{number:.4f}"


def _blank(count):
    return "" if count is None else str(count)


def machine(env, members):
    """Return what the figures depend on, in one line."""
    env.cr.execute("SELECT current_setting('server_version'), current_setting('fsync')")
    version, fsync = env.cr.fetchone()
    return (
        f"{members} members; {_processor()}, {os.cpu_count()} cores, {_memory_gb():.0f} GB; "
        f"Python {platform.python_version()}, PostgreSQL {version} (fsync {fsync})"
    )


def _processor():
    with contextlib.suppress(OSError), open("/proc/cpuinfo", encoding="utf-8") as info:
        for line in info:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def _memory_gb():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def as_row(row):
    """Return a Row, of which a benchmark may give the bare values."""
    return row if isinstance(row, Row) else Row(*row)


def run_all(env, benchmarks, members, sales=None):
    """Run benchmarks one after the other, print their tables, and return them as data.

    One that fails says so and does not keep the others from running: its "rows" are None.
    """
    about, found = machine(env, members), []
    for name, module in benchmarks.items():
        started = time.perf_counter()
        title = f"{name}: {module.__doc__.strip().splitlines()[0]}"
        rows = _rows(module, Context(env, members, sales))
        env.cr.rollback()
        print(f"{title}\nfailed" if rows is None else table(title, rows, about))
        print(f"(in {time.perf_counter() - started:.0f} s altogether)\n", flush=True)
        as_data = None if rows is None else [asdict(row) for row in rows]
        found.append({"name": name, "machine": about, "rows": as_data})
    return found


def _rows(module, context):
    rows = []
    try:
        for row in map(as_row, module.run(context)):
            rows.append(row)
            context.say(f"{row.work}: {row.seconds:.4f} s {_blank(row.count)}".rstrip())
        return rows
    except Exception:
        traceback.print_exc()
        return None


def main(argv):
    """Run in the virtual environment: python -m coop_setup.bench_worker --config FILE …"""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--members", type=int)
    parser.add_argument("--sales", type=int)
    parser.add_argument("--json", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args(argv)
    benchmarks = load(options.folder, options.names)

    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(["-c", options.config])
    logging.getLogger().setLevel(logging.ERROR)
    with Registry(config["db_name"][0]).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        found = run_all(env, benchmarks, options.members, options.sales)
        cr.rollback()
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    return int(any(result["rows"] is None for result in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
