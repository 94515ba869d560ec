"""The program that prints Odoo's reports: the system's own, or Debian's in the project's folder.

Debian 12 is the last to have the package, so it is unpacked with every library it needs, the C
library included, and started through that one: it then runs on any system.
"""

import os
import shutil

from . import unpacked
from .apt import Apt
from .errors import SetupError
from .layout import write_atomically

PROGRAM = "wkhtmltopdf"
SUITE = "bookworm"
# What its packages ask for and printing to a file never uses.
NOT_NEEDED = {
    "debconf",
    "dpkg",
    "fontconfig",
    "iso-codes",
    "libdw1",
    "libelf1",
    "libgl1-mesa-dri",
    "libllvm15",
    "libz3-4",
    "tar",
    "x11-common",
    "xkb-data",
}
WRAPPER = """#!/bin/sh
# Debian 12's {program} with its own libraries and without a screen.
export QT_QPA_PLATFORM=offscreen QT_PLUGIN_PATH="{plugins}" FONTCONFIG_FILE="{fonts}"
exec "{loader}" --library-path "{libraries}" "{program}" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def ensure(layout, home, console, environ=os.environ):
    """Fetch the program where it is missing; without it reports are shown as pages.

    :param home: the OdooHome; who brings an Odoo brings what it prints with
    """
    if shutil.which(PROGRAM, path=environ.get("PATH")) or not home.fetched:
        return
    if unpacked.is_complete(layout.pdf):
        return
    try:
        _fetch(layout, console, environ)
    except SetupError as error:
        console.say(f"Reports will be pages, not PDF files: {error}")


def bin_path(layout):
    """Return the folder of the program that was fetched, or None."""
    return layout.pdf / "bin" if unpacked.is_complete(layout.pdf) else None


def _fetch(layout, console, environ):
    apt = Apt(layout.data / "apt", console, environ)
    with console.step("Fetching the program that prints PDF files") as step:
        unpacked.fetch(
            apt,
            unpacked.Wanted(PROGRAM, SUITE, NOT_NEEDED),
            layout.pdf,
            step,
            finish=lambda fresh: _write_programs(fresh, layout),
        )


def _write_programs(fresh, layout):
    """Write bin/wkhtmltopdf and the list of fonts, with the paths of their final place."""

    def final(path):
        return layout.pdf / path.relative_to(fresh)

    folders = [final(fresh / "usr/share/fonts"), layout.odoo_prefix / "usr/share/fonts"]
    folders += ["/usr/share/fonts", "/usr/local/share/fonts"]
    lines = "\n".join(f"<dir>{folder}</dir>" for folder in folders)
    write_atomically(fresh / "fonts.conf", FONTS.format(folders=lines))
    for name in (PROGRAM, "wkhtmltoimage"):
        text = WRAPPER.format(
            program=final(fresh / "usr/bin" / name),
            plugins=final(next(fresh.glob("usr/lib/*/qt5/plugins"))),
            fonts=final(fresh / "fonts.conf"),
            loader=final(unpacked.loader(fresh)),
            libraries=":".join(str(final(path)) for path in unpacked.libraries(fresh)),
        )
        write_atomically(fresh / "bin" / name, text, mode=0o755)
