"""Who may do what: role × model × operation."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable, desk

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, OfficeCase):
    ADDON = "coop_shift_office"
    RIGHTS = {
        "coop.mass.action": desk("rwc", "rwcu"),
        "coop.mass.action.line": desk("rwcu"),
        "coop.presence.stat": desk("r"),
        "coop.gap.stat": desk("r"),
        "coop.make.up.stat": desk("r"),
        "coop.place.event": desk("r"),
        "coop.leave.answer": desk("rwcu"),
        "coop.office.print": desk("rwcu"),
    }

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
