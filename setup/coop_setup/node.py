"""Node's packages: one library of Odoo's web client, and the JavaScript linters for the tests."""

import hashlib
import os
import shutil

from .errors import CommandFailed, explain
from .process import clean_environment, run

FILES = ("package.json", "package-lock.json", ".npmrc")


def ensure(layout, stamps, console, linters):
    """Install what package-lock.json pins.

    :param linters: also those packages that only the tests use
    """
    lock = hashlib.sha256((layout.project / "package-lock.json").read_bytes()).hexdigest()
    key = {"lock": lock, "linters": linters}
    done = stamps.read("node")
    if done == key or done == {"lock": lock, "linters": True}:
        return
    with console.step("Installing the JavaScript packages"):
        stamps.clear("node")
        layout.node.mkdir(exist_ok=True)
        for name in FILES:
            shutil.copyfile(layout.project / name, layout.node / name)
        _install(layout, console, linters)
    stamps.set("node", key)


def _install(layout, console, linters):
    argv = [layout.python.parent / "npm", "ci", "--ignore-scripts"]
    argv += [] if linters else ["--omit=dev"]
    try:
        run(argv, console, env=_environment(layout), cwd=layout.node)
    except CommandFailed as failure:
        doing = "the installation of the JavaScript packages"
        raise explain(doing, failure.output, layout.log) from failure


def _environment(layout):
    """Return npm's environment: our node first, and the certificates that the system trusts."""
    path = f"{layout.python.parent}:{os.environ.get('PATH', '')}"
    return clean_environment({"NODE_USE_SYSTEM_CA": "1", "PATH": path, "CI": "true"})
