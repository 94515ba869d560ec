"""Forms and rows of lists, filled as somebody would, saved, and read back."""

from datetime import datetime

from odoo import fields
from odoo.tests import Form
from odoo.tests.form import UpdateDict
from odoo.tools.safe_eval import safe_eval

from odoo.addons.coop_campaign.tests.common import PIXEL

from .client import names_of

WORD = "Something"
TEXTS = {"char": WORD, "text": WORD, "html": f"<p>{WORD}</p>"}
NUMBERS = {"integer": 1, "float": 1.0, "monetary": 1.0}


class AnyForm(Form):
    """Odoo's form, also for the rows of an editable list, and after the screen was opened."""

    # noinspection PyMissingConstructor
    # pylint: disable=super-init-not-called
    def __init__(self, screen, kind, record=None):
        rows = screen.rows if record is None else record
        info = {model: {"fields": dict(found)} for model, found in screen.fields.items()}
        put = object.__setattr__
        put(self, "_record", rows)
        put(self, "_env", rows.env)
        put(self, "_models_info", info)
        put(self, "_view", self._process_view(screen.views[kind]["arch"], rows))
        put(self, "_values", UpdateDict())
        self._init_from_record() if rows else self._init_from_defaults()

    def names(self):
        """The fields that somebody can fill in now, in the order of the view."""
        hidden = ("invisible", "column_invisible", "readonly")
        for name in list(self._view["fields"]):
            if name != "id" and not any(self._get_modifier(name, mode) for mode in hidden):
                yield name

    def fill(self, hints):
        """Fill in what is asked for, and every text.

        :param hints: values of fields that not any value suits
        :return: what was filled in
        """
        filled = {}
        for name in self.names():
            field = self._record._fields[name]
            if name in hints:
                value = hints[name]
            elif self[name] or not self._is_wanted(name, field):
                continue
            else:
                value = self.plausible(name, field)
            if value is not None:
                self.put(name, field, value)
                filled[name] = value
        return filled

    def _is_wanted(self, name, field):
        return self._get_modifier(name, "required") or field.type in ("char", "text")

    def put(self, name, field, value):
        if field.type != "one2many":
            self[name] = value
            return
        for row in value:
            with self[name].new() as line:
                for key, part in row.items():
                    line[key] = part

    def plausible(self, name, field):
        """A value that a field of this type might have."""
        if field.type in TEXTS:
            return TEXTS[field.type]
        if field.type in NUMBERS:
            return NUMBERS[field.type]
        if field.type == "selection":
            choices = self._view["fields"][name]["selection"]
            return choices[0][0] if choices else None
        if field.type == "date":
            return fields.Date.to_string(self._env.company._coop_today())
        if field.type == "datetime":
            return fields.Datetime.to_string(datetime.now().replace(microsecond=0))
        if field.type == "binary":
            return PIXEL
        if field.type in ("many2one", "many2many"):
            return self.first_choice(name)
        return None

    def first_choice(self, name):
        """The first that the client would offer."""
        info = self._view["fields"][name]
        node = next(node for node in self._view["tree"].iter("field") if node.get("name") == name)
        known = {**names_of(self._env), **self._get_eval_context()}
        domain = node.get("domain") or info.get("domain") or "[]"
        domain = safe_eval(domain, known) if isinstance(domain, str) else domain
        other = self._env[info["relation"]].with_context(**self._get_context(name))
        found = other.name_search("", domain, limit=1)
        return other.browse([found[0][0]]) if found else None


def same(record, name, value):
    """Whether a field was read back as it was filled in."""
    field, now = record._fields[name], record[name]
    if field.type in ("date", "datetime"):
        return field.to_string(now) == value
    if field.type in ("html", "binary", "one2many"):
        return bool(now)
    if field.type in ("float", "monetary"):
        return abs(now - value) < 0.005
    return now == value
