"""Programs that the setup starts end with it, and nothing else does."""

import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import PROJECT
from coop_setup.errors import CommandFailed, Stopped
from coop_setup.process import clean_environment, run, start, stop, stoppable

STARTER = """
import sys
sys.path.insert(0, sys.argv[1])
from coop_setup.process import start
child = start(["sleep", "60"])
print(child.pid, flush=True)
child.wait()
"""


def is_alive(pid):
    """Say whether a process runs (a zombie does not)."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().split(") ")[1][0] != "Z"
    except OSError:
        return False


def wait_gone(pid, seconds=10):
    """Wait until a process ended; say whether it did."""
    deadline = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_alive(pid)


def test_what_a_program_says_is_kept_and_logged(console):
    assert run(["echo", "hello"], console) == "hello\n"
    assert "hello" in console.log_path.read_text()


def test_a_failure_carries_what_was_said(console):
    with pytest.raises(CommandFailed) as failed:
        run(["sh", "-c", "echo no; exit 3"], console)
    assert (failed.value.code, failed.value.output) == (3, "no\n")


def test_a_program_ends_when_the_setup_is_killed():
    parent = subprocess.Popen(
        [sys.executable, "-c", STARTER, PROJECT / "setup"], stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert wait_gone(child)


def test_stopping_ends_what_the_program_started_too():
    process = start(["sh", "-c", "sleep 60 & echo $!; wait"], stdout=subprocess.PIPE, text=True)
    grandchild = int(process.stdout.readline())
    stop(process)
    assert wait_gone(grandchild)


def test_a_stubborn_program_is_ended_all_the_same():
    process = start(["sh", "-c", "trap '' INT TERM; echo; while :; do sleep 1; done"], stdout=-1)
    process.stdout.readline()
    stop(process, patience=0.2)
    assert process.poll() is not None


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_becomes_stopped_and_a_second_one_does_not_disturb(sign):
    with pytest.raises(Stopped, match=sign.name), stoppable():
        try:
            os.kill(os.getpid(), sign)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), sign)


def test_what_was_ignored_stays_ignored():
    former = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, former)


def test_variables_that_lead_programs_astray_are_dropped(monkeypatch):
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PGOPTIONS", "-c x=y")
    found = clean_environment({"PGHOST": "here"}, drop_prefix=("PG",))
    assert "PIP_USER" not in found
    assert "PGOPTIONS" not in found
    assert found["PGHOST"] == "here"
