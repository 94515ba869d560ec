"""The commands: every failure they know ends in one sentence, never in a traceback."""

import os
import sys
import traceback

from . import (
    bench_command,
    mutants_command,
    options,
    run_command,
    soak_command,
    suite_command,
)
from .console import Console
from .errors import SetupError, Stopped, explain_os_error
from .process import stoppable

FAILED = 1
STOPPED = 130


def run(argv):
    """Do setup/run; return the exit code."""
    chosen = options.run_options(argv)
    return _guarded(chosen, lambda layout, console: run_command.run(chosen, layout, console))


def test(argv):
    """Do setup/test; return the exit code."""
    chosen, for_pytest = options.test_options(argv)
    return _guarded(
        chosen, lambda layout, console: suite_command.test(chosen, for_pytest, layout, console)
    )


def bench(argv):
    """Do setup/bench; return the exit code."""
    chosen = options.bench_options(argv)
    return _guarded(chosen, lambda layout, console: bench_command.bench(chosen, layout, console))


def mutants(argv):
    """Do setup/mutants; return the exit code."""
    chosen = options.mutants_options(argv)
    return _guarded(
        chosen, lambda layout, console: mutants_command.mutants(chosen, layout, console)
    )


def soak(argv):
    """Do setup/soak; return the exit code."""
    chosen = options.soak_options(argv)
    return _guarded(chosen, lambda layout, console: soak_command.soak(chosen, layout, console))


def _guarded(chosen, command):
    """Run a command and turn whatever happens into an exit code and a sentence."""
    os.umask(0o022)  # PostgreSQL's own user has to be able to read its programs
    sys.stdout.reconfigure(errors="replace")
    console = Console(sys.stdout)
    try:
        with stoppable():
            layout = options.layout_of(chosen)
            layout.prepare()
            _keep_bytecode(layout)
            console.open_log(layout.log)
            return command(layout, console) or 0
    except Stopped as stopped:
        console.say(f"\nStopped ({stopped}).")
        return STOPPED
    except SetupError as error:
        return _fail(console, error)
    except OSError as error:
        return _fail(console, explain_os_error(error, "the setup") or _surprise(console, error))
    except Exception as error:
        return _fail(console, _surprise(console, error))


def _keep_bytecode(layout):
    """Let every program read what an earlier one compiled, and leave nothing beside the sources."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(layout.data / "pycache")


def _surprise(console, error):
    console.log(traceback.format_exc())
    return SetupError(
        f"Something unforeseen happened ({type(error).__name__}: {error}).",
        f"The details are in {console.log_path}; please report them.",
    )


def _fail(console, error):
    if console.rewrites:
        console.stream.write("\r\x1b[K")
    console.log(traceback.format_exc())
    console.stream.flush()
    sys.stderr.write(f"\n{error}\n")
    return FAILED
