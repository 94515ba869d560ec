"""A person registered twice keeps one working life."""

from odoo.tests import tagged

from .common import ShiftCase


@tagged("post_install", "-at_install")
class TestMerge(ShiftCase):
    def test_balances_and_places_go_to_the_file_that_is_kept(self):
        self.freeze("2026-11-23")
        template = self.make_template(week=1, date_from="2026-11-01")
        twice = self.make_member("Deux Fois")
        self.enroll(twice, template, "2026-11-01")
        self.env["coop.planning"]._plan(self.company)
        twice.assignment_ids.sorted("start")[0].action_absent()
        twice._coop_merge_into(self.member)
        self.assertEqual(self.balance(self.member), -2)
        self.assertEqual(self.verdict(self.member).code, "alert")
        self.assertEqual(self.member.enrollment_ids.template_id, template)
        self.assertEqual(len(self.member.assignment_ids), 2, "the shifts to come")
        self.assertEqual(twice.assignment_ids.mapped("state"), ["absent"])
        self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])

    def test_a_place_held_already_is_not_doubled(self):
        template = self.make_template()
        twice = self.make_member("Deux Fois")
        for member in twice | self.member:
            self.enroll(member, template)
        twice._coop_merge_into(self.member)
        self.assertEqual(len(self.member.enrollment_ids), 1)
