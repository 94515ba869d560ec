"""Whatever happens in whatever order: the cache is what the facts say, and reversal brings back."""

import random
from datetime import timedelta

from odoo.tests import tagged

from .common import ShiftCase, unlike_facts

STEPS = 25
STATES = ("present", "absent", "excused", "expected", "late", "bereavement")


@tagged("post_install", "-at_install")
class TestRandomLives(ShiftCase):
    def test_incremental_equals_rebuilt(self):
        for seed in range(3):
            with self.subTest(seed=seed):
                self.live(random.Random(seed))

    def live(self, chance):
        self.freeze("2026-11-23")
        member = self.make_member(f"Vie {chance.random()}", joined="2026-01-05")
        if chance.random() < 0.6:
            self.enroll(member, self.make_template(seats=5), "2026-01-05")
        else:
            self.enroll(member, date_from="2026-01-05")
        acts = (self.attend, self.change, self.correct, self.take_back, self.block, self.grace)
        for _step in range(STEPS):
            chance.choice(acts)(member, chance)
        self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])
        self.assertEqual(unlike_facts(self.company), [])
        self.assertNotEqual(member.standing_ids.mapped("standing"), [])

    def day(self, chance):
        return self.days(-chance.randrange(320))

    def attend(self, member, chance):
        origin = chance.choice(("enrollment", "make_up"))
        row = self.assign(member, self.day(chance), origin=origin)
        row._record(chance.choice(STATES))

    def change(self, member, chance):
        rows = member.assignment_ids
        if rows:
            chance.choice(list(rows))._record(chance.choice(STATES))

    def correct(self, member, chance):
        self.env["coop.work.correction"].create(
            {
                "member_id": member.id,
                "date": self.day(chance),
                "counter": chance.choice(("abcd", "flying")),
                "amount": chance.choice((-2, -1, 1, 2)),
                "reason": "chance",
            }
        )

    def take_back(self, member, chance):
        rows = self.env["coop.work.correction"].search([("member_id", "=", member.id)])
        if rows:
            chance.choice(list(rows)).action_take_back()

    def block(self, member, chance):
        day = self.day(chance)
        self.make_block(member.partner_id, day, day + timedelta(days=9))

    def grace(self, member, chance):
        day = self.day(chance)
        graces = self.env["coop.grace"]
        if not graces.search([("member_id", "=", member.id), ("date_from", "=", day)]):
            graces.create(
                {
                    "member_id": member.id,
                    "kind": "extension",
                    "date_from": day,
                    "date_to": day + timedelta(days=7),
                }
            )
