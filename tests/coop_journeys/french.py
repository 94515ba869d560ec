"""The terms of every addon, and what its fr.po makes of them."""

import io
import re
from collections import defaultdict
from pathlib import Path

import polib

from odoo.modules.module import get_module_path
from odoo.tools.translate import PoFileWriter, TranslationModuleReader

HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|\$\{\w+\}")

#: What French says of nobody and no longer only with its "ne": alone, «personne» is a person and
#: «plus» is more.
LOST = re.compile(r"(?:Nobody|No longer)\b.*\n(?:Personne|Plus)\b(?!.*\b(?:ne\b|n['’]))", re.DOTALL)
#: Whole phrases that nobody reads so.
USUAL = ("Personne en particulier", "Personne pour l'instant")

CODE = ("odoo-python", "odoo-javascript")


def templates(env, addons):
    """Return ``{addon: polib.POFile}`` of the terms that the installed addons have now.

    Without the labels of fields that an addon inherits: these have the words of whoever defines
    them, which may be an addon that happens to be installed beside.
    """
    rows = defaultdict(list)
    for row in TranslationModuleReader(env.cr, addons):
        addon, kind, name, xmlid, *_rest = row
        label = kind == "model" and name.startswith("ir.model.fields,")
        if not label or addon in _defined_by(env, xmlid):
            rows[addon].append(row)
    return {addon: _template(rows[addon]) for addon in addons if rows[addon]}


def _defined_by(env, xmlid):
    record = env.ref(xmlid)
    field = env[record.model]._fields[record.name]
    return (field.inherited_field or field)._modules


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
    for entry in template:
        elsewhere = _places(entry) - _places(said.get(entry.msgid, entry))
        yield from (f"not said at: {place}: {entry.msgid}" for place in sorted(elsewhere))
    for term in sorted(wanted & set(said)):
        text = _text(said[term])
        if text and sorted(HOLE.findall(term)) != sorted(HOLE.findall(text)):
            yield f"other placeholders: {term} → {text}"
        if says_opposite(term, text):
            yield f"reads as its opposite: {term} → {text}"


def says_opposite(term, text):
    """Whether a French term has lost the "ne" of its negation."""
    return bool(LOST.match(f"{term}\n{text}")) and text not in USUAL


def _places(entry):
    """Where Odoo looks for a term by its place: a known one stays English at a new place.

    Of a program only the language counts, which stands in a comment.
    """
    places = {place for place, _line in entry.occurrences}
    found = {place for place in places if place.startswith("model")}
    if any(place.startswith("code:") for place in places):
        found |= {f"code, {language}" for language in CODE if language in entry.comment}
    return found


def _text(entry):
    return entry.msgstr if entry is not None and not entry.fuzzy else ""


def add_missing(addon, template):
    """Write the template, and the terms that lack a translation into the French, to be done.

    A term that is known is written down with the places at which it is said now.
    """
    folder = _folder(addon)
    template.save(str(folder / f"{addon}.pot"))
    french = translated(addon)
    known = {entry.msgid: entry for entry in french}
    missing = [entry for entry in template if entry.msgid not in known]
    moved = [entry for entry in template if _places(entry) - _places(known.get(entry.msgid, entry))]
    for entry in moved:
        known[entry.msgid].occurrences = entry.occurrences
        known[entry.msgid].comment = entry.comment
    if missing or moved:
        french.extend(missing)
        french.sort(key=lambda entry: entry.msgid)
        french.save(str(folder / "fr.po"))


def _folder(addon):
    return Path(get_module_path(addon)) / "i18n"
