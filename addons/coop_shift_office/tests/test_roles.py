"""Who may do what: role × model × operation."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OfficeCase

OPERATIONS = ("read", "write", "create", "unlink")
#: model: (office, manager); the letters are the operations allowed.
TABLE = {
    "coop.mass.action": ("rwc", "rwcu"),
    "coop.mass.action.line": ("rwcu", "rwcu"),
    "coop.presence.stat": ("r", "r"),
    "coop.gap.stat": ("r", "r"),
    "coop.make.up.stat": ("r", "r"),
    "coop.place.event": ("r", "r"),
    "coop.leave.answer": ("rwcu", "rwcu"),
    "coop.office.print": ("rwcu", "rwcu"),
}


@tagged("post_install", "-at_install")
class TestRoles(OfficeCase):
    def test_role_table(self):
        for model, (office, manager) in TABLE.items():
            wanted = {
                self.checker: "",
                self.portal_member: "",
                self.office: office,
                self.manager: manager,
            }
            for user, letters in wanted.items():
                for operation in OPERATIONS:
                    allowed = self.env[model].with_user(user).has_access(operation)
                    expected = {"read": "r", "write": "w", "create": "c", "unlink": "u"}[operation]
                    with self.subTest(model=model, user=user.login, operation=operation):
                        self.assertEqual(allowed, expected in letters)

    def test_every_model_is_in_the_table(self):
        stored = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "coop_shift_office" and not model._abstract
        }
        self.assertEqual(set(TABLE), stored)

    def test_another_co_op_is_out_of_sight(self):
        stranger = self.env["res.company"].create({"name": "Another co-op"})
        action = self.env["coop.mass.action"].create({"company_id": stranger.id})
        line = self.env["coop.mass.action.line"].create(
            {"action_id": action.id, "member_id": self.member.id}
        )
        for record in (action, line):
            with self.assertRaises(AccessError):
                record.with_user(self.office).read(["state"])

    def test_a_forged_state_gives_nothing_away(self):
        """Lines are judged again when they are applied, whatever they say."""
        team = self.make_team(1)
        action = self.mass(
            "move",
            team,
            date=self.days(7),
            template_id=self.tuesday.id,
            role_id=self.till.id,
        )
        action.state = "ready"
        action.line_ids.state = "possible"
        action.apply_next()
        self.assertEqual(action.line_ids.state, "refused")
        self.assertFalse(self.place(team, self.days(8)))

    def test_those_outside_the_office_cannot_apply(self):
        action = self.mass("end", self.make_team(1, self.monday))
        for user in (self.checker, self.portal_member):
            with self.assertRaises(AccessError):
                action.with_user(user).apply_next()
