"""Statements do not grow with the number of rows."""

from odoo.tests import tagged

from .common import CommitteeCase


@tagged("post_install", "-at_install")
class TestBudgets(CommitteeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seats = cls.env["coop.committee.seat"]
        for index in range(20):
            cls.seats |= cls.make_seat(cls.make_member(f"Member {index}"))

    def statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def works(self, seats):
        works = self.env["coop.committee.work"]
        return works.browse([self.make_work(self.days(-2), 3, seat).id for seat in seats])

    def test_approving_many_at_once(self):
        first, few, many = map(self.works, (self.seats[:2], self.seats[2:4], self.seats[4:]))
        first.action_approve()  # warm caches
        counts = [self.statements(rows.action_approve) for rows in (few, many)]
        self.assertEqual(len(set(counts)), 1, counts)
        self.assertLessEqual(counts[0], 33)
        self.assertEqual(set(many.mapped("credits")), {1})

    def same(self, rows, names):
        """Reading two rows and reading all takes the same statements; how many."""
        counts = [self.statements(lambda some=some: some.read(names)) for some in (rows[:2], rows)]
        self.assertEqual(len(set(counts)), 1, counts)
        return counts[0]

    def test_the_lists(self):
        committees = self.env["coop.committee"]
        for index in range(5):
            committees |= self.make_committee(
                f"Committee {index}", coordinator_ids=self.seats[index].member_id.ids
            )
        names = ["name", "seat_count", "to_answer_count", "coordinator_ids"]
        self.assertLessEqual(self.same(committees, names), 7)
        names = ["member_id", "committee_id", "date", "hours", "credits", "state"]
        self.assertLessEqual(self.same(self.works(self.seats), names), 8)
