"""Who may do what with committees."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.coop_membership.tests.common import RoleTable

from .common import CommitteeCase


@tagged("post_install", "-at_install")
class TestRoles(RoleTable, CommitteeCase):
    ADDON = "coop_committee"
    RIGHTS = {
        "coop.committee": {"office": "r", "manager": "rwcu"},
        "coop.committee.seat": {"office": "rwc", "manager": "rwcu"},
        "coop.committee.work": {"office": "rwcu", "manager": "rwcu"},
    }

    def test_the_office_of_one_co_op_sees_nothing_of_another(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids |= elsewhere
        stranger = self.make_member("Far", shares=0, company_id=elsewhere.id)
        committee = self.make_committee("Far", company_id=elsewhere.id)
        seat = self.make_seat(stranger, committee)
        work = self.make_work(self.days(-1), 1, seat)
        self.assertHiddenFrom(self.office, [committee, seat, work])

    def test_only_the_office_answers(self):
        work = self.make_work(self.days(-1), 3)
        for user in (self.portal_member, self.checker):
            for action in ("action_approve", "action_refuse", "action_withdraw"):
                with self.subTest(user=user.login, action=action), self.assertRaises(AccessError):
                    getattr(work.with_user(user), action)()
        self.assertEqual(work.state, "declared")

    def test_the_office_keeps_seats_and_hours(self):
        office = self.env(user=self.office)
        seat = office["coop.committee.seat"].create(
            {"member_id": self.make_member("New").id, "committee_id": self.committee.id}
        )
        work = office["coop.committee.work"].create(
            {"seat_id": seat.id, "hours": 3, "description": "Sowing"}
        )
        work.action_approve()
        work.action_withdraw()
        work.unlink()
        self.assertFalse(seat.work_ids)
