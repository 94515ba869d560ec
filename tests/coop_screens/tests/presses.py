"""Presses every button."""

from psycopg2 import IntegrityError

from odoo.exceptions import RedirectWarning, UserError
from odoo.service.model import call_kw
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from odoo.addons.web.controllers.utils import clean_action

from .client import evaluate, is_shown, load_action, seen
from .walk import CLOSE, IS_LONG, UNKIND, Fault, FormWalk, first_words

#: What became of a press.
DID, OPENED, REFUSED, NOTHING = "did", "opened", "refused", "nothing"
GOOD = {DID, OPENED}


class Button:
    """A button of a view, and the way from the rows of its screen to its own."""

    def __init__(self, screen, node):
        self.node = node
        self.name, self.kind = node.get("name"), node.get("type")
        around = [place.get("name") for place in node.iterancestors("field")]
        self.path = ".".join(reversed(around))
        rows = screen.rows.browse()
        self.model = (rows.mapped(self.path) if self.path else rows)._name
        tags = [place.tag for place in node.iterancestors()]
        self.is_for_many = tags[:2] == ["header", "list"]

    @property
    def key(self):
        return self.model, self.name

    def rows(self, rows):
        """The rows that have this button in sight, of those of the screen."""
        found = rows.mapped(self.path) if self.path else rows
        return found if self.is_for_many else found.filtered(lambda row: is_shown(self.node, row))

    def context(self, row):
        words = self.node.get("context")
        own = safe_eval(words, seen(row, words)) if words else {}
        about = {"active_model": row._name, "active_id": row.id, "active_ids": row.ids}
        return {**row.env.context, **(about if self.kind == "action" else {}), **own}

    def press(self, row):
        """What the server answers."""
        context = self.context(row)
        if self.kind == "object":
            return call_kw(row.env[row._name], self.name, [row.ids], {"context": context})
        action = load_action(row.env, int(self.name))
        given = evaluate(action.get("context") or {}, row.env(context=context))
        return {**action, "context": {**context, **given}}


class Binding(Button):
    """An entry of the menus for printing and for actions of a screen."""

    def __init__(self, screen, action_id):
        self.model, self.name, self.kind = screen.rows._name, str(action_id), "binding"

    def rows(self, rows):
        return rows

    def press(self, row):
        context = self.context(row)
        env = row.env(context=context)
        action = load_action(env, int(self.name))
        given = evaluate(action.get("context") or {}, env)
        return {**action, "context": {**context, **given}}

    def context(self, row):
        about = {"active_model": row._name, "active_id": row.id, "active_ids": row.ids}
        return {**row.env.context, **about}


