"""A program of Debian unpacked with every library it needs, so that it runs on any system.

The C library is among them, and the program is started through that one's loader.
"""

import shutil
from dataclasses import dataclass

COMPLETE = "COMPLETE"


@dataclass(frozen=True)
class Wanted:
    """A program, the suite of Debian that it comes from, and which of its needs are left out."""

    package: str
    suite: str
    without: frozenset


def is_complete(target):
    """Say whether that folder holds a whole program."""
    return (target / COMPLETE).exists()


def fetch(apt, wanted, target, step, finish):
    """Download and unpack a program; its folder gets its name once it is whole.

    :param finish: called with the unpacked folder, before it has its name
    :raises SetupError: no apt, no mirror, no key, no network, no space
    """
    fresh = target.with_name(target.name + ".new")
    files = apt.fetch_with_needs(wanted.package, wanted.suite, wanted.without, step)
    shutil.rmtree(fresh, ignore_errors=True)
    apt.unpack(files, fresh, step)
    finish(fresh)
    (fresh / COMPLETE).write_text("\n".join(sorted(file.name for file in files)) + "\n")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    shutil.rmtree(files[0].parent)


def libraries(root):
    """Return the folders of libraries in an unpacked tree."""
    return sorted(root.glob("lib/*-gnu*")) + sorted(root.glob("usr/lib/*-gnu*"))


def loader(root):
    """Return the loader of the C library in an unpacked tree."""
    return next(path for folder in libraries(root) for path in folder.glob("ld-linux*"))
