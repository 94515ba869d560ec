"""The terms of every addon, and what its fr.po makes of them."""

import io
import re
from collections import defaultdict
from pathlib import Path

import polib

from odoo.modules.module import get_module_path
from odoo.tools.translate import PoFileWriter, TranslationModuleReader

HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|\$\{\w+\}")


def templates(env, addons):
    """Return ``{addon: polib.POFile}`` of the terms that the installed addons have now."""
    needed = {addon: _needed(env, addon) for addon in addons}
    rows = defaultdict(list)
    for row in TranslationModuleReader(env.cr, addons):
        addon, kind, name, xmlid, *_rest = row
        label = kind == "model" and name.startswith("ir.model.fields,")
        if not label or _modules(env, xmlid) & needed[addon]:
            rows[addon].append(row)
    return {addon: _template(rows[addon]) for addon in addons if rows[addon]}


def _needed(env, addon):
    """Return the names of an addon and of all that it depends on."""
    module = env["ir.module.module"].search([("name", "=", addon)])
    more = module.upstream_dependencies(exclude_states=("uninstallable",))
    return {"base", *(module | more).mapped("name")}


def _modules(env, xmlid):
    """Return who defines a field: it may be an addon that happens to be installed beside."""
    record = env.ref(xmlid)
    field = env[record.model]._fields[record.name]
    return set((field.inherited_field or field)._modules)


def _template(rows):
    buffer = io.BytesIO()
    PoFileWriter(buffer, "").write_rows(rows)
    found = polib.pofile(buffer.getvalue().decode())
    for key in ("POT-Creation-Date", "PO-Revision-Date"):
        del found.metadata[key]
    return found


def translated(addon):
    """Return an addon's French, as polib.POFile."""
    return polib.pofile(str(_folder(addon) / "fr.po"))


def faults(template, french):
    """Return in words what is wrong with the French of an addon; nothing when it is complete."""
    said = {entry.msgid: entry for entry in french if not entry.obsolete}
    wanted = {entry.msgid for entry in template}
    yield from (f"missing: {term}" for term in sorted(wanted) if not _text(said.get(term)))
    yield from (f"no term any more: {term}" for term in sorted(set(said) - wanted))
    for term in sorted(wanted & set(said)):
        text = _text(said[term])
        if text and sorted(HOLE.findall(term)) != sorted(HOLE.findall(text)):
            yield f"other placeholders: {term} → {text}"


def _text(entry):
    return entry.msgstr if entry is not None and not entry.fuzzy else ""


def write(addon, template):
    """Write the template, and its terms into the French, those without a translation empty."""
    folder = _folder(addon)
    template.save(str(folder / f"{addon}.pot"))
    french = translated(addon)
    before = {entry.msgid: entry.msgstr for entry in french}
    fresh = polib.POFile()
    fresh.header, fresh.metadata = french.header, french.metadata
    for entry in template:
        entry.msgstr = before.get(entry.msgid, "")
        fresh.append(entry)
    fresh.save(str(folder / "fr.po"))


def _folder(addon):
    return Path(get_module_path(addon)) / "i18n"
