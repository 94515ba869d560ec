"""The office's stories in the browser."""

from odoo.tests import HttpCase, tagged

from .common import OfficeBuilders


@tagged("post_install", "-at_install")
class TestOfficeStories(OfficeBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company._coop_today()
        history = cls.env["coop.work.policy"]._history(cls.company)
        cls.week = history.latest.cycle.week_number(cls.company._coop_today())
        for template in (cls.monday, cls.tuesday):
            template.week = cls.week

    def tour(self, name, path, **options):
        self.start_tour(f"/odoo/{path}", name, login="coop.office", timeout=120, **options)

    def test_answer_a_leave_and_move_ten_members(self):
        self.tuesday.seat_ids.filtered(lambda line: line.role_id == self.till).seats = 12
        self.monday.seat_ids.filtered(lambda line: line.role_id == self.till).seats = 12
        team = self.make_team(10, self.monday)
        leave = self.make_leave(
            team[0],
            "temporary",
            self.days(7),
            self.days(100),
            state="draft",
            asked_on=self.days(0),
        )
        self.tour("coop_shift_office_leave_and_ten", "coop-leaves-to-answer")
        self.assertEqual(leave.state, "confirmed")
        self.assertIn("See you in spring", leave.answer)
        later = self.days(40)
        self.assertEqual(self.place(team, later).template_id, self.tuesday)
        self.assertEqual(len(self.place(team, later)), 10)

    def place(self, members, day=None):
        Enrollment = self.env["coop.enrollment"]
        running = Enrollment._running(day or self.company._coop_today())
        return Enrollment.search([("member_id", "in", members.ids), *running])

    def test_drag_a_name(self):
        ana = self.make_team(1, self.monday)
        self.tour("coop_shift_office_board_drag", "coop-week-board")
        self.assertEqual(self.place(ana, self.days(10)).template_id, self.tuesday)
        self.assertEqual(self.place(ana, self.days(10)).role_id, self.floor)

    def test_move_a_name_by_keyboard(self):
        ana = self.make_team(1, self.monday)
        self.tour("coop_shift_office_board_keyboard", "coop-week-board")
        self.assertEqual(self.place(ana, self.days(10)).template_id, self.tuesday)