class PressWalk(FormWalk):
    """Presses every button that somebody sees, on a row of each state."""

    ROWS = 1  # of each state
    MOST = 12  # tries of a button on rows
    DEEP = 5  # windows upon windows, and presses after presses

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outcomes, cls.pressed, cls.refusals = {}, {}, {}

    def buttons(self, screen):
        """The buttons of all views of a screen, those aside that its addons put away."""
        for kind in screen.kinds:
            for node in screen.views[kind]["arch"].iter("button", "a"):
                if node.get("type") in ("object", "action"):
                    if node.get("invisible") not in ("1", "True"):
                        yield Button(screen, node)
            for entries in (screen.views[kind].get("toolbar") or {}).values():
                yield from (Binding(screen, entry["id"]) for entry in self.ours(entries))

    def ours(self, entries):
        """The entries of a menu that the suite brings."""
        known = self.env["ir.model.data"].search(
            [
                ("model", "=like", "ir.actions.%"),
                ("res_id", "in", [entry["id"] for entry in entries]),
                ("module", "=like", "coop_%"),
            ]
        )
        return [entry for entry in entries if entry["id"] in known.mapped("res_id")]

    def rows_for(self, screen):
        """Rows of a screen, those in its archive too."""
        rows = screen.rows
        if screen.action.get("res_id"):
            return rows.browse(screen.action["res_id"])
        if rows._transient:
            return rows
        return rows.with_context(active_test=False).search(screen.domain, limit=80)

    def some_of_each(self, rows, outcomes):
        """A row of each state, or two; some more while the button has not worked.

        In a short run none is left to press once it worked.
        """
        states = rows.grouped("state").values() if "state" in rows._fields else []
        first = [row for same in states for row in same[: self.ROWS]] or list(rows[:2])
        for row in first:
            if IS_LONG or not GOOD & set(outcomes):
                yield row
        for row in rows - rows.browse([row.id for row in first]):
            if GOOD & set(outcomes) or len(outcomes) > self.MOST:
                return
            yield row

    def press(self, button, row):
        """Press a button as the client does.

        :return: what became of it, and the window that it opened
        :raise Fault: it is no button that somebody could press
        """
        before = self.writes()
        self.counts["presses"] += 1
        try:
            answer = button.press(row)
            self.env.flush_all()
        except UNKIND:
            raise
        except (UserError, RedirectWarning, IntegrityError) as refusal:
            if not first_words(refusal):
                raise Fault("a refusal without words") from refusal
            self.refusals[button.key] = first_words(refusal)
            return REFUSED, None
        if isinstance(answer, dict) and answer.get("type", "") != "":
            answer = clean_action(answer, env=row.env)
            if answer["type"] != CLOSE:
                env = row.env(context={**row.env.context, **button.context(row)})
                return OPENED, self.open_action(answer, env)
        return (DID if self.writes() != before else NOTHING), None

    def writes(self):
        """How many rows of any table this transaction has written so far."""
        self.env.flush_all()
        query = "SELECT SUM(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_all_tables"
        return self.env.execute_query(SQL(query))[0][0]

    def press_all(self, role, screen, rows, depth=0):
        """Press each button of a screen that did not work yet for this role; return the faults."""
        faults = []
        for button in self.buttons(screen):
            outcomes = self.outcomes.setdefault(button.key, set())
            mine = self.pressed.setdefault((role, *button.key), [])
            if self.is_done(role, button):
                continue
            for row in self.some_of_each(button.rows(rows), mine):
                outcome, found = self.press_one(role, screen, rows, button, row, depth)
                outcomes |= {outcome} if outcome else set()
                mine.append(outcome)
                faults += found
        return faults

    def press_one(self, role, screen, rows, button, row, depth):
        """Press a button on a row, and go on from there; return what became of it, and faults."""
        faults = []

        def do():
            return self.press_and_look(role, screen, rows, button, row, depth, faults)

        what = f"{role} · {screen} · {button.name} · {row}"
        outcome, fault = self.attempt(what, do)
        return outcome, [*faults, *([fault] if fault else [])]

    def is_done(self, role, button):
        """Whether a role need not press a button again."""
        return bool(GOOD & set(self.pressed[(role, *button.key)]))

    def press_and_look(self, role, screen, rows, button, row, depth, faults):
        """Press a button, and all those of the window that it opens, or that it brings about."""
        outcome, window = self.press(button, row)
        self.pressed[(role, *button.key)].append(outcome)
        if depth < self.DEEP:
            if window:
                faults += self.walk_window(role, window, depth + 1)
            elif outcome == DID and rows.exists() == rows:
                rows.invalidate_recordset()
                faults += self.press_all(role, screen, rows, depth + 1)
        return outcome

    def walk_window(self, role, window, depth=0):
        """Press the buttons of a window; a dialogue is filled in and saved first."""
        if not window.rows._name.startswith("coop."):
            return []
        rows = self.rows_for(window)
        if rows or window.kinds[:1] != ["form"] or not window.may("form", "create"):
            return self.press_all(role, window, rows, depth)
        faults = []
        for hints in self.hints(window):
            try:
                rows = self.fill_form(window, "form", hints)
            except UNKIND:
                raise
            except UserError as refusal:
                faults += [f"{role} · {window}: cannot be filled in: {first_words(refusal)}"]
                continue
            faults += self.press_all(role, window, rows, depth)
        return faults

    def walk_buttons(self, role, screens):
        """Press the buttons of all screens; return what was wrong."""
        faults = []
        for screen in screens:
            found, fault = self.attempt(
                f"{role} · {screen}", lambda s=screen: self.walk_window(role, s)
            )
            faults += [*(found or []), *([fault] if fault else [])]
        return faults

    def dead_buttons(self):
        """``{(model, name): why}`` of the buttons that nobody could use on any row."""
        words = {
            frozenset(): "was in sight on no row",
            frozenset([REFUSED]): "is always refused",
            frozenset([NOTHING]): "does nothing",
            frozenset([NOTHING, REFUSED]): "does nothing or is refused",
        }
        found = {key: words.get(frozenset(outcomes)) for key, outcomes in self.outcomes.items()}
        return {
            key: f"{why}: {self.refusals[key]}" if key in self.refusals else why
            for key, why in sorted(found.items())
            if why
        }
