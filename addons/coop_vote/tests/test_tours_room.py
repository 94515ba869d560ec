"""Stories in a real browser: tellers in the room, second call, withdrawal, consent, points."""

from odoo.tests import HttpCase, tagged

from .common import VoteBuilders

TELLERS = ("coop.assembly", "coop.teller")


@tagged("post_install", "-at_install")
class TestRoomTours(VoteBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_user("coop.teller", "coop_vote.group_assembly")

    def count_in_room(self, vote):
        page = f"/odoo/coop-votes/{vote.id}"
        self.start_tour(page, "coop_vote_count_room", login="coop.assembly")

    def test_two_tellers_read_the_paper_ballots_of_an_election(self):
        members = [self.member, *(self.make_member(f"Member {n}") for n in range(2))]
        meeting = self.make_assembly(rule="rule_association")
        vote = self.make_vote(
            "Committee",
            assembly_id=meeting.id,
            room=True,
            method="approval",
            candidate_ids=[(0, 0, {"name": name}) for name in ("Ada", "Blaise")],
            state="open",
        )
        self.check_in(meeting, *members)
        vote.action_room()
        for teller in TELLERS:
            self.start_tour(f"/coop/vote/{vote.id}/paper", "coop_vote_read_paper", login=teller)
        self.count_in_room(vote)
        self.assertEqual((vote.elected_names, vote.used_count), ("Ada", 3))
        self.assertEqual(vote.result["rounds"][0]["votes"], {"Ada": 2, "Blaise": 0})

    def test_two_tellers_call_the_names(self):
        giver = self.make_member("Ada")
        meeting = self.make_assembly(rule="rule_association")
        self.give_proxy(meeting, giver, self.member)
        self.check_in(meeting, self.member)
        vote = self.make_vote(assembly_id=meeting.id, room=True, state="open")
        page = f"/coop/vote/{vote.id}/call"
        for teller, tour in zip(TELLERS, ("first", "second"), strict=True):
            self.start_tour(page, f"coop_vote_call_{tour}", login=teller)
        self.count_in_room(vote)
        self.assertEqual(dict(vote._roll_call()), {self.member.name: "Yes", "Ada": "No"})


@tagged("post_install", "-at_install")
class TestOtherTours(VoteBuilders, HttpCase):
    def test_a_second_call_for_want_of_a_quorum(self):
        meeting = self.make_assembly()
        vote = self.make_vote(assembly_id=meeting.id)
        self.start_tour(
            f"/odoo/coop-assemblies/{meeting.id}", "coop_vote_second_call", login="coop.assembly"
        )
        second = meeting.second_ids
        self.assertEqual((second.state, second.vote_ids.name), ("convened", vote.name))
        self.assertTrue(meeting.adjourned)
        screen = f"/coop/assembly/{meeting.id}/screen"
        self.start_tour(screen, "coop_vote_adjourned", login="coop.assembly")
        self.start_tour("/my/assemblies", "coop_vote_second_call_member", login="coop.member")

    def test_a_vote_is_withdrawn_and_who_voted_reads_why(self):
        vote = self.make_vote(state="open")
        self.cast(vote, {self.member: "yes"})
        page = f"/odoo/coop-votes/{vote.id}"
        self.start_tour(page, "coop_vote_withdraw", login="coop.assembly")
        self.start_tour("/my/votes", "coop_vote_withdrawn_member", login="coop.member")
        self.assertEqual((vote.state, vote.used_count), ("withdrawn", 0))

    def test_an_objection_is_raised_resolved_and_read(self):
        other = self.make_member("Marguerite Yourcenar")
        vote = self.make_vote("Close at 21:00?", method="consent", secret=False, state="open")
        self.cast(vote, {other: "consent"})
        page = f"/my/votes/{vote.id}"
        self.start_tour(page, "coop_vote_object", login="coop.member")
        office = f"/odoo/coop-votes/{vote.id}"
        self.start_tour(office, "coop_vote_settle_objection", login="coop.assembly")
        self.start_tour(page, "coop_vote_read_objection", login="coop.member")
        self.assertEqual(vote.objection_ids.state, "resolved")

    def test_members_make_a_part_of_the_agenda(self):
        other = self.make_member("Marguerite Yourcenar")
        meeting = self.make_assembly("draft", calls_for_points=True, support_needed=2)
        proposals = self.env["coop.assembly.proposal"]
        proposals._propose(meeting.sudo(), other, "Bulk oats", "They are cheaper.")
        self.start_tour(f"/my/assemblies/{meeting.id}", "coop_vote_points", login="coop.member")
        self.assertIn("Bulk oats", meeting.point_ids.mapped("name"))
