from odoo.tests import HttpCase, tagged

from odoo.addons.coop_journeys.axe import AxeCase
from odoo.addons.coop_shift.tests.common import ShiftBuilders


@tagged("post_install", "-at_install")
class TestAxeWork(AxeCase, ShiftBuilders, HttpCase):
    """Why a standing is what it is, and saying that it is not right, is for everybody."""

    def test_why_and_contests(self):
        self.portal_member.password = self.portal_member.login
        self.enroll(self.member, self.make_template())
        rows = [self.assign(self.member, self.days(-days)) for days in (3, 9)]
        for row in rows:
            row.action_absent()
        contests = self.env["coop.work.contest"]
        contest = contests._coop_contest(self.member, "I was there.\n" + "w" * 300, rows[0])
        contest.with_user(self.office)._coop_answer(False, "We asked the coordinator.")
        pages = ["/my/shifts/why", "/my/shifts/why/contest", f"/my/shifts/{rows[1].id}/contest"]
        self.assert_accessible(pages, login=self.portal_member.login, ready="h1")
