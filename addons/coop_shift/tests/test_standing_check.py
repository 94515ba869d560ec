"""All standings compared with the facts, or derived again, with progress for whoever waits."""

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.coop_shift.cli import coop_standings
from odoo.addons.coop_shift.wizards import coop_standing_check

from .common import ShiftCase


@tagged("post_install", "-at_install")
class TestStandingCheck(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.members = [self.make_member(f"Une {n}") for n in range(3)]
        template = self.make_template(seats=3)
        for member in self.members:
            self.enroll(member, template)
        self.env.flush_all()
        self.check = self.env["coop.standing.check"].create({})

    def spoil(self, member):
        """As a hand in the database would."""
        self.env.cr.execute(
            "UPDATE coop_standing SET standing = 'suspended' WHERE member_id = %s", [member.id]
        )
        self.env.invalidate_all()

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("coop_shift.cron_standing_check").method_direct_trigger()
        self.env.invalidate_all()

    def test_nothing_differs(self):
        self.check.action_check()
        self.run_job()
        self.assertEqual(self.check.state, "done")
        self.assertEqual(self.check.progress, 100)
        self.assertIn("The standings of all members are what the facts say.", self.check.report)
        self.assertIn("The ledgers of all members are what the facts say.", self.check.report)

    def test_a_difference_is_told_and_not_touched_by_a_check(self):
        self.spoil(self.members[1])
        self.check.action_check()
        self.run_job()
        self.assertEqual(self.check.standing_count, 1)
        self.assertIn("Une 1", self.check.report)
        self.assertEqual(self.members[1].coop_standing, "suspended")

    def test_deriving_again_puts_it_right(self):
        self.spoil(self.members[1])
        self.check.action_rebuild()
        self.run_job()
        self.assertEqual(self.check.standing_count, 1)
        self.assertEqual(self.members[1].coop_standing, "up_to_date")

    def test_whoever_started_it_sees_how_far_it_is(self):
        self.check.action_rebuild()
        told = []
        users = self.env.registry["res.users"]
        with (
            patch.object(coop_standing_check, "BATCH", 2),
            patch.object(users, "_bus_send", lambda _s, _kind, note: told.append(note["message"])),
        ):
            self.check._next_batch()
            self.assertEqual((self.check.done, self.check.state), (2, "running"))
            while self.check.state == "running":
                self.check._next_batch()
        total = self.check.total
        self.assertEqual(told[0], f"2 of {total} members.")
        self.assertIn("what the facts say", told[-1])

    def test_the_command_reports_and_puts_right(self):
        self.spoil(self.members[1])
        told = []

        def run(store):
            with patch.object(coop_standings, "BATCH", 2):
                batches = coop_standings.all_batches(self.env)
            done = (coop_standings.fold(self.env, batch, store) for batch in batches)
            return coop_standings.tell(done, batches, told.append)

        self.assertEqual([run(False), run(False), run(True), run(True)], [1, 1, 1, 0])
        self.assertIn(f"member {self.members[1].id}: ", " ".join(told))
        self.assertRegex(told[0], r"^(2 of \d+ members|member .*)$")
        self.assertEqual(told[-1], "0 members differed.")
