"""The browser of the tours and of the hoot tests."""

import os
import re
import shutil

from .errors import CommandFailed, SetupError
from .process import clean_environment, run

# The names under which Odoo's test class looks for it.
NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def ensure(console, environ=os.environ, euid=None):
    """Install Chromium when it is missing and this user may install; else say what to do."""
    if find(environ):
        return
    prefix = _root_prefix(environ, euid)
    if prefix is None or not shutil.which("apt-get", path=environ.get("PATH")):
        raise SetupError(
            "Chromium is missing, in which the tours and the JavaScript tests run, "
            "and this user may not install it.",
            "Have it installed (on Debian, as root: apt-get install chromium), or give paths of "
            "other tests, as in setup/test addons/coop_shift/tests/rules.",
        )
    with console.step("Installing Chromium") as step:
        _install(prefix, console, step)
    if not find(environ):
        raise SetupError(
            "The system's package of Chromium brought no program that Odoo's tests can start.",
            "Install Google Chrome, or a Chromium that is no snap, and start again.",
        )


def find(environ=os.environ):
    """Return the path of the browser, or None."""
    found = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    return next(filter(None, found), None)


def _root_prefix(environ, euid):
    """Return what to put before a command to run it as root, or None."""
    if (os.geteuid() if euid is None else euid) == 0:
        return []
    sudo = shutil.which("sudo", path=environ.get("PATH"))
    if sudo and os.system(f"{sudo} -n true >/dev/null 2>&1") == 0:
        return [sudo, "-n"]
    return None


def _install(prefix, console, step):
    env = clean_environment({"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"})
    names = ["chromium", "fonts-dejavu-core"]

    def show(line):
        if match := re.match(r"(Get:\d+|Unpacking|Setting up) (?:\S+ \S+ \S+ )?(\S+)", line):
            step.progress(f"{match[1].split(':')[0]} {match[2]}")

    try:
        run([*prefix, "apt-get", "-q", "update"], console, env=env)
        run([*prefix, "apt-get", "-qy", "install", *names], console, env=env, on_line=show)
    except CommandFailed as failure:
        raise SetupError(
            "Chromium, in which the tours and the JavaScript tests run, could not be installed.",
            "Install it (apt-get install chromium) and start again; "
            f"apt-get's words are in {console.log_path}.",
        ) from failure
