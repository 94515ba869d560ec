from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.coop_pos_check.tests.common import DoorCase
from odoo.addons.coop_shift.tests.common import ShiftBuilders


@tagged("post_install", "-at_install")
class TestDoorGrace(ShiftBuilders, DoorCase):
    """The first visit after a suspension gives some days, while the card is at the door."""

    def setUp(self):
        super().setUp()
        self.member = self.make_member("Sven Suspendu", card="0420000000129")
        self.enroll(self.member, self.make_template())
        day = self.company._coop_today() - timedelta(days=40)
        self.assign(self.member, day).action_absent()
        self.enter()

    def graces(self):
        return self.env["coop.grace"].search([("member_id", "=", self.member.id)])

    def shown(self):
        """What the door's list says of the member today."""
        answer = self.ask("list")
        rows = {row[0]: row for row in answer["persons"]}
        line = answer["timelines"][rows[self.member.partner_id.id][5]]
        today = str(self.company._coop_today())
        return [code for day, code in line if day <= today][-1]

    def test_a_log_of_everybody_gives_nothing(self):
        """Whoever has the door's link may say what they like of whom they like."""
        other = self.make_member("Anna Absente", card="0420000000136")
        self.enroll(other, self.make_template())
        self.assign(other, self.days(-40)).action_absent()
        refused = {"code": "suspended", "allowed": False, "outcome": "refused"}
        members = (self.member, other)
        self.ask("log", rows=[self.row(one.partner_id, **refused) for one in members])
        self.assertFalse(
            self.env["coop.grace"].search([("member_id", "in", [self.member.id, other.id])])
        )

    def test_given_once_to_who_holds_a_card_there(self):
        self.assertEqual(self.shown(), "suspended")
        self.assertTrue(self.ask("visit", code="0420000000129")["forgiven"])
        self.assertFalse(self.ask("visit", code="0420000000129")["forgiven"])
        self.assertEqual(self.graces().date_from, self.days(0))
        self.assertEqual(self.shown(), "grace")

    def test_a_mistake_gives_nothing_and_counts_for_nothing(self):
        """The wrong card was held there; when the person comes, it is their first visit."""
        today = self.days(0)
        self.freeze(f"{today} 11:00:00")
        self.ask("visit", code="0420000000129")
        self.ask("log", rows=[self.row(self.member.partner_id, movement="undo_in")])
        self.assertEqual(self.shown(), "suspended")
        self.assertTrue(self.graces().by_mistake)
        self.freeze(f"{today} 11:01:00")
        self.assertTrue(self.ask("visit", code="0420000000129")["forgiven"])
        self.assertEqual((self.shown(), len(self.graces())), ("grace", 1))

    def test_the_office_takes_it_back(self):
        """From the same day on; it is not given again for the same absence."""
        self.ask("visit", code="0420000000129")
        office = self.make_user("coop.desk", "coop_membership.group_office")
        self.graces().with_user(office).action_undo()
        self.assertEqual(self.shown(), "suspended")
        self.freeze(f"{self.days(1)} 12:00:00")
        self.assertFalse(self.ask("visit", code="0420000000129")["forgiven"])
        self.assertEqual(self.graces().undone_on, self.days(-1))
        self.assertEqual(self.shown(), "suspended")
