"""Consent with objections, and candidates voted on one by one."""

from odoo.exceptions import UserError, ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import VoteBuilders, VoteCase


@tagged("post_install", "-at_install")
class TestConsent(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(4)]

    def proposal(self, *said):
        """An open vote on which the first members have said something, closed."""
        vote = self.make_vote("Close at 21:00?", method="consent", secret=False, state="open")
        self.cast(vote, dict(zip(self.members, said, strict=False)))
        vote.action_close()
        vote.action_objections()
        return vote

    def test_adopted_when_nobody_objects(self):
        vote = self.proposal("consent", "consent", "concern:Who closes?", "aside")
        vote.action_count()
        self.assertEqual(vote.outcome, "adopted")
        self.assertIn("Consent: 2, concerns: 1, objections: 0, stand aside: 1.", vote.arithmetic)

    def test_one_objection_that_stands_is_enough(self):
        vote = self.proposal("consent", "consent", "objection:No bus home")
        self.assertEqual(vote.objection_ids.mapped("reason"), ["No bus home"])
        self.assertEqual(vote.objection_ids.member_id, self.members[2])
        vote.action_count()
        self.assertEqual(vote.outcome, "rejected")

    def test_an_objection_that_is_resolved_or_withdrawn_no_longer_stands(self):
        vote = self.proposal("consent", "objection:No bus home", "objection:Too late")
        vote.objection_ids[0].write({"state": "resolved", "note": "20:30 on Sundays"})
        vote.objection_ids[1].state = "withdrawn"
        vote.action_count()
        self.assertEqual(vote.outcome, "adopted")
        with self.assertRaisesRegex(UserError, "between the closing and the count"):
            vote.objection_ids[0].state = "standing"

    def test_a_proposal_to_which_nobody_consents_falls_and_says_why(self):
        vote = self.proposal("aside", "objection:Too late")
        vote.objection_ids.state = "withdrawn"
        vote.action_count()
        self.assertEqual(vote.outcome, "rejected")
        self.assertIn("Nobody consents", vote.arithmetic)
        adopted = self.proposal("concern:Who closes?")
        adopted.action_count()
        self.assertNotIn("Nobody consents", adopted.arithmetic)

    def test_objections_are_collected_before_the_count_and_keep_their_words(self):
        vote = self.make_vote(method="consent", secret=False, state="open")
        self.cast(vote, {self.member: "objection:Why so fast?"})
        vote.action_close()
        with self.assertRaisesRegex(UserError, "Collect the objections"):
            vote.action_count()
        vote.action_objections()
        vote.action_objections()
        self.assertEqual(len(vote.objection_ids), 1)
        with self.assertRaisesRegex(UserError, "keeps its words"):
            vote.objection_ids.reason = "Nothing"

    def test_consent_is_open_and_an_objection_has_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "Consent is given openly"):
            self.make_vote(method="consent", secret=True)
        vote = self.make_vote(method="consent", secret=False, state="open")
        with self.assertRaisesRegex(UserError, "say why you object"):
            vote._choice_from_form({"choice": ["objection"], "reason": [" "]})
        with self.assertRaisesRegex(UserError, "cannot be read"):
            self.cast(vote, {self.member: "veto"})

    def test_who_said_what_is_published_once_counted(self):
        vote = self.proposal("consent", "concern:Who closes?")
        vote.action_count()
        self.assertIn(
            (self.members[1].name, "Consent with a concern. Who closes?"), vote._roll_call()
        )


@tagged("post_install", "-at_install")
class TestOneByOne(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(4)]

    def elect(self, ballots, **vals):
        """Elect between Ada, Blaise and Chloé with ballots of answers in that order."""
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise", "Chloé")]
        vote = self.make_vote(
            "Committee", method="one_by_one", candidate_ids=rows, state="open", **vals
        )
        for member, answers in zip(self.members, ballots, strict=True):
            form = {
                f"answer_{candidate.id}": [answer]
                for candidate, answer in zip(vote.candidate_ids, answers.split(), strict=True)
            }
            self.cast(vote, {member: vote._choice_from_form(form)})
        self.finish(vote)
        return vote

    def test_only_who_reaches_the_majority_is_elected(self):
        vote = self.elect(["yes yes no", "yes no no", "yes abstain yes", "no no no", "yes yes no"])
        self.assertEqual((vote.outcome, vote.elected_names), ("elected", "Ada"))
        told = " ".join(vote._rounds_told()[0]["lines"])
        self.assertIn("Blaise: yes 2, no 2, abstentions 1; needed: 3. Not reached.", told)

    def test_more_yes_go_first_and_a_tie_for_the_last_seat_is_settled_by_the_rule(self):
        vote = self.elect(["yes yes yes"] * 3 + ["yes no no"] * 2, seats=2)
        self.assertEqual((vote.outcome, vote.tied_names), ("tie", "Blaise, Chloé"))
        vote.write({"tie_rule": "The eldest", "tie_order": "Chloé, Blaise"})
        vote.action_settle()
        self.assertEqual((vote.outcome, vote.elected_names), ("elected", "Ada, Chloé"))

    def test_forged_answers_are_refused(self):
        rows = [(0, 0, {"name": "Ada"})]
        vote = self.make_vote(method="one_by_one", candidate_ids=rows, state="open")
        for form in ({"answer_0": ["yes"]}, {f"answer_{vote.candidate_ids.id}": ["maybe"]}):
            with self.assertRaisesRegex(UserError, "cannot be read"):
                vote._choice_from_form(form)

    def test_the_ballots_are_not_offered_in_a_form_that_nothing_recounts(self):
        vote = self.elect(["yes no no"] * 5)
        self.assertFalse(vote._shows_ballots())


@tagged("post_install", "-at_install")
class TestConsentPortal(VoteBuilders, HttpCase):
    def post(self, vote, path="cast", **fields):
        form = {"csrf_token": Request.csrf_token(self), **fields}
        return self.url_open(f"/my/votes/{vote.id}/{path}", data=form)

    def test_a_member_objects_and_reads_what_became_of_it(self):
        vote = self.make_vote("Close at 21:00?", method="consent", secret=False, state="open")
        self.authenticate("coop.member", "coop.membercoop.member")
        page = self.post(vote, choice="objection", reason="")
        self.assertIn("say why you object", page.text)
        page = self.post(vote, choice="objection", reason="No bus home")
        self.assertIn("You have voted", page.text)
        vote.action_close()
        vote.action_objections()
        vote.objection_ids.write({"state": "resolved", "note": "20:30 on Sundays"})
        vote.action_count()
        page = self.url_open(f"/my/votes/{vote.id}").text
        for words in ("No bus home", "Resolved", "20:30 on Sundays", "nobody consents"):
            self.assertEqual(words in page, words != "nobody consents", words)

    def test_a_member_answers_candidates_one_by_one(self):
        rows = [(0, 0, {"name": name}) for name in ("Ada", "Blaise")]
        vote = self.make_vote(method="one_by_one", seats=2, candidate_ids=rows, state="open")
        first, second = vote.candidate_ids.ids
        self.authenticate("coop.member", "coop.membercoop.member")
        self.assertIn("Say yes or no to each candidate", self.url_open(f"/my/votes/{vote.id}").text)
        answers = {f"answer_{first}": "yes", f"answer_{second}": "no"}
        self.assertIn("receipt", self.post(vote, "ballot", **answers).json())
        self.finish(vote)
        page = self.url_open(f"/my/votes/{vote.id}").text
        self.assertIn("Elected: Ada.", page)
        self.assertIn("Blaise: yes 0, no 1, abstentions 0", page)
