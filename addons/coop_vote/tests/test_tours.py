"""Stories in a real browser."""

from odoo.tests import HttpCase, tagged

from .common import VoteBuilders
from .voting import cast


@tagged("post_install", "-at_install")
class TestTours(VoteBuilders, HttpCase):
    def test_a_committee_by_majority_judgment_with_a_tie(self):
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        vote = self.make_vote("Committee", method="majority_judgment", candidate_ids=rows)
        vote.action_open()
        first, second = vote.candidate_ids.ids
        cast(self.right_of(vote, self.member), f"{first}:0,{second}:0")
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

    def test_check_in_on_a_tablet_that_nobody_is_signed_in_at(self):
        self.make_member("Marguerite Yourcenar", card="0420000000013")
        for name in ("Simone Weil", "Simone Veil"):
            self.make_member(name)
        meeting = self.make_assembly()
        meeting.action_tablet_link()
        self.start_tour(meeting.tablet_url, "coop_vote_door", login=None)
        self.assertEqual(meeting.present_count, 2)

    def test_a_holder_votes_for_the_giver_too(self):
        giver = self.make_member("Marguerite Yourcenar")
        meeting = self.make_assembly()
        self.give_proxy(meeting, giver, self.member, origin="portal")
        vote = self.make_vote(assembly_id=meeting.id, state="open")
        self.start_tour(f"/my/assemblies/{meeting.id}", "coop_vote_proxy", login="coop.member")
        ways = [self.right_of(vote, member).used_via for member in (giver, self.member)]
        self.assertEqual(ways, ["proxy", "portal"])

    def test_a_holder_of_five_proxies_casts_six_ballots(self):
        givers = [self.make_member(name) for name in ("Ada", "Blaise", "Chloé", "Denis", "Émilie")]
        meeting = self.make_assembly()
        for giver in givers:
            self.give_proxy(meeting, giver, self.member, origin="portal")
        vote = self.make_vote(assembly_id=meeting.id, state="open")
        path = f"/my/assemblies/{meeting.id}"
        self.start_tour(path, "coop_vote_five_proxies", login="coop.member", timeout=180)
        self.finish(vote)
        counted = {choice: vote.result[choice] for choice in ("yes", "no", "abstain")}
        self.assertEqual(counted, {"yes": 1, "no": 3, "abstain": 2})

    def test_a_member_without_a_smartphone(self):
        """Convened on paper, let in by name, voting on paper before two tellers."""
        member = self.make_member("Marguerite Yourcenar", email=False)
        meeting = self.make_assembly("convened")
        self.assertIn(member, meeting._members_on_paper())
        reports = self.env["ir.actions.report"]
        printed = reports._render_qweb_html("coop_vote.report_convocation", meeting.ids)[0].decode()
        self.assertIn("Marguerite Yourcenar, member no.", " ".join(printed.split()))
        meeting.action_start()
        self.check_in(meeting, meeting._find_members("yourcenar"))
        vote = self.make_vote(assembly_id=meeting.id, room=True, state="open")
        self.make_user("coop.teller", "coop_vote.group_assembly")
        page = f"/odoo/coop-votes/{vote.id}"
        self.start_tour(page, "coop_vote_paper_sign", login="coop.assembly")
        for teller in ("coop.assembly", "coop.teller"):
            self.start_tour(page, "coop_vote_paper_tell", login=teller)
        self.finish(vote)
        self.assertEqual((vote.result["yes"], vote.used_count), (1, 1))

    def test_an_assembly_from_convocation_to_minutes_in_french(self):
        self.env["base.language.install"].create(
            {"lang_ids": [(6, 0, self.env.ref("base.lang_fr").ids)], "overwrite": False}
        ).lang_install()
        (self.assembly | self.portal_member).lang = "fr_FR"
        self.make_card(self.member.partner_id, "0420000000013")
        meeting = self.make_assembly(
            "draft", name="Assemblée du printemps", rule="rule_association", point_ids=[]
        )
        meeting.point_ids = [(0, 0, {"name": "Les comptes"})]
        vote = self.make_vote(
            "Approuvez-vous les comptes ?", assembly_id=meeting.id, point_id=meeting.point_ids.id
        )
        at_assembly, at_vote = f"/odoo/coop-assemblies/{meeting.id}", f"/odoo/coop-votes/{vote.id}"
        self.start_tour(at_assembly, "coop_vote_fr_convene", login="coop.assembly")
        mail = self.env["mail.mail"].search([("subject", "=", meeting.name)], limit=1)
        self.assertIn("Ordre du jour", str(mail.body_html))
        door = f"/coop/assembly/{meeting.id}"
        self.start_tour(door, "coop_vote_fr_door", login="coop.assembly")
        self.start_tour(at_vote, "coop_vote_fr_open", login="coop.assembly")
        self.start_tour("/my/votes", "coop_vote_fr_member", login="coop.member")
        self.start_tour(at_vote, "coop_vote_fr_count", login="coop.assembly")
        self.start_tour(at_assembly, "coop_vote_fr_minutes", login="coop.assembly")
        reports = self.env["ir.actions.report"].with_context(lang="fr_FR")
        minutes = reports._render_qweb_html("coop_vote.report_minutes", meeting.ids)[0].decode()
        for words in ("feuille de présence", "Inès Portail", "Adoptée", "Simone Weil", "SHA-256"):
            self.assertIn(words, minutes)
