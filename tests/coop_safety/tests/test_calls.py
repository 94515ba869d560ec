"""Methods that anybody who is signed in can call from outside, and what each of them answers."""

import inspect

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.coop_shift.tests.common import ShiftBuilders
from odoo.addons.coop_vote.tests.common import VoteBuilders

from .common import EveryRole, is_ours

#: No row has this number: who may do nothing with a model is refused before any row is looked at.
NO_ROW = 2**31 - 1

#: Roles that may ask about anybody.
CHECKERS = ("checker", "cashier", "office", "manager")
DESK = ("office", "manager")
#: ``{(model, method): roles}``: answered although the role may not write the model. Each has its
#: own test in its addon.
ANSWERED = {
    ("coop.assembly.presence", "action_leave"): ("assembly",),
    ("coop.grace", "action_undo"): ("office",),
    ("coop.mail.log", "action_send_again"): DESK,
    ("coop.mail.log", "action_told"): DESK,
    ("coop.order.flag", "action_reviewed"): DESK,
    # Only opens a dialogue.
    ("coop.payback", "action_pay_back"): DESK,
    ("coop.proxy", "action_accept"): ("assembly",),
    ("coop.proxy", "action_revoke"): ("assembly",),
    # Asks for the manager's group itself, and stores what the facts say.
    ("coop.work.account", "action_put_right"): ("manager",),
    ("coop.shift.board", "move"): DESK,
    ("coop.shift.board", "preview_move"): DESK,
    ("coop.shift.board", "targets"): DESK,
    ("coop.shift.board", "week"): DESK,
    ("coop.verdict", "check_may_check"): CHECKERS,
    ("coop.verdict", "for_person"): CHECKERS,
    ("coop.verdict", "persons_export"): CHECKERS,
    ("coop.vote.right", "action_sign_paper"): ("assembly",),
    # What the office may do on the member's own form.
    ("coop.work.contest", "action_coop_more_time"): DESK,
    ("coop.work.contest", "action_coop_why"): DESK,
    # The words of the verdicts, which name nobody.
    ("coop.verdict", "reasons_payload"): ("public", "member", "employee", "assembly", *CHECKERS),
    ("coop.verdict", "timelines"): CHECKERS,
}
#: What a method needs to get as far as the question who asks.
ARGUMENTS = {("coop.verdict", "timelines"): [[NO_ROW]]}


def remote_methods(registry, ours=is_ours):
    """``{(model, name): function}``: what the co-op's addons add to what can be called."""
    found = {}
    for model, cls in registry.items():
        written = {}
        for base in reversed(cls.mro()):
            for name, value in vars(base).items():
                if inspect.isfunction(value) and not name.startswith("_"):
                    written.setdefault(name, []).append((base, value))
        for name, definitions in written.items():
            private = any(getattr(value, "_api_private", False) for _base, value in definitions)
            if not private and all(ours(base) for base, _value in definitions):
                found[model, name] = definitions[-1][1]
    return found


def arguments(function):
    """One empty value for each argument that has to be given."""
    required = list(inspect.signature(function).parameters.values())[1:]
    given = [0 for p in required if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
    return given if getattr(function, "_api_model", False) else [[NO_ROW], *given]


def is_screen(result):
    """An action that opens a screen or a document tells nothing: these ask for rights again."""
    return isinstance(result, dict) and str(result.get("type")).startswith("ir.actions.")


@tagged("post_install", "-at_install")
class TestCalls(EveryRole, VoteBuilders, ShiftBuilders, TransactionCase):
    @classmethod
    def setUpClass(cls):
        """One row of each model that somebody may read and not write."""
        super().setUpClass()
        other = cls.make_member("Other")
        meeting = cls.make_assembly()
        cls.give_proxy(meeting, cls.member, other)
        cls.check_in(meeting, other)
        cls.make_vote(state="open")
        work = {"member_id": other.id, "counter": "abcd", "amount": 1, "reason": "x"}
        cls.env["coop.work.correction"].create(work)
        cls.env["coop.campaign"].create(
            {
                "name": "Roof",
                "slug": "roof",
                "company_id": cls.company.id,
                "target": 100,
                "date_to": "2099-01-01",
            }
        )
        cls.env.flush_all()

    def lesser(self, model):
        """Roles that may not write a model; of a model that cannot be written: not read."""
        for role, user in self.roles.items():
            records = self.env[model].with_user(user)
            if not records.has_access("read" if self.env[model]._abstract else "write"):
                yield role, user

    def answer(self, user, model, name, function):
        given = ARGUMENTS.get((model, name)) or self.with_row(user, model, arguments(function))
        try:
            with self.env.cr.savepoint(flush=False):
                result = call_kw(self.env(user=user)[model], name, given, {})
        except AccessError:
            return "refused"
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        finally:
            self.env.clear()
        return "a screen" if is_screen(result) else "answered"

    def with_row(self, user, model, given):
        """Who may read a model is tried on a row of it, when there is one."""
        records = self.env[model]
        if given and given[0] == [NO_ROW] and not records._abstract:
            if records.with_user(user).has_access("read"):
                row = records.sudo().search([], limit=1)
                given = [row.ids or [NO_ROW], *given[1:]]
        return given

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_who_may_not_write_is_refused_before_anything_else(self):
        for (model, name), function in remote_methods(self.registry).items():
            for role, user in self.lesser(model):
                if role not in ANSWERED.get((model, name), ()):
                    with self.subTest(model=model, method=name, role=role):
                        told = self.answer(user, model, name, function)
                        self.assertIn(told, ("refused", "a screen"))

    def test_there_is_something_to_try(self):
        found = remote_methods(self.registry)
        self.assertGreater(len(found), 100)
        self.assertLessEqual(set(ANSWERED), set(found))
