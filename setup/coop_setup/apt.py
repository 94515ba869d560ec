"""Debian's packages in a folder of the project: no root, and the system is not touched."""

import contextlib
import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from .console import watching
from .errors import CommandFailed, SetupError, explain
from .process import clean_environment, run

# The two fonts are those of Debian 12: later ones have other file names than Odoo links to.
PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-montserrat",
    "fonts-roboto-unhinted",
    "fonts-ocr-b",
    "fonts-font-awesome/bookworm",
    "fonts-inconsolata/bookworm",
)
SUITES = ("sid", "bookworm")
KEYRINGS = (
    "/usr/share/keyrings/debian-archive-keyring.gpg",
    "/usr/share/keyrings/debian-archive-keyring.pgp",
    "/etc/apt/trusted.gpg.d/debian-archive-keyring.gpg",
)
MIRROR_LIST = Path("/usr/share/python-apt/templates/Debian.info")
APT_HELPER = "/usr/lib/apt/apt-helper"
ODOO_HOME_EXAMPLE = "ODOO_HOME=/path/to/odoo"
HOW_WITHOUT_APT = (
    "Install Odoo 19 yourself and say where it is with ODOO_HOME: a source checkout, a "
    "site-packages folder that holds odoo, or the prefix of Debian's package, "
    f"as in {ODOO_HOME_EXAMPLE} setup/run."
)


@dataclass(frozen=True)
class Offer:
    """A package on the mirror."""

    uri: str
    name: str
    size: int
    checksum: str


