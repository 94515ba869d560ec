"""The side doors of a model: what the platform lets a role do to a row without any button."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .checks import LOUD
from .common import is_own

#: A letter for each door, in the order in which the table has them.
DOORS = ["create", "write", "edit", "copy", "load", "archive", "unlink"]
#: How a door answers: it is kept, refused in words, shut by the rights; a dash: there is none.
KEPT, REFUSED, SHUT, NONE = "krs-"
#: What no sentence to a person holds.
JARGON = ("violates", "psycopg2", "Traceback", 'relation "', "null value", "Odoo Server Error")
PLAIN = ("char", "text", "html", "boolean", "integer", "float", "date")
LOUDER = (*LOUD, "odoo.models", "odoo.addons.mail.models.mail_thread", "odoo.tests")


def models_of(registry):
    """The names of the co-op's models that have rows of their own."""
    return sorted(
        name
        for name, model in registry.items()
        if is_own(model) and model._auto and not (model._abstract or model._transient)
    )


def changed_field(row):
    """``(field, another value)`` of a field that a form would change."""
    fields = [
        field
        for kind in PLAIN
        for field in row._fields.values()
        if field.type == kind and field.store and not (field.compute or field.related)
    ]
    for field in fields:
        if field.name not in ("active", "id", "sequence"):
            return field.name, another(field, row[field.name])
    return None, None


def another(field, value):
    if field.type in ("char", "text", "html"):
        return "Otherwise"
    if field.type == "date":
        return "2026-02-03"
    return not value if field.type == "boolean" else (value or 0) + 1


class Doors:
    """The doors of one row, as one user."""

    def __init__(self, row, user, data):
        self.row, self.user, self.data = row.sudo(False).with_user(user), user, data
        self.field, self.value = changed_field(row.sudo())

    def create(self):
        return self.data and self.row.create(dict(self.data))

    def write(self):
        return self.field and self.row.write({self.field: self.value}) and self.is_changed()

    def edit(self):
        """Several rows of a list at once."""
        rows = self.row.with_env(self.row.env).search([("id", "!=", self.row.id)], limit=1)
        rows |= self.row
        return self.field and len(rows) > 1 and rows.write({self.field: self.value})

    def copy(self):
        return self.row.copy()

    def load(self):
        """Odoo's import."""
        if not self.field:
            return False
        told = self.row.load([".id", self.field], [[str(self.row.id), str(self.value)]])
        if told["messages"]:
            raise UserError(" ".join(message["message"] for message in told["messages"]))
        return bool(told["ids"])

    def archive(self):
        return "active" in self.row._fields and self.row.write(
            {"active": not self.row.sudo().active}
        )

    def unlink(self):
        return self.row.unlink()

    def is_changed(self):
        """Whether what was written is kept, as another reader sees it."""
        self.row.env.flush_all()
        self.row.env.invalidate_all()
        kept = self.row.sudo()[self.field]
        return kept == self.row._fields[self.field].convert_to_record(self.value, self.row) or (
            str(self.value) in str(kept)
        )


def words_of(env, error):
    """The sentence that Odoo makes of an error of the database for whoever called."""
    tables = {model._table: name for name, model in env.registry.items()}
    return env[tables.get(error.diag.table_name, "base")]._sql_error_to_message(error)


def answer(env, row, user, door, data):
    """``(letter, words)``: how a door answers."""
    try:
        with env.cr.savepoint():
            done = getattr(Doors(row, user, data), door)()
            env.flush_all()
            raise Back(KEPT if done else NONE)
    except Back as back:
        return back.args[0], ""
    except AccessError as error:
        return SHUT, str(error)
    except UserError as error:
        return REFUSED, str(error)
    except IntegrityError as error:
        return REFUSED, words_of(env, error)
    except Exception as error:
        return "!", f"{type(error).__name__}: {error}"
    finally:
        env.invalidate_all(flush=False)


class Back(Exception):
    """Takes back what was done."""


def walk(env, row, user, data, doors=DOORS):
    """``(letters of the doors, findings)`` of a row, as a user."""
    letters, found = "", []
    with mute_logger(*LOUDER):
        for door in doors:
            letter, words = answer(env, row, user, door, data)
            letters += letter
            if letter == "!" or any(word in words for word in JARGON):
                found.append(f"{row._name} {door} as {user.login}: {words:.160}")
    return letters, found
