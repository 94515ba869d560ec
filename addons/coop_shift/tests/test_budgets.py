"""Statements do not grow with the number of members."""

from odoo.tests import tagged
from odoo.tests.common import warmup

from .common import ShiftCase


@tagged("post_install", "-at_install")
class TestBudgets(ShiftCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.make_template(seats=100)
        cls.members = cls.env["coop.member"]
        for index in range(12):
            cls.members |= cls.make_member(f"Member {index}")
        for member in cls.members:
            cls.enroll(member, cls.template)

    def statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def same_for_all(self, action):
        """The statements for two members and for twelve are the same number."""
        action(self.members[:2])  # warm caches
        few = self.statements(lambda: action(self.members[:2]))
        many = self.statements(lambda: action(self.members))
        self.assertEqual(few, many)
        return many

    def test_refreshing_standings(self):
        count = self.same_for_all(lambda members: members._coop_refresh_standings())
        self.assertLessEqual(count, 22)

    def test_verdicts(self):
        verdicts = self.env["coop.verdict"]
        self.same_for_all(
            lambda members: verdicts.timelines(members.partner_id.ids, company=self.company)
        )

    def test_standings_of_a_list(self):
        count = self.same_for_all(lambda members: members.mapped("coop_standing"))
        self.assertLessEqual(count, 3)

    def test_attendance_of_a_shift(self):
        def recorded(members, day):
            shift = self.make_shift(self.days(day))
            for member in members:
                self.assign(member, shift)
            return self.env["coop.assignment"].browse(shift.assignment_ids.ids)

        few, many = recorded(self.members[:2], -1), recorded(self.members[2:], -2)
        few._record("excused")  # warm caches
        few._record("expected")
        counts = [self.statements(lambda rows=rows: rows._record("absent")) for rows in (few, many)]
        self.assertEqual(len(set(counts)), 1, counts)
        self.assertLessEqual(counts[0], 31)

    @warmup
    def test_list_of_shifts(self):
        shifts = self.env["coop.shift"]
        for index in range(10):
            shifts |= self.make_shift(self.days(index), template_id=False)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            shifts.read(["day", "hours", "seat_count", "taken_count", "to_record_count"])
