"""The virtual environment: Odoo's libraries, PostgreSQL and Node, all of requirements.txt."""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys

from .apt import Apt
from .errors import CommandFailed, SetupError, explain
from .process import clean_environment, run

PIP_PACKAGE = "python3-pip-whl"


def ensure(layout, stamps, console, environ):
    """Make the environment, or bring it to what requirements.txt says if it is not so already."""
    requirements = layout.project / "requirements.txt"
    key = {
        "requirements": hashlib.sha256(requirements.read_bytes()).hexdigest(),
        "python": sys.version,
    }
    stamp = layout.venv.name
    if stamps.is_done(stamp, key) and starts(layout.python):
        return
    stamps.clear(stamp)
    if not starts(layout.python):
        with console.step("Making the virtual environment") as step:
            _create(layout, console, environ, step)
    with console.step("Installing the Python libraries") as step:
        _install(layout, requirements, console, step)
    stamps.set(stamp, key)


def starts(python):
    """Say whether that interpreter works, with pip: a system upgrade may have broken it."""
    try:
        probe = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
        return probe.returncode == 0
    except OSError:
        return False


def comes_with_pip():
    """Say whether this Python can put pip into an environment without fetching it."""
    return importlib.util.find_spec("ensurepip") is not None


def link(layout, home):
    """Put Odoo on the environment's path."""
    # Not sysconfig's word: Debian's Python answers with a folder of its own.
    pth = layout.venv / "lib" / layout.venv.name.replace("venv-", "python") / "site-packages"
    pth /= "coop-odoo.pth"
    text = f"{home.python_path}\n"
    if not pth.exists() or pth.read_text() != text:
        pth.write_text(text)


def _create(layout, console, environ, step):
    shutil.rmtree(layout.venv, ignore_errors=True)
    with_pip = comes_with_pip()
    options = [] if with_pip else ["--without-pip"]
    try:
        run([sys.executable, "-m", "venv", *options, layout.venv], console, env=clean_environment())
    except CommandFailed as failure:
        raise explain(
            "the making of the virtual environment", failure.output, layout.log
        ) from failure
    if not with_pip:
        _bootstrap_pip(layout, console, environ, step)


def _bootstrap_pip(layout, console, environ, step):
    """Install pip from Debian's wheel of it, where Python comes without ensurepip."""
    apt = Apt(layout.data / "apt", console, environ)
    holder = layout.data / "pip"
    try:
        files = apt.fetch((PIP_PACKAGE,), step)
    except SetupError as error:
        raise SetupError(
            f"This Python comes without pip and it could not be fetched ({error}).",
            "Install your system's package for virtual environments (on Debian: python3-venv) "
            "and start again.",
        ) from error
    apt.unpack(files, holder, step)
    wheel = next(holder.glob("usr/share/python-wheels/pip-*.whl"))
    argv = [layout.python, wheel / "pip", "install", "--no-index", wheel]
    run(argv, console, env=clean_environment())


def _install(layout, requirements, console, step):
    total = len(re.findall(r"^\S+==", requirements.read_text(), re.M))
    progress = PipProgress(step, total)
    argv = [layout.python, "-m", "pip", "install", "--requirement", requirements]
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    try:
        run([*argv, *options], console, env=clean_environment(), on_line=progress)
    except CommandFailed as failure:
        raise explain(
            "the installation of the Python libraries", failure.output, layout.log
        ) from failure


class PipProgress:
    """Counts the libraries as pip names them."""

    def __init__(self, step, total):
        self.step = step
        self.total = total
        self.names = set()

    def __call__(self, line):
        if match := re.match(r"\s*(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
            self.names.add(match[1].lower())
            self.step.progress(f"{len(self.names)} of {self.total}, {match[1]}")
        elif match := re.match(r"\s*Downloading (\S+).* \((.*)\)", line):
            self.step.progress(f"{len(self.names)} of {self.total}, {match[1][:40]} ({match[2]})")
        elif line.startswith("Installing collected packages"):
            self.step.progress("writing them")
