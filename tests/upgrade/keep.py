"""Keep the sources of a version that co-ops run, so that the next one is tried on its databases.

    python3 tests/upgrade/keep.py VERSION COMMIT

writes tests/upgrade/former/VERSION.tar.xz: the addons of that commit, their tests left out.
"""

import io
import lzma
import subprocess
import sys
import tarfile
from pathlib import Path

FORMER = Path(__file__).parent / "former"
WORDS_ONLY = (".rst", ".md")


def keep(version, commit):
    """Write the archive of a commit and return its path."""
    everything = subprocess.run(
        ["git", "archive", commit, "addons"], check=True, capture_output=True
    ).stdout
    kept = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(everything)) as source,
        tarfile.open(fileobj=kept, mode="w") as target,
    ):
        for member in source:
            if is_needed(member.name):
                target.addfile(member, source.extractfile(member) if member.isfile() else None)
    path = FORMER / f"{version}.tar.xz"
    path.write_bytes(lzma.compress(kept.getvalue(), preset=9 | lzma.PRESET_EXTREME))
    return path


def is_needed(name):
    """Say whether an installation needs that file.

    >>> is_needed("addons/coop_shift/models/coop_shift.py")
    True
    >>> is_needed("addons/coop_shift/tests/common.py")
    False
    """
    return "tests" not in Path(name).parts and not name.endswith(WORDS_ONLY)


if __name__ == "__main__":
    print(keep(*sys.argv[1:3]))
