"""Statements do not grow with the number of members."""

from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestBudgets(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.big = cls.make_two_roles(till=60, floor=60, week=0, name="Big")
        cls.other = cls.make_two_roles(till=60, floor=60, week=1, name="Other")
        cls.team = cls.make_team(24, cls.big)
        cls.lost = cls.make_team(24)

    def statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def board(self, template):
        monday = self.company._coop_today()
        board = self.env["coop.shift.board"].with_user(self.office)
        weeks = board.week(monday)["weeks"]
        return self.statements(lambda: board.week(weeks[template.week]["monday"]))

    def test_week_board(self):
        self.board(self.big)  # warm caches
        many = self.board(self.big)
        self.enroll(self.lost[0], self.other)
        few = self.board(self.other)
        self.assertLessEqual(abs(many - few), 1)
        self.assertLessEqual(many, 20)

    def applied(self, kind, members, **vals):
        """Statements of the preview and of one step."""
        action = self.mass(kind, members, user=self.manager, **vals)
        looked = self.statements(action.action_preview)
        self.assertEqual(action.possible_count, len(members), self.outcomes(action))
        return looked, self.statements(action.apply_next)

    def same_for_all(self, kind, members, budget, **vals):
        self.applied(kind, members[:2], **vals)  # warm caches
        few = self.applied(kind, members[2:6], **vals)
        many = self.applied(kind, members[6:], **vals)
        self.assertEqual(few, many)
        self.assertLessEqual(sum(many), budget)

    def there(self):
        return {
            "template_id": self.other.id,
            "role_id": self.till.id,
            "date": self.days(7),
        }

    def test_move(self):
        self.same_for_all("move", self.team, 110, **self.there())

    def test_enroll(self):
        self.same_for_all("enroll", self.lost, 90, **self.there())

    def test_end(self):
        self.same_for_all("end", self.team, 90, date=self.days(7), reason="Test")

    def test_correction(self):
        vals = {"date": self.days(0), "counter": "abcd", "amount": -1, "reason": "Test"}
        self.same_for_all("correction", self.team, 80, **vals)

    def test_waiting(self):
        vals = {"template_id": self.big.id, "role_id": self.till.id}
        self.same_for_all("waiting", self.lost, 50, **vals)

    def test_leave(self):
        leave_type = self.env["coop.leave.type"].search([("code", "=", "temporary")])
        vals = {
            "leave_type_id": leave_type.id,
            "date": self.days(7),
            "date_to": self.days(120),
        }
        self.same_for_all("leave", self.team, 130, **vals)

    def test_extension(self):
        shift = self.make_shift(self.days(-50))
        coming = self.make_shift(self.days(20))
        for member in self.team:
            self.assign(member, shift).action_absent()
            self.assign(member, coming)
        self.same_for_all("extension", self.team, 90, reason="Test")

    def same_for_reading(self, few, many, names, budget):
        few.read(names)  # warm caches
        counts = [self.statements(lambda rows=rows: rows.read(names)) for rows in (few, many)]
        self.assertEqual(len(set(counts)), 1, counts)
        self.assertLessEqual(counts[0], budget)

    def test_list_of_members_at_risk(self):
        shift = self.make_shift(self.days(-25))
        for member in self.team:
            self.assign(member, shift).action_absent()
        names = ["number", "name", "coop_risk", "coop_risk_reason", "coop_risk_step", "phone"]
        self.assertEqual(set(self.team.mapped("coop_risk")), {"alert"})
        self.same_for_reading(self.team[:3], self.team, names, 12)

    def test_list_of_leaves_to_answer(self):
        leaves = self.env["coop.leave"]
        for member in self.team:
            leaves |= self.make_leave(
                member, "temporary", self.days(7), self.days(120), state="draft"
            )
        names = ["member_id", "type_id", "consequences", "objection", "state"]
        self.same_for_reading(leaves[:3], leaves, names, 16)

    def test_list_of_shifts_to_close(self):
        shifts = self.env["coop.shift"]
        for number in range(1, 10):
            shift = self.make_shift(self.days(-number))
            self.assign(self.member, shift)
            shifts |= shift
        names = ["day", "hours", "to_record_count", "coop_to_close", "coop_to_close_label"]
        self.same_for_reading(shifts[:2], shifts, names, 8)
