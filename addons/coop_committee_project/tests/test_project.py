"""A committee plans its work in a project; its members follow it."""

from odoo.tests import tagged

from odoo.addons.coop_committee.tests.common import CommitteeCase


@tagged("post_install", "-at_install")
class TestProject(CommitteeCase):
    def setUp(self):
        super().setUp()
        self.project = self.env["project.project"].create(
            {"name": "Garden", "company_id": self.company.id}
        )

    def followers(self):
        return self.project.message_partner_ids

    def test_those_who_sit_there_follow_the_project(self):
        gone = self.make_member("Gone")
        self.make_seat(gone, date_to="2021-01-01")
        self.committee.project_id = self.project
        self.assertIn(self.member.partner_id, self.followers())
        self.assertNotIn(gone.partner_id, self.followers())

    def test_who_comes_later_follows_too(self):
        self.committee.project_id = self.project
        new = self.make_member("New")
        seat = {"member_id": new.id, "committee_id": self.committee.id}
        self.env["coop.committee.seat"].with_user(self.office).create(seat)
        self.assertIn(new.partner_id, self.followers())

    def test_the_office_needs_no_right_on_projects(self):
        self.committee.project_id = self.project
        self.assertFalse(self.project.with_user(self.office).has_access("write"))
        views = self.env["coop.committee"].with_user(self.office).get_views([(False, "form")])
        self.assertNotIn('name="project_id"', views["views"]["form"]["arch"])

    def test_a_task_that_is_done_counts_no_hours(self):
        self.committee.project_id = self.project
        task = self.env["project.task"].create({"name": "Sow", "project_id": self.project.id})
        task.state = "1_done"
        self.assertFalse(self.committee.work_ids)
        self.assertEqual(self.lines(self.member), [])

    def test_a_project_that_goes_leaves_the_committee(self):
        self.committee.project_id = self.project
        self.project.unlink()
        self.assertFalse(self.committee.project_id)
