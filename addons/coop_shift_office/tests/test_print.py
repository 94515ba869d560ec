"""The wall chart and the attendance sheets."""

from lxml import html

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestPrint(OfficeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.ana, self.ben = self.make_team(2, self.monday)

    def order(self, kind, **vals):
        return self.env["coop.office.print"].with_user(self.office).create({"kind": kind, **vals})

    def text(self, order, name):
        report = self.env["ir.actions.report"].with_user(self.office)
        page, _kind = report._render_qweb_html(f"coop_shift_office.{name}", order.ids)
        return html.fromstring(page).text_content()

    def test_wall_chart(self):
        order = self.order("chart")
        self.assertEqual(order.action_print()["report_name"], "coop_shift_office.wall_chart")
        text = self.text(order, "wall_chart")
        self.assertIn("Week A", text)
        self.assertIn("Member 1", text)
        self.assertIn("Free seats: 2", text)

    def test_wall_chart_of_a_week_without_templates(self):
        with self.assertRaisesRegex(UserError, "nothing to print"):
            self.order("chart", week="3").action_print()

    def test_wall_chart_is_true_on_its_day(self):
        self.place(self.ana).date_to = "2026-12-31"
        text = self.text(self.order("chart", day="2027-01-01"), "wall_chart")
        self.assertNotIn("Member 1", text)
        self.assertIn("Member 2", text)

    def test_attendance_sheets(self):
        self.assign(self.ana, self.make_shift("2026-11-23", hour=8), role_id=self.till.id)
        self.assign(self.ben, self.make_shift("2026-11-25", hour=8))
        order = self.order("sheets", date_from="2026-11-23", date_to="2026-11-23")
        self.assertEqual(order.action_print()["report_name"], "coop_shift_office.attendance_sheets")
        text = self.text(order, "attendance_sheets")
        self.assertIn("Monday 23 November 2026 · 09:00–12:00", text)
        self.assertIn("Member 1", text)
        self.assertNotIn("Member 2", text)
        order.action_week()
        self.assertIn("Member 2", self.text(order, "attendance_sheets"))

    def test_sheets_follow_the_local_day(self):
        late = self.make_shift("2026-11-23", hour=23, name="Night")  # Tuesday in Paris
        shifts = self.env["coop.shift"]
        first, last = self.days(0), self.days(1)
        self.assertNotIn(late, shifts._coop_of_days(self.company, first, first))
        self.assertIn(late, shifts._coop_of_days(self.company, last, last))

    def test_nothing_to_print(self):
        with self.assertRaisesRegex(UserError, "nothing to print"):
            self.order("sheets", date_from="2030-01-01", date_to="2030-01-01").action_print()
