"""Runs the same tests of rules again and again, each time in a fork; for Odoo's environment.

python -m coop_setup.mutants_rules_server PYTEST'S ARGUMENTS [THEN OTHERS], in a folder with a copy
of the addons: the others are for a second run, when the first found nothing.
Odoo and the libraries of the tests are imported once, the rules anew in each fork. For each line
that it reads (seconds), it prints pytest's exit code, or -1 when that took longer.
"""

import os
import signal
import sys
import time

LATE = -1
THEN = "--then"


def main(arguments):
    """Answer each line of the standard input."""
    import hypothesis.strategies
    import pytest

    import odoo.tests

    loaded = (hypothesis.strategies, odoo.tests)
    assert all(loaded)
    sys.dont_write_bytecode = True
    for line in sys.stdin:
        child = os.fork()
        if not child:
            quiet = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(quiet, stream)
            try:
                code = next(filter(None, map(int, map(pytest.main, rounds(arguments)))), 0)
            except BaseException:
                code = 1
            os._exit(code)
        print(code_of(child, float(line)), flush=True)


def rounds(arguments):
    """Return the arguments of each run.

    >>> rounds(["-x", "a.py", THEN, "b.py"])
    [['-x', 'a.py'], ['b.py']]
    """
    place = arguments.index(THEN) if THEN in arguments else len(arguments)
    found = [arguments[:place], arguments[place + 1 :]]
    return [one for one in found if one]


def code_of(child, seconds):
    """Return the exit code of a child; LATE when it had to be killed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return LATE


if __name__ == "__main__":
    main(sys.argv[1:])