class Apt:
    """apt-get with a state of its own, in one folder.

    :param suites: the suites of Debian of which it reads the lists, the preferred one first
    """

    def __init__(self, folder, console, environ=os.environ, root=Path("/"), suites=SUITES):
        self.folder = folder
        self.console = console
        self.environ = environ
        self.root = root
        self.suites = suites

    def fetch(self, packages, step):
        """Download packages and return the files; what an interrupted run fetched is used again.

        :param packages: names, each with /suite when it must be of that suite
        :raises SetupError: no apt, no mirror, no key, no network, no space
        """
        self._require_tools()
        self.console.log(self._update(step))
        offers = self._offers(packages)
        deb = self.folder / "deb"
        with watching(step, lambda: _progress(deb, offers)):
            return [self._download(offer, deb) for offer in offers]

    def fetch_with_needs(self, package, suite, without, step):
        """Download a package of a suite and everything it needs but those named.

        :raises SetupError: as fetch does
        """
        self._require_tools()
        self.console.log(self._update(step))
        wanted = ["install", "-t", suite, "--print-uris", "--no-install-recommends", package]
        output = self._apt(*wanted, doing=f"the search for the packages of {package}")
        names = [name for name in named_by_uris(output) if name not in without]
        deb = self.folder / f"deb-{package}"
        shutil.rmtree(deb, ignore_errors=True)
        deb.mkdir()
        step.progress(f"{len(names)} small packages")
        chosen = [f"{name}/{suite}" for name in names]
        self._apt("download", *chosen, doing=f"the download of {package}", cwd=deb)
        return sorted(deb.glob("*.deb"))

    def unpack(self, files, target, step):
        """Unpack packages into one folder."""
        for number, file in enumerate(files, 1):
            step.progress(f"package {number} of {len(files)}")
            self._run(["dpkg-deb", "-x", file, target], doing="the unpacking of Debian's packages")

    def _require_tools(self):
        for tool in ("apt-get", "dpkg-deb", APT_HELPER):
            if not shutil.which(tool, path=self.environ.get("PATH")):
                raise SetupError(
                    f"This system has no {tool}, with which Odoo is fetched.", HOW_WITHOUT_APT
                )

    def _update(self, step):
        """Read the package lists from the first mirror that answers; return the sources used."""
        keyring = self._keyring(step)
        mirrors = self._mirrors()
        for number, mirror in enumerate(mirrors, 1):
            sources = "".join(
                f"deb [signed-by={keyring}] {mirror} {suite} main\n" for suite in self.suites
            )
            self._write_configuration(sources)
            step.progress("reading Debian's list of packages")
            try:
                self._apt("update", doing="the reading of Debian's package lists")
                return sources
            except SetupError:
                if number == len(mirrors):
                    raise
        raise AssertionError("a mirror always is found or refused")

    def _write_configuration(self, sources):
        """Write an apt configuration in which nothing of the system's sources or state is left."""
        for name in ("lists/partial", "archives/partial", "deb"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        if sources is not None:
            (self.folder / "sources.list").write_text(sources)
        default = self.suites[0] if sources is not None else None
        (self.folder / "apt.conf").write_text(configuration(self.folder, default))

    def _mirrors(self):
        """Return the addresses of Debian's mirror, the likeliest first."""
        given = self.environ.get("COOP_DEBIAN_MIRROR")
        if given:
            return [given]
        found = self._system_mirrors() if is_debian(self.root) else []
        found = found or list(listed_mirrors(self.root / MIRROR_LIST.relative_to("/")))
        if not found:
            raise SetupError(
                "This system's package sources name no mirror of Debian, where Odoo comes from.",
                "Give the address of one: COOP_DEBIAN_MIRROR=ADDRESS setup/run, or install Odoo 19 "
                f"yourself ({ODOO_HOME_EXAMPLE} setup/run).",
            )
        return found

    def _system_mirrors(self):
        form = "$(SITE) $(RELEASE) $(COMPONENT) $(SIGNED_BY)"
        argv = ["apt-get", "indextargets", "--format", form, "Created-By: Packages"]
        try:
            output = run(argv, self.console, env=clean_environment({"LC_ALL": "C"}))
        except CommandFailed:
            return []
        return mirrors_of(output)

    def _keyring(self, step):
        for path in KEYRINGS:
            here = self.root / path.lstrip("/")
            if here.exists():
                return here
        return self._fetched_keyring(step)

    def _fetched_keyring(self, step):
        """Unpack the keyring that the system's own archive has as a package (Ubuntu's does)."""
        step.progress("fetching Debian's signing key")
        self._write_configuration(None)
        holder = self.folder / "keyring"
        try:
            self._apt("update", doing="the reading of the system's package lists")
            holder.mkdir(exist_ok=True)
            self._apt(
                "download", "debian-archive-keyring", cwd=holder, doing="the download of a key"
            )
            self._run(
                ["dpkg-deb", "-x", next(holder.glob("*.deb")), holder],
                doing="the unpacking of a key",
            )
            return next(holder.glob("usr/share/keyrings/debian-archive-keyring.*"))
        except (SetupError, StopIteration) as error:
            raise SetupError(
                "Debian's signing key is not on this system and could not be fetched, "
                "so Odoo could not be verified.",
                f"Install the package debian-archive-keyring and start again ({error}).",
            ) from error

    def _offers(self, packages):
        """Return where each package is, its size and its checksum, as the signed lists say."""
        output = self._apt(
            "download", "--print-uris", *packages, doing="the search for Odoo's packages"
        )
        found = [
            Offer(uri, name, int(size), checksum)
            for uri, name, size, checksum in re.findall(
                r"^'([^']*)' (\S+) (\d+) SHA256:(\w+)", output, re.M
            )
        ]
        if len(found) != len(packages):
            raise SetupError(
                f"Debian's mirror offered {len(found)} of the {len(packages)} packages needed.",
                "Try another mirror with COOP_DEBIAN_MIRROR=ADDRESS, or an Odoo 19 of your own "
                "with ODOO_HOME.",
            )
        return found

    def _download(self, offer, folder):
        """Return the file of a package: the whole one that is there, or what apt's helper fetches.

        `apt-get download` begins again at the first byte after an interruption; its helper goes on.
        """
        file = folder / offer.name
        if not is_whole(file, offer):
            fetch = [APT_HELPER, "download-file", offer.uri, file, f"SHA256:{offer.checksum}"]
            self._run(fetch, doing=f"the download of {offer.name}")
        return file

    def _apt(self, *words, doing, cwd=None):
        argv = ["apt-get", "-q", "-o", "APT::Update::Error-Mode=any", *words]
        return self._run(argv, doing, cwd or self.folder)

    def _run(self, argv, doing, cwd=None):
        extra = {"APT_CONFIG": str(self.folder / "apt.conf"), "LC_ALL": "C"}
        try:
            return run(argv, self.console, env=clean_environment(extra), cwd=cwd)
        except CommandFailed as failure:
            raise _explain(failure.output, doing, self.console.log_path) from failure


def configuration(folder, default):
    """Return the text of an apt configuration whose state is all in `folder`.

    :param default: the suite that is preferred among own sources; None for the system's sources
    """
    lines = [
        f'Dir::State "{folder}";',
        f'Dir::State::Lists "{folder}/lists";',
        f'Dir::State::status "{folder}/status";',
        f'Dir::Cache "{folder}";',
        f'Dir::Cache::archives "{folder}/archives";',
        'APT::Sandbox::User "";',
        'Acquire::Languages "none";',
        'Acquire::Retries "3";',
        "#clear APT::Update::Pre-Invoke;",
        "#clear APT::Update::Post-Invoke;",
        "#clear APT::Update::Post-Invoke-Success;",
    ]
    if default:
        lines += [
            f'Dir::Etc::SourceList "{folder}/sources.list";',
            'Dir::Etc::SourceParts "/dev/null";',
            'Dir::Etc::Preferences "/dev/null";',
            'Dir::Etc::PreferencesParts "/dev/null";',
            f'APT::Default-Release "{default}";',
        ]
    return "\n".join(lines) + "\n"


def named_by_uris(output):
    r"""Return the packages that apt-get --print-uris names.

    >>> named_by_uris("Reading...\n'http://a.example/z/libz_1_all.deb' libz_1_all.deb 5 MD5Sum:0")
    ['libz']
    """
    return re.findall(r"^'\S+' (\S+?)_\S+\.deb ", output, re.M)


def mirrors_of(targets):
    """Return Debian's mirrors among a system's package sources, those signed by Debian first.

    >>> mirrors_of("http://a.example/debian trixie main /usr/share/keyrings/debian-archive.gpg")
    ['http://a.example/debian']
    >>> mirrors_of("http://b.example/tools stable main /usr/share/keyrings/tools.gpg")
    []
    """
    rows = [line.split() for line in targets.splitlines()]
    main = [row for row in rows if len(row) >= 3 and row[2] == "main" and "security" not in row[1]]
    signed = [row[0] for row in main if any("debian-archive" in word for word in row[3:])]
    named = [row[0] for row in main if re.search(r"/debian/?$", row[0])]
    return list(dict.fromkeys(signed + named))


def listed_mirrors(info):
    """Yield the first mirror that python-apt's list of distributions gives for Debian."""
    if info.exists():
        match = re.search(r"^BaseURI:\s*(\S+)", info.read_text(errors="replace"), re.M)
        if match:
            yield match[1]


def is_debian(root=Path("/")):
    """Say whether this system is Debian itself, whose package sources name its mirror."""
    try:
        return (
            re.search(r'^ID="?debian"?$', (root / "etc/os-release").read_text(), re.M) is not None
        )
    except OSError:
        return False


def is_whole(file, offer):
    """Say whether that file is the package offered, to the last bit."""
    if not file.exists() or file.stat().st_size != offer.size:
        return False
    with open(file, "rb") as content:
        digest = hashlib.sha256()
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest() == offer.checksum


def _progress(folder, offers):
    """Return "34 of 125 MB" from the sizes of the files, whole or partial."""
    have = 0
    for path in folder.glob("*.deb"):
        with contextlib.suppress(OSError):
            have += path.stat().st_size
    return f"{have / 1e6:.0f} of {sum(offer.size for offer in offers) / 1e6:.0f} MB"


def _explain(output, doing, log_path):
    if re.search(r"Release file .* is (expired|not valid yet)", output):
        return SetupError(
            "The mirror's package lists are out of date, or this machine's clock is wrong.",
            "Check the date, or name another mirror with COOP_DEBIAN_MIRROR=ADDRESS.",
        )
    if re.search(r"NO_PUBKEY|is not signed|EXPKEYSIG|BADSIG|Missing key|not verif", output):
        return SetupError(
            "The signature of Debian's package lists does not fit this system's keys.",
            "Update the package debian-archive-keyring and start again.",
        )
    return explain(doing, output, log_path)
