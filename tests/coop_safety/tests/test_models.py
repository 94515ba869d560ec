"""Rules that hold for every model of every addon, whatever comes later."""

import importlib
import inspect

from odoo.exceptions import AccessError
from odoo.fields import Field
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.coop_membership.tests.common import RoleTable

from .common import EveryRole, is_ours, is_own

#: Models of which no company owns a row, or whose rows nobody can read, with the reason.
NO_COMPANY = {
    "coop.join.hit": "counts tries by address, for the system only",
    "coop.leave.type": "codes and names, the same for all co-ops; what they do is in the policies",
    "coop.proxy.party": "nobody has access",
    "coop.vote.ballot": "nobody has access",
    "coop.vote.envelope": "nobody has access",
}
#: Fields of the co-op on models of others, read by whoever may read the model: none says anything
#: of a person. All other fields ask for a group, or lead to rows that ask for one.
OPEN = ("res.company", "pos.config", "res.config.settings")


@tagged("post_install", "-at_install")
class TestModels(EveryRole, TransactionCase):
    def own_models(self):
        """``{name: class}`` of the models that the co-op's addons bring, tables of values aside."""
        return {
            name: model
            for name, model in self.registry.items()
            if is_own(model) and not model._abstract
        }

    def test_every_addon_with_models_has_a_table_of_roles(self):
        for addon in sorted({model._original_module for model in self.own_models().values()}):
            with self.subTest(addon):
                tests = importlib.import_module(f"odoo.addons.{addon}.tests")
                tables = [
                    value.ADDON
                    for module in vars(tests).values()
                    if inspect.ismodule(module)
                    for value in vars(module).values()
                    if isinstance(value, type) and issubclass(value, RoleTable)
                ]
                self.assertIn(addon, tables)

    def test_a_wall_between_companies_for_every_model(self):
        rules = self.env["ir.rule"].search([("groups", "=", False)])
        walled = {rule.model_id.model for rule in rules if "company" in (rule.domain_force or "")}
        stored = {name for name, model in self.own_models().items() if not model._transient}
        self.assertEqual(stored - walled, set(NO_COMPANY))

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_fields_on_models_of_others_say_nothing_of_anybody(self):
        """A cashier reads partners and orders, as Odoo has it; of the co-op's facts, nothing."""
        self.make_member("Nina", card="NINA-1")
        for name, model in self.registry.items():
            if name.startswith("coop.") or name in OPEN or model._abstract or model._transient:
                continue
            for field in self.fields_of_the_coop(model):
                for role in ("public", "member", "employee", "checker", "cashier"):
                    with self.subTest(model=name, field=field, role=role):
                        self.assertFalse(self.seen(name, field, self.roles[role]))

    def fields_of_the_coop(self, model):
        return sorted(
            {
                name
                for cls in model.__mro__
                if is_ours(cls)
                for name in model._fields
                if isinstance(vars(cls).get(name), Field) and self.is_new(model, name)
            }
        )

    def is_new(self, model, name):
        """Whether a field is the co-op's own, and not one of Odoo's with more choices."""
        bases = [cls for cls in model.__mro__[1:] if isinstance(vars(cls).get(name), Field)]
        return all(map(is_ours, bases))

    def seen(self, model, field, user):
        """What somebody who is signed in can read of a field, or learn of it by searching."""
        records = self.env(user=user)[model]
        try:
            rows = records.search_read([], [field], limit=100)
            rows += records.search([(field, "!=", False)], limit=1).ids
        except AccessError:
            return []
        return [row for row in rows if isinstance(row, int) or row[field]]
