"""What can be called from outside, with another member's true rows: refused, or without effect."""

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from .checks import LOUD, MARKS, taken_back
from .test_calls import NO_ROW, arguments, remote_methods

LESSER = ("public", "stranger", "member", "former", "employee", "checker", "cashier")
#: ``{(model, method): (roles, why)}``: what a lesser role is told of another member by right.
TOLD = {}
#: Models with methods of which the tests have no row, and where they are tried.
WITHOUT_ROWS = {
    "coop.order.flag": "needs a sale: coop_pos_check has a till",
    "coop.payback": "lines of accounts: coop_membership has the accounts",
    "pos.config": "needs a till: coop_pos_check has one",
}


def real_rows(env, other, rows):
    """``{model: a row of the other member's, or the only kind there is}``."""
    found = {row._name: row for row in reversed(rows.values())}
    for name, model in env.registry.items():
        if model._abstract or model._transient or not model._auto or name in found:
            continue
        if name.startswith("coop."):
            found[name] = of_member(env[name].sudo(), other)[:1]
    return {name: row for name, row in found.items() if row} | {
        "coop.member": other,
        "res.company": other.company_id,
    }


def of_member(rows, other):
    """The rows that name the other member, or else any."""
    for field, owner in (("member_id", other), ("partner_id", other.partner_id)):
        if field in rows._fields and rows._fields[field].store:
            if found := rows.search([(field, "=", owner.id)], limit=1):
                return found
    return rows.search([], limit=1)


def of_a_wizard(env, user, model, real):
    """A row of a wizard that names the other's rows: the user's own, and the system's."""
    fields = env[model]._fields.items()
    links = {
        name: real[field.comodel_name].id
        for name, field in fields
        if field.type == "many2one" and field.store and real.get(field.comodel_name)
    }
    links = {
        name: value for name, value in links.items() if name not in ("create_uid", "write_uid")
    }
    made = []
    for owner in (user, env.user):
        try:
            with env.cr.savepoint():
                made.append(env[model].with_user(owner).create(links).id)
        except Exception:
            made.append(NO_ROW)
    return made


def called(env, user, model, name, given):
    """``(refused, what was answered or said)``."""
    try:
        with env.cr.savepoint():
            return False, repr(call_kw(env(user=user)[model], name, given, {}))
    except AccessError as error:
        return True, str(error)
    except UserError as error:
        return False, str(error)
    except Exception as error:
        return False, f"{type(error).__name__}"


def call_findings(case, role, methods, real):
    """Every method, called by a role with true rows of another member."""
    user, found = case.roles[role], []
    for (model, name), function in methods.items():
        with taken_back(case.env), mute_logger(*LOUD):
            for given in rows_given(case.env, user, model, function, real):
                refused, words = called(case.env, user, model, name, given)
                where = f"{role} {model}.{name}"
                found += [f"{where} answers {mark}" for mark in sorted(set(MARKS.findall(words)))]
                if not refused:
                    case.env.flush_all()
                    found += [f"{where} changes {table}" for table in case.watched.changed()]
    return found


def rows_given(env, user, model, function, real):
    """The arguments: a true row of the model in the first place."""
    given = arguments(function)
    if given[:1] != [[NO_ROW]] or env[model]._abstract:
        return [given]
    if env[model]._transient:
        return [[[row], *given[1:]] for row in of_a_wizard(env, user, model, real)]
    return [[[real[model].id], *given[1:]]] if model in real else [given]


class ForeignCalls:
    """Mixin: the tests of methods, on the rows of the addresses' tests."""

    def test_no_method_answers_or_changes_what_is_anothers(self):
        methods, found = remote_methods(self.registry), []
        real = real_rows(self.env, self.other, self.rows)
        for role in LESSER:
            found += call_findings(self, role, methods, real)
        self.assertEqual(found, [])

    def test_the_rows_are_true(self):
        """Nearly every model that has methods has a row to call them with."""
        real = real_rows(self.env, self.other, self.rows)
        models = {model for model, _name in remote_methods(self.registry)}
        missing = {
            name
            for name in models
            if not (self.env[name]._abstract or self.env[name]._transient or name in real)
        }
        self.assertEqual(missing, WITHOUT_ROWS.keys())

    def test_planted_methods_are_found(self):
        methods = remote_methods(self.registry, self.is_planted)
        real = {"planted.note": self.note}
        found = call_findings(self, "member", methods, real)
        self.assertIn("member planted.note.words answers QuetzalNote", found)
        self.assertIn("member planted.note.take changes planted_note", found)
        self.assertIn("member planted.wizard.action_apply changes planted_note", found)
