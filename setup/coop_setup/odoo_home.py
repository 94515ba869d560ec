"""Where Odoo 19 is: fetched from Debian, or an installation that is there already (ODOO_HOME)."""

import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from .apt import PACKAGES, Apt
from .errors import SetupError

SERIES = "19.0"
# Debian leaves this library out for its licence's sake; without it hoot tests fail.
MISSING_LIBRARY = Path("addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js")
LIBRARY_IN_NODE = Path("node_modules/@mediapipe/selfie_segmentation/selfie_segmentation.js")


@dataclass(frozen=True)
class OdooHome:
    """An Odoo 19: the folder that holds the package `odoo`, and where its addons are."""

    python_path: Path
    addons_paths: tuple
    fetched: bool

    @property
    def package(self):
        """The folder of the Python package."""
        return self.python_path / "odoo"

    def script(self):
        """Return the script that starts Odoo, or None where there is none.

        With workers Odoo starts its websocket by running its own first argument again: a script
        can be run again, "-m odoo" cannot.
        """
        places = (self.python_path / "odoo-bin", self.python_path.parents[2] / "bin" / "odoo")
        return next((place for place in places if place.is_file()), None)

    def fingerprint(self):
        """Return what changes when Odoo's code does: its release and its build."""
        release = (self.package / "release.py").read_bytes()
        return hashlib.sha256(release + self._build().encode()).hexdigest()[:16]

    def _build(self):
        stamp = self.python_path.parents[2] / "COMPLETE" if self.fetched else None
        if stamp and stamp.exists():
            return stamp.read_text()
        head = self.python_path / ".git" / "logs" / "HEAD"
        return head.read_text(errors="replace")[-200:] if head.is_file() else ""


def given(path):
    """Recognise an existing Odoo 19 of any shape.

    :raises SetupError: nothing there is Odoo 19
    """
    home = Path(path).expanduser().resolve()
    for root in (home, home / "usr/lib/python3/dist-packages", home / "lib/python3/dist-packages"):
        if (root / "odoo" / "release.py").is_file():
            return _checked(root, home)
    if (home / "release.py").is_file() and home.name == "odoo":
        return _checked(home.parent, home)
    raise SetupError(
        f"ODOO_HOME is {path}, where no Odoo is.",
        "Give the folder of a source checkout (with odoo-bin), a site-packages folder that "
        "holds odoo, or the prefix of Debian's package (/usr).",
    )


def _checked(root, home):
    release = (root / "odoo" / "release.py").read_text(errors="replace")
    version = re.search(r"^version_info\s*=\s*\((\d+),\s*(\d+)", release, re.M)
    found = f"{version[1]}.{version[2]}" if version else "unknown"
    if found != SERIES:
        raise SetupError(
            f"ODOO_HOME is {home}, which is Odoo {found}; the suite is for Odoo {SERIES}.",
            "Give an Odoo 19, or leave ODOO_HOME out to have it fetched.",
        )
    folders = (root / "odoo" / "addons", root / "addons")
    # Debian's package also has a folder dist-packages/addons that holds no module.
    paths = tuple(path for path in folders if any(path.glob("*/__manifest__.py")))
    return OdooHome(root, paths, fetched=False)


def fetched(layout, console, environ=os.environ):
    """Return the Odoo of the project's folder, fetching it when it is not there."""
    prefix = layout.odoo_prefix
    if not (prefix / "COMPLETE").exists():
        layout.check_space()
        _fetch(layout, console, environ)
    root = prefix / "usr/lib/python3/dist-packages"
    return OdooHome(root, (root / "odoo/addons",), fetched=True)


def _fetch(layout, console, environ):
    """Unpack Debian's packages next to their place, and rename once everything is there."""
    apt = Apt(layout.data / "apt", console, environ)
    with console.step("Fetching Odoo 19") as step:
        files = apt.fetch(PACKAGES, step)
    fresh = layout.odoo_prefix.with_name("odoo-19.new")
    with console.step("Unpacking Odoo 19") as step:
        shutil.rmtree(fresh, ignore_errors=True)
        apt.unpack(files, fresh, step)
        _check_links(fresh)
        (fresh / "COMPLETE").write_text("\n".join(sorted(file.name for file in files)) + "\n")
        shutil.rmtree(layout.odoo_prefix, ignore_errors=True)
        fresh.rename(layout.odoo_prefix)
        shutil.rmtree(layout.data / "apt" / "deb")


def _check_links(prefix):
    """Refuse a tree in which a link leads nowhere: pages would be broken, one by one."""
    broken = [path for path in prefix.rglob("*") if path.is_symlink() and not path.exists()]
    if broken:
        raise SetupError(
            f"Debian's packages of today lack {len(broken)} files that Odoo links to, "
            f"such as {broken[0].name}.",
            "Tell the project, which has to fetch one more package; until then use an Odoo of "
            "your own (ODOO_HOME).",
        )


def complete(home, node):
    """Put the library that Debian leaves out at its place, in the Odoo that we fetched."""
    target = home.package / MISSING_LIBRARY
    if target.exists() or not home.fetched:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    shutil.copyfile(node / LIBRARY_IN_NODE, fresh)
    fresh.rename(target)
