"""The proxies of Debian 12 and 13, with which the tests start deploy/nginx.conf."""

import os
import shlex

from . import unpacked
from .apt import Apt

SUITES = ("bookworm", "trixie")
# What its packages ask for and a server that is started by hand never uses.
NOT_NEEDED = frozenset(
    {"debconf", "dpkg", "init-system-helpers", "iproute2", "lsb-base", "media-types", "tar"}
)
WRAPPER = """#!/bin/sh
# Debian's {program} with its own libraries.
exec {loader} --library-path {libraries} {program} "$@"
"""


def ensure(layout, suite, console, environ=os.environ):
    """Return the path of that suite's nginx, fetching it when it is not there.

    :raises SetupError: no apt, no mirror, no key, no network, no space
    """
    target = layout.data / f"nginx-{suite}"
    if not unpacked.is_complete(target):
        apt = Apt(layout.data / "apt-nginx" / suite, console, environ, suites=(suite,))
        with console.step(f"Fetching nginx of {suite}") as step:
            unpacked.fetch(
                apt,
                unpacked.Wanted("nginx", suite, NOT_NEEDED),
                target,
                step,
                finish=lambda fresh: _write_program(fresh, target),
            )
    return target / "bin" / "nginx"


def _write_program(fresh, target):
    def final(path):
        return shlex.quote(str(target / path.relative_to(fresh)))

    text = WRAPPER.format(
        program=final(fresh / "usr/sbin/nginx"),
        loader=final(unpacked.loader(fresh)),
        libraries=":".join(final(path) for path in unpacked.libraries(fresh)),
    )
    program = fresh / "bin" / "nginx"
    program.parent.mkdir()
    program.write_text(text)
    program.chmod(0o755)
