"""What is kept after the count, and until when."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import VoteCase


@tagged("post_install", "-at_install")
class TestRetention(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(11)]

    def counted(self, **vals):
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        vote = self.make_vote(method="approval", candidate_ids=rows, **vals)
        vote.action_open()
        self.cast(vote, dict.fromkeys(self.members, str(vote.candidate_ids.ids[0])))
        self.finish(vote)
        return vote

    def later(self, vote, days):
        """The vote as if it had been counted so many days ago."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE coop_vote SET counted_on = %s WHERE id = %s",
            (self.days(-days), vote.id),
        )
        vote.invalidate_recordset()

    def rows(self, vote):
        """How many ballots and choices with a name there are."""
        found = []
        for table in ("ballot", "envelope"):
            self.env.cr.execute(
                f"SELECT count(*) FROM coop_vote_{table} WHERE vote_id = %s", (vote.id,)
            )
            found.append(self.env.cr.fetchone()[0])
        return tuple(found)

    def test_ballots_are_kept_while_the_vote_can_be_contested(self):
        vote = self.counted()
        self.later(vote, 90)
        self.assertTrue(vote._shows_ballots())
        with self.assertRaisesRegex(UserError, "can be contested until"):
            vote.action_purge()
        self.assertEqual(self.rows(vote), (12, 0))

    def test_afterwards_they_are_not_shown_whether_or_not_the_purge_has_run(self):
        vote = self.counted(secret=False)
        self.later(vote, 92)
        self.assertFalse(vote._shows_ballots())
        self.assertEqual(vote._roll_call(), [])
        self.assertEqual(self.rows(vote), (12, 12))

    def test_the_purge_leaves_the_result_and_no_choice_and_no_signing(self):
        vote = self.counted(secret=False)
        arithmetic = vote.arithmetic
        self.later(vote, 92)
        vote.action_purge()
        vote.action_purge()
        self.assertEqual(self.rows(vote), (0, 0))
        self.assertFalse(vote.right_ids.filtered(lambda line: line.used_via or line.receipt))
        self.assertEqual((vote.used_count, vote.right_count), (12, 12))
        self.assertEqual((vote.arithmetic, vote.elected_names), (arithmetic, "Ada"))

    def test_the_page_says_what_was_erased_and_nothing_before(self):
        vote = self.counted()
        words = {"kept until": 30, "will be erased": 92}
        for said, days in words.items():
            self.later(vote, days)
            self.assertIn(said, self.page(vote))
        vote.action_purge()
        self.assertIn("were erased on", self.page(vote))
        self.assertNotIn("will be erased", self.page(vote))

    def page(self, vote):
        """The result as a member reads it."""
        said = self.env["ir.qweb"]._render("coop_vote.portal_result", {"vote": vote})
        return " ".join(said.split())

    def test_the_daily_job_purges_what_is_due_and_nothing_else(self):
        due, kept, running = self.counted(), self.counted(), self.make_vote(state="open")
        self.later(due, 92)
        self.later(kept, 30)
        with self.enter_registry_test_mode():
            self.env.ref("coop_vote.ir_cron_purge").method_direct_trigger()
        self.assertEqual([self.rows(vote)[0] for vote in (due, kept)], [0, 12])
        self.assertTrue(due.purged_on)
        self.assertFalse(kept.purged_on or running.purged_on)

    def test_dates_are_not_written_by_hand(self):
        vote = self.counted()
        for name in ("counted_on", "purged_on"):
            with self.assertRaisesRegex(UserError, "Use the buttons"):
                vote.write({name: "2020-01-01"})
        with self.assertRaisesRegex(UserError, "is over"):
            vote.contest_days = 0
