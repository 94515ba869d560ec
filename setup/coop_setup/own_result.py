"""Odoo's own tests take ten minutes: they run when what they depend on is not what it was.

The result that is kept names Odoo's build, the browser, the selection and the addons on the till,
and the digest of the log of that run. Only a whole run of setup/test writes it.
"""

import contextlib
import hashlib
import json
import subprocess
from datetime import date
from pathlib import Path

from . import addons, chromium, suite

RESULT = Path("tests/odoo_own/result.json")
TILL = "point_of_sale"
# A test that was left out by its own condition is no failure.
GOOD = {"passed", "skipped"}


def conditions(project, home):
    """Return what Odoo's own tests depend on, as {name: fingerprint}."""
    return {
        "Odoo": home.fingerprint(),
        "browser": _browser(),
        "selection": _digest((project / suite.SELECTION).read_text(encoding="utf-8")),
        **{name: addon.code_fingerprint() for name, addon in on_the_till(project).items()},
    }


def on_the_till(project):
    """Return {name: Addon} of the addons that need the point of sale, and of those they need."""
    found = addons.read(project / "addons")
    wanted = [name for name in addons.to_test(found) if TILL in _needed(found, name)]
    return {
        name: found[name]
        for name in sorted(set().union(*(_needed(found, n) for n in wanted)))
        if name in found
    }


def _needed(found, name):
    """Return an addon and all that it needs, however indirectly."""
    seen, queue = set(), [name]
    while queue:
        if (one := queue.pop()) not in seen:
            seen.add(one)
            queue += found[one].depends if one in found else []
    return seen


def _browser():
    program = chromium.find()
    said = program and subprocess.run(
        [program, "--version", "--no-sandbox"], capture_output=True, text=True, check=False
    )
    return said.stdout.strip() if said else ""


def kept(project, wanted):
    """Return the kept result when it holds under these conditions, or None."""
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        found = json.loads((project / RESULT).read_text(encoding="utf-8"))
        if found["conditions"] == wanted and found["tests"]:
            return found
    return None


def keep(project, wanted, log):
    """Write the result of a run when all of Odoo's own tests that it ran are good.

    :param log: the run's own record, a line "outcome test" for each test
    """
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    if lines and all(line.split(" ", 1)[0] in GOOD for line in lines):
        found = {
            "conditions": wanted,
            "date": date.today().isoformat(),
            "tests": len(lines),
            "log": _digest("\n".join(lines)),
        }
        (project / RESULT).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()
