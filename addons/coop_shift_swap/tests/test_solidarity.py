"""The solidarity pool of SuperCoop: work is passed on, never made or lost."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.coop_shift.tests.common import unlike_facts

from .common import SwapCase


@tagged("post_install", "-at_install")
class TestSolidarity(SwapCase):
    policy_preset = "supercoop_berlin"

    @classmethod
    def set_up_swaps(cls):
        cls.gifts = cls.env["coop.solidarity.gift"]
        # Shares owe work from the day they are bought: both joined with the cycle of their place.
        cls.giver, cls.behind = (
            cls.make_member(name, "2026-10-05") for name in ("Gina Gern", "Bob Behind")
        )
        for member in (cls.giver, cls.behind):
            cls.enroll(member, date_from="2026-10-05")

    def setUp(self):
        super().setUp()
        self.worked = [
            self.assign(self.giver, f"2026-11-{day}", "booking") for day in ("09", "10", "11", "12")
        ]
        for row in self.worked:
            row.action_present()
        (self.giver | self.behind)._coop_refresh_standings()
        self.assertEqual(self.balance(self.giver, "balance"), 2, "four shifts, two cycles")
        self.assertEqual(self.balance(self.behind, "balance"), -2)

    def test_given_and_received(self):
        gift = self.gifts._give(self.worked[0])
        self.assertEqual(self.balance(self.giver, "balance"), 1)
        self.gifts._take(self.behind)
        self.assertEqual((gift.state, gift.receiver_id), ("taken", self.behind))
        self.assertEqual(self.balance(self.behind, "balance"), -1)
        labels = (self.giver | self.behind).work_entry_ids.mapped("label")
        self.assertIn("Shift given to the solidarity pool", labels)
        self.assertIn("Shift received from the solidarity pool", labels)
        wrong = unlike_facts(self.company)
        self.assertFalse(set(wrong) & set((self.giver | self.behind).ids))

    def test_deriving_again_writes_nothing(self):
        self.gifts._give(self.worked[0])
        self.gifts._take(self.behind)
        before = self.env["coop.work.entry"].search_count([])
        (self.giver | self.behind)._coop_refresh_standings()
        self.assertEqual(self.env["coop.work.entry"].search_count([]), before)

    def test_one_shift_is_given_once(self):
        self.gifts._give(self.worked[0])
        with self.assertRaisesRegex(UserError, "given this shift already"):
            self.gifts._give(self.worked[0])

    def test_two_a_year(self):
        for _round in range(2):
            self.gifts._give(self.worked.pop())
        self.gifts._take(self.behind)
        self.gifts._take(self.behind)
        self.assign(self.giver, "2026-11-13", "booking").action_present()
        self.gifts._give(self.worked.pop())
        self.behind._coop_refresh_standings()
        with self.assertRaisesRegex(UserError, "this kind this year"):
            self.gifts._take(self.behind, by_office=True)
        self.assertEqual(self.balance(self.behind, "balance"), 0)

    def test_only_who_is_behind_takes_but_the_office_may_give(self):
        self.gifts._give(self.worked[0])
        third = self.make_member("Tina", joined="2026-11-20")
        with self.assertRaisesRegex(UserError, "members who are behind"):
            self.gifts._take(third)
        wizard = self.env["coop.solidarity.give"].with_user(self.office)
        wizard.create({"member_id": third.id}).action_give()
        self.assertEqual(self.balance(third, "balance"), 1)

    def test_nobody_gives_what_they_need(self):
        self.gifts._give(self.worked[0])
        self.gifts._give(self.worked[1])
        with self.assertRaisesRegex(UserError, "below zero"):
            self.gifts._give(self.worked[2])

    def test_taken_back_while_nobody_has_it(self):
        gift = self.gifts._give(self.worked[0])
        gift._withdraw()
        self.assertEqual(self.balance(self.giver, "balance"), 2)
        self.assertEqual(self.gifts._give(self.worked[0]).state, "available", "given anew")
        with self.assertRaisesRegex(UserError, "empty"):
            self.gifts._take(self.giver)

    def test_a_corrected_attendance_is_no_gift(self):
        gift = self.gifts._give(self.worked[0])
        self.worked[0].action_absent()
        self.assertEqual(gift.state, "withdrawn")
        self.assertEqual(self.balance(self.giver, "balance"), 0)

    def test_no_pool_in_other_rules(self):
        other = self.env["res.company"].create({"name": "Slope"})
        self.env["coop.work.policy"]._load_preset("park_slope", other)
        far = self.make_member("Sam", company_id=other.id, shares=0)
        self.assertIsNone(self.gifts._coop_worth(far))
