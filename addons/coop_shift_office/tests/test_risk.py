"""Members at risk: found by search, with the reason and the next step."""

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestRisk(OfficeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.members = self.env["coop.member"].with_user(self.office)

    def found(self, *risks):
        return self.members.search(
            [("coop_risk", "in", risks), ("company_id", "=", self.company.id)]
        )

    def test_alert_that_ends_soon(self):
        soon, later = self.make_team(2, self.monday)
        self.assign(soon, "2026-11-01").action_absent()  # 28 days: suspended on the 29th
        self.assign(later, "2026-11-16").action_absent()
        self.assertIn(soon, self.found("alert"))
        self.assertNotIn(later, self.found("alert"))
        self.assertEqual(soon.coop_risk, "alert")
        self.assertIn("11/28/2026", soon.coop_risk_reason)
        self.assertIn("make-up", soon.coop_risk_step)

    def test_seven_days_are_counted_to_the_last_day(self):
        last, after = self.make_team(2, self.monday)
        self.assign(last, "2026-11-03").action_absent()  # last day of alert: 30 November
        self.assign(after, "2026-11-04").action_absent()
        self.assertEqual(self.found("alert") & (last | after), last)

    def test_two_absences_in_a_row(self):
        twice, between = self.make_team(2, self.monday)
        for day in ("2026-09-28", "2026-10-26"):
            self.assign(twice, day).action_absent()
            self.assign(between, day).action_absent()
        self.assign(between, "2026-11-02", origin="make_up").action_present()
        self.assertIn(twice, self.found("absences"))
        self.assertNotIn(between, self.found("absences"))

    def test_old_absences_say_nothing(self):
        old = self.make_team(1, self.monday)
        for day in ("2025-09-28", "2025-10-26"):
            self.assign(old, day).action_absent()
        self.assertNotIn(old, self.found("absences"))

    def test_without_a_shift(self):
        lost = self.make_member("No place")
        placed = self.make_team(1, self.monday)
        self.assertIn(lost, self.found("no_place"))
        self.assertNotIn(placed, self.found("no_place"))
        self.assertIn("enroll", lost.coop_risk_step)

    def test_the_menu_shows_all_three_and_nobody_else(self):
        fine = self.make_team(1, self.monday)
        lost = self.make_member("No place")
        left = self.make_member("Left", left_on="2026-01-01")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "coop_shift_office.coop_member_risk_action"
        )
        shown = self.members.search(safe_eval(action["domain"]))
        self.assertIn(lost, shown)
        self.assertFalse((fine | left) & shown)
        self.assertIn(fine, self.found(False))

    def test_correct_one_member_from_a_list(self):
        member = self.make_team(1, self.monday)
        opened = member.with_user(self.manager).action_coop_correct()
        self.assertEqual(opened["context"], {"default_member_id": member.id})
        self.assertEqual(opened["res_model"], "coop.correction.wizard")
