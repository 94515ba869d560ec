"""Which Python runs the setup. This file must be readable by any Python 3, however old."""

import os
import sys

OLDEST = (3, 10)
NEWEST = (3, 13)


def is_supported(version):
    """Say whether Odoo 19 runs under that version.

    >>> is_supported((3, 9)), is_supported((3, 10)), is_supported((3, 13)), is_supported((3, 14))
    (False, True, True, False)
    """
    return OLDEST <= tuple(version[:2]) <= NEWEST


def find_supported(path):
    """Return the newest supported python3.N in the folders of `path`, or None."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for folder in path.split(os.pathsep):
            candidate = os.path.join(folder, "python3.%d" % minor)
            if os.path.isfile(candidate) and os.access(candidate, os.X_OK):
                return candidate
    return None


def refusal(version):
    """Return the sentence that tells which Python is needed and what to do."""
    return (
        "Odoo 19 needs Python 3.10 to 3.13 and this is Python %d.%d. "
        "Install one of them (on Debian 12 or newer: apt-get install python3) and start again."
        % tuple(version[:2])
    )


def works(python):
    """Say whether that interpreter starts: a version manager may leave an empty shell."""
    return os.system('"%s" -c "" >/dev/null 2>&1' % python) == 0


def require_supported():
    """Go on under a supported Python, this one or another of the PATH; or stop with a sentence."""
    if is_supported(sys.version_info):
        return
    other = find_supported(os.environ.get("PATH", ""))
    if other and works(other):
        os.execv(other, [other] + sys.argv)
    sys.stderr.write(refusal(sys.version_info) + "\n")
    sys.exit(1)
