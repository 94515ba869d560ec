"""Resolutions: majorities, quorums, and candidates one by one."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_vote.rules import outcome, quorum
from odoo.addons.coop_vote.rules.counting import resolution
from odoo.addons.coop_vote.rules.counting.resolution import Majority, Tally

from .profiles import relaxed

VOTES = st.integers(0, 400)
MAJORITIES = st.sampled_from(
    (resolution.ABSOLUTE, resolution.TWO_THIRDS, resolution.THREE_QUARTERS, resolution.UNANIMOUS)
)


@tagged("post_install", "-at_install")
class TestOutcome(BaseCase):
    @relaxed()
    @given(VOTES, VOTES, VOTES)
    def test_absolute_majority_is_more_yes_than_no(self, yes, no, abstain):
        counted = resolution.count(resolution.ABSOLUTE, Tally(yes, no, abstain))
        self.assertEqual(counted.adopted, yes > no)
        self.assertEqual(counted.even, yes == no)

    @relaxed()
    @given(VOTES, VOTES)
    def test_two_thirds_and_three_quarters_to_the_vote(self, yes, no):
        self.assertEqual(
            resolution.count(resolution.TWO_THIRDS, Tally(yes, no)).adopted,
            yes > 0 and 3 * yes >= 2 * (yes + no),
        )
        self.assertEqual(
            resolution.count(resolution.THREE_QUARTERS, Tally(yes, no)).adopted,
            yes > 0 and 4 * yes >= 3 * (yes + no),
        )

    @relaxed()
    @given(MAJORITIES, VOTES, VOTES, VOTES)
    def test_one_more_yes_never_rejects(self, majority, yes, no, abstain):
        before = resolution.count(majority, Tally(yes, no, abstain)).adopted
        after = resolution.count(majority, Tally(yes + 1, no, abstain)).adopted
        self.assertLessEqual(before, after)

    def test_counted_abstentions_and_wider_bases_ask_for_more(self):
        votes = Tally(40, 30, abstain=20, blank=1, present=100, members=200)
        half = Fraction(1, 2)
        needs = [
            resolution.count(Majority(half, True, base, abstention), votes).needed
            for base, abstention in (
                ("expressed", "left_out"),
                ("expressed", "counted"),
                ("present", "left_out"),
                ("members", "left_out"),
            )
        ]
        self.assertEqual(needs, [36, 46, 51, 101])

    def test_more_ballots_than_persons_is_refused(self):
        with self.assertRaises(ValueError):
            resolution.count(Majority(Fraction(1, 2), True, "present"), Tally(4, 1, present=4))

    def test_la_louve(self):
        """Ordinary: 100 members on first call, none on second; extraordinary: a quarter."""
        first, second = quorum.Quorum(number=100), quorum.Quorum()
        extraordinary = quorum.Quorum(fraction=Fraction(1, 4))
        crowd = quorum.Attendance(16_000, present=70, represented=29)
        votes = Tally(80, 10)
        codes = [
            outcome.decide(rule, crowd, resolution.ABSOLUTE, votes).code
            for rule in (first, second, extraordinary)
        ]
        self.assertEqual(codes, ["no_quorum", "adopted", "no_quorum"])

    def test_referendum_needs_half_plus_one_of_the_voters(self):
        rule = quorum.Quorum(fraction=Fraction(1, 2), strict=True, base="voting")
        for voting, reached in ((500, False), (501, True)):
            crowd = quorum.Attendance(1000, voting=voting)
            self.assertEqual(quorum.count(rule, crowd).reached, reached)
