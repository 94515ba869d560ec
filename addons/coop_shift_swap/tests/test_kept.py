"""A flying shift is kept some days for who did it last cycle. Time is data: no job frees it."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SwapCase


@tagged("post_install", "-at_install")
class TestKept(SwapCase):
    def setUp(self):
        super().setUp()
        self.company.coop_kept_days = 7
        self.template = self.make_template(seats=1, week=3, weekday="2", date_from="2026-10-01")
        self.env["coop.planning"]._plan(self.company, first=self.days(-28))
        shifts = self.env["coop.shift"].search([("template_id", "=", self.template.id)])
        self.before, self.coming = shifts.sorted("start")[:2]
        self.assertGreater(self.coming.day, self.days(7))
        self.assertEqual((self.coming.day - self.before.day).days, 28)
        self.seat(self.fly, self.before, "booking").write({"state": "present"})
        self.rival = self.make_flyer("Rita Rivale")
        self.book = self.env["coop.assignment"]._book

    def test_kept_for_the_one_who_did_it_last_time(self):
        with self.assertRaisesRegex(UserError, "kept for the person who had it last time"):
            self.book(self.rival, self.coming, self.till)
        self.assertEqual([p[0] for p in self.fly._coop_kept_places()], [self.coming])
        self.assertTrue(self.book(self.fly, self.coming, self.till))

    def test_free_after_the_date(self):
        self.freeze(f"{self.days(-6, self.coming.day)} 12:00:00")
        self.assertEqual(self.fly._coop_kept_places(), [])
        self.assertTrue(self.book(self.rival, self.coming, self.till))

    def test_another_seat_is_free(self):
        self.template.seat_ids.seats = 2
        self.assertTrue(self.book(self.rival, self.coming, self.till))

    def test_given_up_is_not_kept(self):
        self.book(self.fly, self.coming, self.till).write({"state": "cancelled"})
        self.assertTrue(self.book(self.rival, self.coming, self.till))

    def test_nobody_moves_onto_a_kept_seat(self):
        own = self.seat(self.ada, self.make_place(self.days(1, self.coming.day)))
        self.assertNotIn(self.coming, [place[0] for place in own._swap_free_places()])
        with self.assertRaisesRegex(UserError, "still kept"):
            own._swap_move(self.coming, self.till)
