"""Every failure that can be foreseen is one sentence, and another one about what to do."""

import errno

import pytest
from coop_setup import main, options
from coop_setup.errors import SetupError, explain, explain_os_error

SAID = [
    ("tar: write error: No space left on device", "The disk is full", "Free some space"),
    ("npm error code ENOSPC", "The disk is full", "Free some space"),
    ("E: Failed to fetch http://x  Temporary failure resolving 'x'", "network", "Check the conn"),
    ("npm error code EAI_AGAIN", "network", "start again"),
    ("NewConnectionError: Failed to establish a new connection", "network", "is kept"),
    ("E: Unable to connect to proxy:3128", "network", "proxy"),
    ("CERTIFICATE_VERIFY_FAILED", "certificate", "ca-certificates"),
    ("mkdir: cannot create directory: Permission denied", "not permitted", "details"),
    ("first\nERROR: No matching distribution found for x\nlast", "No matching dist", "the.log"),
]


@pytest.mark.parametrize(("output", "what", "do"), SAID)
def test_what_programs_say_becomes_a_sentence(output, what, do):
    error = explain("the download", output, "the.log")
    assert what in error.what
    assert do in error.do
    assert "\n" not in str(error)


def test_a_program_that_says_nothing_still_gets_a_sentence():
    assert "it said nothing" in str(explain("the download", "", "the.log"))


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "--data-dir")]
)
def test_errors_of_the_system_become_a_sentence(number, words):
    assert words in str(explain_os_error(OSError(number, "x", "/a"), "the setup"))


def test_a_surprise_of_the_system_is_no_sentence():
    assert explain_os_error(OSError(errno.EBADF, "x"), "the setup") is None


def test_a_known_failure_shows_no_traceback(tmp_path, capsys):
    def fail(layout, console):
        raise SetupError("The till is closed.", "Open it.")

    assert main._guarded(chosen(tmp_path), fail) == 1
    assert capsys.readouterr().err == "\nThe till is closed. Open it.\n"


def test_a_surprise_shows_no_traceback_but_the_log_has_it(tmp_path, capsys):
    def fail(layout, console):
        raise ZeroDivisionError("by zero")

    assert main._guarded(chosen(tmp_path), fail) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError: by zero" in said
    assert "Traceback" not in said
    assert "Traceback" in (tmp_path / "data/log/setup.log").read_text()


def test_a_folder_that_may_not_be_written_is_a_sentence(tmp_path, capsys):
    (tmp_path / "data").write_text("a file is in the way")
    assert main._guarded(chosen(tmp_path), lambda layout, console: 0) == 1
    assert "--data-dir" in capsys.readouterr().err


def chosen(tmp_path):
    """The options of setup/run with a folder of the test's own."""
    return options.run_options(["--data-dir", str(tmp_path / "data")])
