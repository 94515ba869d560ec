"""Colleges whose votes together may not pass a cap."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from odoo.addons.coop_vote.rules import colleges

from .common import VoteCase
from .profiles import relaxed


class TestColleges(BaseCase):
    @relaxed(150)
    @given(
        st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 500), min_size=1),
        st.dictionaries(
            st.sampled_from("BCD"), st.fractions(Fraction(1, 100), Fraction(3, 10)), max_size=3
        ),
    )
    def test_no_college_passes_its_cap_and_none_below_it_is_cut(self, voters, caps):
        weights = colleges.weights(voters, caps)
        whole = sum(number * weights[college] for college, number in voters.items())
        for college, number in voters.items():
            cap = caps.get(college)
            if cap is None:
                self.assertEqual(weights[college], 1)
            elif weights[college] < 1:
                self.assertEqual(number * weights[college], cap * whole)
            else:
                self.assertLessEqual(number, cap * whole)


@tagged("post_install", "-at_install")
class TestCollegesInVotes(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workers = [cls.member] + [cls.make_member(f"Worker {n}") for n in range(17)]
        cls.partners = [cls.make_member(f"Partner {n}", type="B") for n in range(3)]

    def cast_all(self, vote, workers="no", partners="yes"):
        self.cast(vote, dict.fromkeys(self.workers, workers))
        self.cast(vote, dict.fromkeys(self.partners, partners))

    def test_a_college_below_its_cap_counts_in_full_and_its_ballots_say_nothing(self):
        vote = self.make_vote(state="open")
        self.cast(vote, {**dict.fromkeys(self.workers, "no"), self.partners[0]: "yes"})
        self.finish(vote)
        self.assertEqual((vote.result["yes"], vote.result["no"]), (1, 18))
        ballots = self.env["coop.vote.ballot"].search([("vote_id", "=", vote.id)])
        self.assertFalse(ballots.college_id)

    def test_a_college_above_its_cap_fills_it_exactly(self):
        vote = self.make_vote(state="open")
        self.cast_all(vote)
        self.finish(vote)
        yes, no = vote.result["yes"], vote.result["no"]
        self.assertEqual(Fraction(yes, yes + no), Fraction(1, 10))
        self.assertIn("has at most 1/10 of the votes", vote.arithmetic)

    def test_an_election_is_counted_in_parts_and_recounted_from_its_file(self):
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        vote = self.make_vote(method="plurality", candidate_ids=rows, state="open")
        ada, blaise = map(str, vote.candidate_ids.ids)
        self.cast_all(vote, workers=ada, partners=blaise)
        self.finish(vote)
        votes = vote.result["rounds"][0]["votes"]
        self.assertEqual(Fraction(votes["Blaise"], sum(votes.values())), Fraction(1, 10))
        self.assertIn(f"{votes['Ada']}\tAda", vote._ballot_file())

    def test_without_caps_everybody_counts_in_full(self):
        vote = self.make_vote(college_caps=False, state="open")
        self.cast_all(vote)
        self.finish(vote)
        self.assertEqual((vote.result["yes"], vote.result["no"]), (3, 18))

    def test_who_owns_an_uncapped_share_too_counts_in_full(self):
        both = self.workers[1]
        self.make_entry(both, 10, "B")
        vote = self.make_vote(state="open")
        self.assertFalse(self.right_of(vote, both).college_id)
        self.assertEqual(self.right_of(vote, self.partners[0]).college_id, self.type_b)

    def test_a_cap_changed_after_the_opening_does_not_count(self):
        vote = self.make_vote(state="open")
        self.type_b.college_cap = 0.5
        self.cast_all(vote)
        self.finish(vote)
        self.assertIn("at most 1/10", vote.arithmetic)

    def test_hands_of_a_capped_college_are_counted_apart(self):
        meeting = self.make_assembly()
        self.check_in(meeting, *self.workers, *self.partners)
        vote = self.make_vote(assembly_id=meeting.id, room=True, state="open")
        vote.action_room()
        tellers = (self.assembly, self.make_user("coop.teller", "coop_vote.group_assembly"))
        for teller in tellers:
            self.tell(vote, teller, yes=3, no=18)
        vote.action_close()
        with self.assertRaisesRegex(UserError, "Count its votes in the room apart"):
            vote.action_count()
        for teller in tellers:
            mine = [("vote_id", "=", vote.id), ("teller_id", "=", teller.id)]
            entries = self.env["coop.vote.teller"].with_user(teller).search(mine)
            entries.write({"yes": 0, "no": 18})
            self.tell(vote, teller, yes=3, no=0, college_id=self.type_b.id)
        vote.action_count()
        yes, no = vote.result["yes"], vote.result["no"]
        self.assertEqual(Fraction(yes, yes + no), Fraction(1, 10))

    def tell(self, vote, teller, **counted):
        entries = self.env["coop.vote.teller"].with_user(teller)
        entries.create({"vote_id": vote.id, "abstain": 0, **counted})
