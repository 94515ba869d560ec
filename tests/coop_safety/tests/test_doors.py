"""Every model by every side door, as every role: the table says what is kept and what is not."""

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .cascades import guarded, lines_of_descent, links
from .common import is_long
from .door_tables import CASCADES, DOOR_TABLE, GOES, NO_ROW
from .doors import KEPT, LOUDER, answer, models_of, walk
from .foreign_calls import real_rows
from .seed import Planted

#: Roles that may do something to a model of the suite; the others may do nothing to any.
DESK = ("assembly", "office", "manager")
LESSER = ("member", "cashier")
ALL_LESSER = ("public", "stranger", "former", "employee", "checker", "system")
HIGHEST = ",".join(
    (
        "base.group_system",
        "coop_membership.group_manager",
        "coop_vote.group_assembly",
        "point_of_sale.group_pos_manager",
        "account.group_account_manager",
    )
)


@tagged("post_install", "-at_install")
class TestDoors(Planted, TransactionCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles["system"] = cls.make_user("role.system", "base.group_system")
        cls.highest = cls.make_user("role.highest", HIGHEST)
        cls.real = real_rows(cls.env, cls.other, cls.rows)
        cls.models = [name for name in models_of(cls.registry) if name in cls.real]

    def row(self, name):
        return self.real[name].sudo(False).with_env(self.env)

    def data(self, name):
        """What a duplicate of the row is made of: the values of a creation."""
        return self.row(name).sudo().copy_data()[0]

    def test_every_model_has_a_row(self):
        self.assertEqual(set(models_of(self.registry)) - set(self.models), NO_ROW.keys())

    def test_what_the_desk_does_by_side_doors(self):
        """As the table has it; what is refused is refused in words, not in those of a database."""
        table, found = {}, []
        for name in self.models:
            for role in DESK:
                letters, wrong = walk(self.env, self.row(name), self.roles[role], self.data(name))
                found += wrong
                if letters.strip("sr-"):
                    table.setdefault(name, {})[role] = letters
        self.assertEqual(found, [])
        self.assertEqual(table, DOOR_TABLE)

    def test_the_others_do_nothing_by_any_door(self):
        kept, found = [], []
        doors = ("create", "write", "load", "unlink")
        for role in LESSER + ALL_LESSER if is_long() else LESSER:
            for name in self.models:
                user, data = self.roles[role], self.data(name)
                letters, wrong = walk(self.env, self.row(name), user, data, doors)
                found += wrong
                kept += [(name, role)] if KEPT in letters else []
        self.assertEqual((kept, found), ([], []))

    # ------------------------------------------------------------------ cascades

    def test_every_cascade_over_a_guard_is_in_the_table(self):
        descent = lines_of_descent(links(self.env), guarded(self.env))
        self.assertEqual({pair: ".".join(path) for pair, path in descent.items()}, CASCADES)

    def test_no_parent_takes_a_guarded_row_along(self):
        """Deleting the parent is refused to the highest role, or the table says why not."""
        gone = {}
        for ancestor, child in CASCADES:
            for parent in self.parents(ancestor, child):
                letter, words = self.delete(parent)
                self.assertNotIn("violates", words)
                if letter == KEPT:
                    gone[ancestor, child] = parent
        self.assertEqual(gone.keys(), GOES.keys(), gone)

    def parents(self, ancestor, child):
        """The row of which the seed has a child; one without such a child, where there is none."""
        path = CASCADES[ancestor, child]
        children = self.env[child].sudo().search([(path, "!=", False)], order="id", limit=5)
        rows = children.mapped(path)
        return rows or self.real.get(ancestor, rows)

    def delete(self, parent):
        with mute_logger(*LOUDER):
            return answer(self.env, parent.sudo(False), self.highest, "unlink", None)


@tagged("post_install", "-at_install")
class TestDoorsAsEverybody(TestDoors):
    """The same of every model, as every role: ``setup/test --long``."""

    long_depends = (
        "addons/coop_campaign/security",
        "addons/coop_committee/security",
        "addons/coop_membership/security",
        "addons/coop_pos_check/security",
        "addons/coop_shift/security",
        "addons/coop_shift_floor/security",
        "addons/coop_shift_mail/security",
        "addons/coop_shift_office/security",
        "addons/coop_shift_portal/security",
        "addons/coop_shift_swap/security",
        "addons/coop_vote/security",
    )
