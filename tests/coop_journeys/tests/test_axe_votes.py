from odoo.tests import HttpCase, tagged

from odoo.addons.coop_journeys.axe import AxeCase
from odoo.addons.coop_vote.tests.common import VoteBuilders

METHODS = (
    "resolution",
    "plurality",
    "runoff",
    "approval",
    "majority_judgment",
    "schulze",
    "stv",
    "one_by_one",
    "consent",
)


#: The ballots and results are many pages: a desk and a small phone.
WIDTHS = (1280, 320)


@tagged("post_install", "-at_install")
class TestAxeVotes(AxeCase, VoteBuilders, HttpCase):
    """Votes, assemblies, the check-in and the projector are for everybody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.portal_member, cls.assembly):
            user.password = user.login
        cls.others = [cls.make_member(f"Member {n}") for n in range(10)]

    def vote_by(self, method, **vals):
        """An open vote by a method, with candidates who say something."""
        names = () if method in ("resolution", "consent") else ("Ada", "Blaise", "Chloé")
        rows = [(0, 0, {"name": name, "statement": "<p>For the co-op.</p>"}) for name in names]
        return self.make_vote(
            f"By {method}?",
            method=method,
            secret=method != "consent",
            candidate_ids=rows,
            state="open",
            **vals,
        )

    def choice_in(self, vote):
        """A choice that a ballot of this vote may hold."""
        ids = vote.candidate_ids.ids
        said = {"resolution": "yes", "consent": "objection:The buses", "plurality": str(ids[:1])}
        return {
            **said,
            **dict.fromkeys(("runoff", "schulze", "stv"), ">".join(map(str, ids))),
            **dict.fromkeys(("plurality", "approval"), "".join(map(str, ids[:1]))),
            "majority_judgment": ",".join(f"{number}:0" for number in ids),
            "one_by_one": ",".join(f"{number}:yes" for number in ids),
        }[vote.method]

    def test_ballots_of_each_method(self):
        votes = [self.vote_by(method) for method in METHODS]
        pages = ["/my/votes", "/my/votes/secret", *(f"/my/votes/{vote.id}" for vote in votes)]
        self.assert_accessible(pages, self.portal_member.login, WIDTHS, ready="h1")

    def test_results_of_each_method(self):
        votes = [self.vote_by(method) for method in METHODS]
        for vote in votes:
            choice = self.choice_in(vote)
            self.cast(vote, dict.fromkeys([self.member, *self.others], choice))
            vote.action_close()
            if vote.method == "consent":
                vote.action_objections()
            vote.action_count()
        pages = [f"/my/votes/{vote.id}" for vote in votes]
        self.assert_accessible(pages, self.portal_member.login, WIDTHS, ready="h1")

    def test_assemblies(self):
        planned = self.make_assembly("draft", calls_for_points=True)
        proposals = self.env["coop.assembly.proposal"]
        proposals._propose(planned.sudo(), self.others[0], "Bulk oats", "They are cheaper.")
        meeting = self.make_assembly()
        meeting.point_ids = [(0, 0, {"name": "Accounts"})]
        self.give_proxy(meeting, self.others[0], self.member, origin="portal")
        pages = ["/my/assemblies", *(f"/my/assemblies/{one.id}" for one in planned | meeting)]
        self.assert_accessible(pages, login=self.portal_member.login, ready="h1")

    def test_check_in_and_projector(self):
        meeting = self.make_assembly()
        self.check_in(meeting, self.member)
        self.make_vote(assembly_id=meeting.id, state="open")
        door = f"/coop/assembly/{meeting.id}"
        called = self.make_vote(assembly_id=meeting.id, secret=False, room=True, state="open")
        pages = [door, f"{door}/screen", f"/coop/vote/{called.id}/call"]
        for method in ("approval", "majority_judgment", "stv", "one_by_one"):
            election = self.vote_by(method, assembly_id=meeting.id, room=True)
            self.env["coop.vote.paper"].with_user(self.assembly)._read_out(
                election, self.choice_in(election), 3
            )
            pages.append(f"/coop/vote/{election.id}/paper")
        self.assert_accessible(pages, login=self.assembly.login, ready="h1")
        meeting.action_tablet_link()
        link = f"/coop/assembly/tablet/{meeting.tablet_key}"
        self.assert_accessible([link, link[:-1]], ready="h1")
