"""The project's addons: what to install, what they need, and whether they changed."""

import ast
import hashlib
from dataclasses import dataclass
from pathlib import Path

DEMO = "coop_demo"
# Changes in these never need the database to be updated.
WITHOUT_EFFECT = {
    "tests",
    "static",
    "readme",
    "__pycache__",
    "README.rst",
    "README.md",
    "pyproject.toml",
}
# Changes in these never change what the addon does.
WITHOUT_BEHAVIOUR = (WITHOUT_EFFECT - {"static"}) | {"i18n"}


@dataclass(frozen=True)
class Addon:
    """One addon of the project."""

    path: Path
    manifest: dict

    @property
    def name(self):
        """The technical name."""
        return self.path.name

    @property
    def depends(self):
        """The names of the addons that this one needs."""
        return self.manifest.get("depends", ["base"])

    def fingerprint(self):
        """Return what changes when the database has to be updated."""
        return _digest(self.path, lambda parts: parts[0] not in WITHOUT_EFFECT)

    def code_fingerprint(self):
        """Return what changes when the addon may behave in another way."""
        return _digest(self.path, lambda parts: parts[0] not in WITHOUT_BEHAVIOUR)

    def assets_fingerprint(self):
        """Return what changes when the web client's bundles have to be made anew."""
        return _digest(self.path, lambda parts: parts[0] == "static")


def read(folder):
    """Return {name: Addon} of the installable addons in a folder."""
    found = {}
    for path in sorted(folder.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        if manifest.get("installable", True):
            found[path.parent.name] = Addon(path.parent, manifest)
    return found


def to_run(addons, demo):
    """Return the names that setup/run installs: every addon, the demo co-op only if asked."""
    return sorted(addons if demo else set(addons) - {DEMO})


def to_test(addons):
    """Return the names that setup/test installs: every addon but the demo co-op."""
    return sorted(set(addons) - {DEMO})


def needed_from_odoo(addons, names):
    """Return the addons of Odoo that those addons of the project depend on, however indirectly."""
    seen, needed, queue = set(), set(), list(names)
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in addons:
            queue += addons[name].depends
        else:
            needed.add(name)
    return sorted(needed)


def _digest(folder, matters):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if (
            path.is_file()
            and "__pycache__" not in parts
            and path.suffix != ".pyc"
            and matters(parts)
        ):
            digest.update("/".join(parts).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
