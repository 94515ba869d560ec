"""Stories in a real browser."""

from odoo.tests import HttpCase, tagged

from .common import VoteBuilders


@tagged("post_install", "-at_install")
class TestTours(VoteBuilders, HttpCase):
    def test_a_committee_by_majority_judgment_with_a_tie(self):
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        vote = self.make_vote("Committee", method="majority_judgment", candidate_ids=rows)
        vote.action_open()
        first, second = vote.candidate_ids.ids
        self.right_of(vote, self.member)._cast(f"{first}:0,{second}:0")
        self.start_tour(
            f"/odoo/coop-votes/{vote.id}", "coop_vote_settle_tie", login="coop.assembly"
        )
        self.assertEqual((vote.outcome, vote.elected_names), ("elected", "Blaise"))

    def test_check_in_at_the_door(self):
        self.make_member("Marguerite Yourcenar", card="0420000000013")
        for name in ("Simone Weil", "Simone Veil"):
            self.make_member(name)
        meeting = self.make_assembly()
        self.start_tour(f"/coop/assembly/{meeting.id}", "coop_vote_door", login="coop.assembly")
        self.assertEqual(meeting.present_count, 2)

    def test_a_holder_votes_for_the_giver_too(self):
        giver = self.make_member("Marguerite Yourcenar")
        meeting = self.make_assembly()
        self.give_proxy(meeting, giver, self.member, origin="portal")
        vote = self.make_vote(assembly_id=meeting.id, state="open")
        self.start_tour(f"/my/assemblies/{meeting.id}", "coop_vote_proxy", login="coop.member")
        ways = [self.right_of(vote, member).used_via for member in (giver, self.member)]
        self.assertEqual(ways, ["proxy", "portal"])
