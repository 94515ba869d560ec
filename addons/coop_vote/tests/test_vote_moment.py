"""The attendance of a vote is that of its closing, whenever somebody counts or prints."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import VoteCase
from .voting import cast


@tagged("post_install", "-at_install")
class TestMomentOfAVote(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = [cls.member] + [cls.make_member(f"Member {n}") for n in range(21)]
        cls.meeting = cls.make_assembly(rule="rule_association")

    def make(self, needed=20, **vals):
        return self.make_vote(
            assembly_id=self.meeting.id, state="open", quorum_number=needed, **vals
        )

    def come(self, first, last):
        self.check_in(self.meeting, *self.people[first:last])

    def leave(self, first, last):
        gone = self.meeting.presence_ids.filtered(
            lambda row: row.member_id in self.env["coop.member"].union(*self.people[first:last])
        )
        gone.action_leave()

    def minutes(self):
        return self.env["ir.qweb"]._render(
            "coop_vote.report_minutes",
            {"docs": self.meeting, "doc_ids": self.meeting.ids, "doc_model": "coop.assembly"},
        )

    def test_who_comes_after_the_closing_does_not_make_the_quorum(self):
        vote = self.make()
        self.come(0, 14)
        vote.action_close()
        self.come(14, 20)
        vote.action_count()
        self.assertEqual(vote.outcome, "no_quorum")
        self.assertEqual(vote.result["quorum_counted"], 14)
        self.assertEqual(len(vote.attendance_ids), 14)

    def test_who_leaves_after_the_closing_still_counts(self):
        for method in ("resolution", "approval", "one_by_one", "consent"):
            with self.subTest(method):
                names = [] if method in ("resolution", "consent") else "AB"
                vote = self.make(
                    method=method,
                    secret=method != "consent",
                    candidate_ids=[(0, 0, {"name": name}) for name in names],
                )
                self.come(0, 20)
                said = {"resolution": "yes", "consent": "consent", "one_by_one": None}
                ids = vote.candidate_ids.ids
                choice = said.get(method, str(ids[:1] and ids[0])) or f"{ids[0]}:yes"
                cast(self.right_of(vote, self.people[0]), choice)
                vote.action_close()
                self.leave(0, 20)
                vote.action_count()
                self.assertIn(vote.outcome, ("adopted", "elected"))
                self.assertEqual(vote.result["attendance"]["present"], 20)

    def test_who_left_before_the_closing_does_not_count(self):
        vote = self.make()
        self.come(0, 20)
        self.leave(0, 3)
        vote.action_close()
        self.come(0, 3)
        vote.action_count()
        self.assertEqual(vote.result["quorum_counted"], 17)

    def test_the_represented_are_those_of_the_closing(self):
        vote = self.make(needed=3)
        giver, holder, other = self.people[:3]
        proxy = self.give_proxy(self.meeting, giver, holder)
        self.check_in(self.meeting, holder, other)
        vote.action_close()
        proxy.action_revoke()
        vote.action_count()
        self.assertEqual(vote.result["quorum_counted"], 3)
        kept = vote.attendance_ids.filtered(lambda row: row.member_id == giver)
        self.assertEqual((kept.part, kept.holder_id), ("represented", holder))

    def test_an_end_that_passed_with_nobody_pressing(self):
        """Ballots until 20:00; who came, left or gave a proxy afterwards changes nothing."""
        now = fields.Datetime.now()
        vote = self.make(closes_at=now + timedelta(hours=2))
        with freeze_time(now + timedelta(hours=1)):
            self.come(0, 14)
            late = self.give_proxy(self.meeting, self.people[20], self.people[0])
        with freeze_time(now + timedelta(hours=3)):
            self.come(14, 20)
            self.leave(0, 5)
            late.action_revoke()
            self.give_proxy(self.meeting, self.people[21], self.people[6])
        with freeze_time(now + timedelta(hours=4)):
            vote.action_close()
            vote.action_count()
        self.assertEqual(vote.result["quorum_counted"], 15)
        self.assertEqual(vote.outcome, "no_quorum")

    def test_no_hands_after_the_announced_end(self):
        now = fields.Datetime.now()
        vote = self.make(room=True, closes_at=now + timedelta(hours=1))
        self.come(0, 3)
        with freeze_time(now + timedelta(hours=2)), self.assertRaisesRegex(Exception, "closed"):
            vote.action_room()

    def test_the_base_of_the_quorum_is_that_of_the_convocation(self):
        """A quarter of the 22 convened is 6; those who join afterwards do not raise it."""
        vote = self.make(needed=0, quorum_numerator=1, quorum_denominator=4)
        for number in range(10):
            self.make_member(f"New {number}")
        later = self.make(needed=0, quorum_numerator=1, quorum_denominator=4)
        self.come(0, 6)
        for one in (vote, later):
            self.finish(one)
            self.assertEqual(one.result["quorum_needed"], 6)
        self.assertEqual(later.right_count, 32)

    def test_minutes_printed_afterwards_tell_who_was_there(self):
        vote = self.make(needed=10)
        self.come(0, 14)
        cast(self.right_of(vote, self.people[0]), "yes")
        self.finish(vote)
        self.leave(0, 14)
        self.meeting.action_end()
        for _state in ("closed", "signed"):
            self.meeting.invalidate_recordset()
            self.assertEqual(self.meeting.present_count, 14)
            text = " ".join(str(self.minutes()).split())
            self.assertIn("present 14", text)
            self.assertIn("Quorum: 14 of 10", text)
            self.assertNotIn('Present</td><td class="text-end">0', text)
            if self.meeting.state == "closed":
                self.meeting.action_sign()
