"""A proxy that is not accepted (any more) carries no vote: by HTTP, in the room, on paper."""

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import VoteBuilders

DEAD = ("given", "refused", "revoked", "returned", "cancelled", "ended")


@tagged("post_install", "-at_install")
class TestMandates(VoteBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.giver = cls.make_member("Giver")

    def proxy(self, state):
        """A vote in the room of an assembly of its own, and a proxy for it in a state."""
        meeting = self.make_assembly(rule="rule_association")
        vote = self.make_vote(assembly_id=meeting.id, room=True, state="open")
        portal = state in ("given", "refused")
        proxy = self.give_proxy(
            meeting, self.giver, self.member, origin="portal" if portal else "paper"
        )
        if state not in ("given", "accepted"):
            proxy._move(state)
        self.assertEqual(proxy.state, state)
        return meeting, vote

    def post(self, vote, right):
        """The holder sends the form of the giver's ballot, whatever the page offers."""
        self.authenticate("coop.member", "coop.membercoop.member")
        form = {"csrf_token": Request.csrf_token(self), "choice": "yes", "right": right.id}
        answer = self.url_open(f"/my/votes/{vote.id}/ballot", data=form)
        self.env.invalidate_all()
        return answer

    def test_by_http(self):
        _meeting, vote = self.proxy("accepted")
        right = self.right_of(vote, self.giver)
        self.post(vote, right)
        self.assertEqual(right.used_via, "proxy")
        for state in DEAD:
            with self.subTest(state):
                _meeting, vote = self.proxy(state)
                right = self.right_of(vote, self.giver)
                self.assertNotIn("receipt", self.post(vote, right).text)
                self.assertFalse(right.used_via)

    def test_in_the_room(self):
        for state in ("accepted", *DEAD):
            with self.subTest(state):
                meeting, vote = self.proxy(state)
                self.check_in(meeting, self.member)
                vote.action_room()
                wanted = "room" if state == "accepted" else False
                self.assertEqual(self.right_of(vote, self.giver).used_via, wanted)

    def test_on_paper_the_giver_of_a_dead_proxy_votes_alone(self):
        """The holder's hand took nothing, so the right is still the giver's own."""
        for state in DEAD:
            with self.subTest(state):
                meeting, vote = self.proxy(state)
                self.check_in(meeting, self.member)
                vote.action_room()
                self.right_of(vote, self.giver).with_user(self.assembly).action_sign_paper()
                self.assertEqual(self.right_of(vote, self.giver).used_via, "paper")


@tagged("post_install", "-at_install")
class TestTellersApart(VoteBuilders, HttpCase):
    """One teller does not see the other's count before both are published."""

    def test_each_sees_their_own_count_only(self):
        second = self.make_user("coop.teller", "coop_vote.group_assembly")
        meeting = self.make_assembly(rule="rule_association")
        vote = self.make_vote(assembly_id=meeting.id, room=True, state="open")
        self.check_in(meeting, self.member)
        vote.action_room()
        counts = {}
        for user in (self.assembly, second):
            tellers = self.env["coop.vote.teller"].with_user(user).with_company(self.company)
            counts[user] = tellers.create({"vote_id": vote.id, "yes": 1, "no": 0, "abstain": 0})
        for user, own in counts.items():
            tellers = self.env["coop.vote.teller"].with_user(user).with_company(self.company)
            self.assertEqual(tellers.search([("vote_id", "=", vote.id)]).ids, own.ids)
        self.finish(vote)
        for user in counts:
            tellers = self.env["coop.vote.teller"].with_user(user).with_company(self.company)
            self.assertEqual(len(tellers.search([("vote_id", "=", vote.id)])), 2)
