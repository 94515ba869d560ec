"""Types into every field of every search, and applies every filter and every grouping."""

from odoo import fields
from odoo.tools.safe_eval import safe_eval

from .client import filter_groups, names_of
from .walk import IS_LONG, FormWalk

#: What people type, also where it does not fit.
TYPED = ("Awa", "12", "12 000,50", "2026-11-23", "23/11/2026", "%", "é", "d'Arcy (", "", "9" * 25)
#: In a short run; ``coop_safety`` types everything into the fields for texts.
FEW = ("12 000,50", "2026-11-23", "d'Arcy (é%")
#: Of these the client searches for what contains the text.
CONTAINS = ("char", "html", "many2many", "many2one", "one2many", "text", "reference")
NUMBERS = ("integer", "float", "monetary")


def value_of(typed, kind):
    """What the client makes of a text for a field of a type, or None where it offers nothing."""
    if not typed.strip() and kind not in CONTAINS:
        return None
    try:
        if kind in NUMBERS:
            number = float(typed.replace(" ", "").replace(",", "."))
            return number if kind != "integer" else int(number) if abs(number) < 2**31 else None
        if kind == "date":
            return str(fields.Date.to_date(typed))
        if kind == "datetime":
            return str(fields.Datetime.to_datetime(typed))
    except ValueError:
        return None
    return {"boolean": True}.get(kind, typed)


def domain_of(screen, node, typed):
    """The domain of a text typed into a field of a search, or None where nothing is offered."""
    name = node.get("name")
    kind = screen.rows._fields[name].type
    value = value_of(typed, kind)
    if value is None:
        return None
    if words := node.get("filter_domain"):
        return safe_eval(words, {**names_of(screen.env), "self": typed, "raw_value": value})
    return [(name, node.get("operator") or ("ilike" if kind in CONTAINS else "="), value)]


class SearchWalk(FormWalk):
    def walk_searches(self, role, screens):
        """Search in all screens; return what was wrong."""
        faults, done = [], set()
        for screen in screens:
            view = screen.views["search"]["id"]
            ours = screen.rows._name.startswith("coop.") and not screen.rows._transient
            if not ours or (view, screen.rows._name) in done:
                continue
            done.add((view, screen.rows._name))
            for what, do in self.searches(screen):
                _found, fault = self.attempt(f"{role} · {screen} · {what}", do)
                faults += [fault] if fault else []
                self.counts["searches"] += 1
        return faults

    def searches(self, screen):
        """``(what, how)`` of all that can be searched for in a screen."""
        for node in screen.search_nodes("field"):
            yield f"field {node.get('name')}", lambda n=node: self.type_into(screen, n)
        kind = next((kind for kind in screen.kinds if kind != "form"), None)
        if not kind:
            return
        for node in screen.search_nodes("filter"):
            what = f"filter {node.get('name')}"
            yield (
                what,
                lambda n=node: screen.read_view(kind, screen.filter_domain(n), filter_groups(n)),
            )

    def type_into(self, screen, node):
        """Type into a field of a search what people type."""
        for typed in TYPED if IS_LONG else FEW:
            domain = domain_of(screen, node, typed)
            if domain is not None:
                screen.rows.search([*screen.domain, *domain], limit=1)
                self.counts["texts searched for"] += 1
