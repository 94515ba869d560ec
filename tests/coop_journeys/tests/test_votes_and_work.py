from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from odoo.addons.coop_shift.tests.common import ShiftBuilders


@tagged("post_install", "-at_install")
class TestVotesAndWork(ShiftBuilders, TransactionCase):
    """Being late with shifts stops the shopping, never the voice in the assembly."""

    def test_a_suspended_member_is_on_the_roll(self):
        member = self.make_member("Sven Suspendu")
        self.enroll(member, self.make_template())
        today = self.company._coop_today()
        self.assign(member, today - timedelta(days=40)).action_absent()
        self.assertFalse(self.verdict(member).allowed)
        vote = self.env["coop.vote"].create({"name": "A bakery?", "company_id": self.company.id})
        vote.action_open()
        right = vote.right_ids.filtered(lambda row: row.member_id == member)
        self.assertEqual(len(right), 1)
        self.assertFalse(right.exclusion)
