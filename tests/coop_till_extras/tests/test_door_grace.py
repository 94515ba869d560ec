from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import DoorCase
from odoo.addons.coop_shift.tests.common import ShiftBuilders


@tagged("post_install", "-at_install")
class TestDoorGrace(ShiftBuilders, DoorCase):
    """The first visit after a suspension gives some days, also when the door hears of it late."""

    def setUp(self):
        super().setUp()
        self.member = self.make_member("Sven Suspendu", card="0420000000129")
        self.enroll(self.member, self.make_template())
        day = self.company._coop_today() - timedelta(days=40)
        self.assign(self.member, day).action_absent()
        self.enter()

    def visit(self, days_ago):
        at = fields.Datetime.now() - timedelta(days=days_ago)
        refused = {"code": "suspended", "allowed": False, "outcome": "refused"}
        moment = fields.Datetime.to_string(at)
        return self.row(self.member.partner_id, at=moment, **refused)

    def graces(self):
        return self.env["coop.grace"].search([("member_id", "=", self.member.id)])

    def shown(self):
        """What the door's list says of the member today."""
        answer = self.ask("list")
        rows = {row[0]: row for row in answer["persons"]}
        line = answer["timelines"][rows[self.member.partner_id.id][5]]
        today = str(self.company._coop_today())
        return [code for day, code in line if day <= today][-1]

    def test_given_once_when_the_log_arrives(self):
        self.assertEqual(self.shown(), "suspended")
        rows = [self.visit(1), self.visit(1), self.visit(0)]
        for _time in range(2):
            self.ask("log", rows=rows)
        self.assertEqual(len(self.graces()), 1)
        self.assertEqual(self.graces().date_from, self.days(-1))
        self.assertEqual(self.shown(), "grace")

    def test_given_at_once_with_the_network(self):
        self.ask("log", rows=[self.visit(0)])
        self.assertEqual(self.graces().date_from, self.days(0))
        self.assertEqual(self.shown(), "grace")
