"""Reminders: to whose ballot is awaited, in their language, and to nobody else."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import VoteCase
from .voting import cast


@tagged("post_install", "-at_install")
class TestReminder(VoteCase):
    def person(self, name):
        member = self.make_member(name)
        member.email = f"{name.lower()}@example.com"
        return member

    def remind(self, vote):
        """Press the button; return the mails by address, and what the office reads."""
        mails = self.env["mail.mail"].sudo()
        before = mails.search([])
        said = vote.action_remind()["params"]["message"]
        sent = mails.search([]) - before
        return {mail.recipient_ids.email: mail for mail in sent}, said

    def test_only_those_whose_vote_is_awaited(self):
        self.member.email = False
        people = {name: self.person(name) for name in ("Late", "Online", "Paper", "Shareless")}
        vote = self.make_vote(state="open")
        self.cast(vote, {people["Online"]: "yes"})
        self.right_of(vote, people["Paper"]).action_sign_paper()
        self.env.cr.execute(
            "UPDATE coop_vote_right SET exclusion = 'no_voting_share' WHERE id = %s",
            [self.right_of(vote, people["Shareless"]).id],
        )
        self.env.invalidate_all()
        mails, said = self.remind(vote)
        ours = [email for email in mails if email.endswith("@example.com")]
        self.assertEqual(ours, ["late@example.com"])
        self.assertEqual(said, f"Reminders on their way: {len(mails)}.")
        self.assertIn(f"/my/votes/{vote.id}", mails["late@example.com"].body_html)

    def test_who_gave_a_proxy_is_not_asked_again_but_the_holder_is(self):
        giver, holder, done = (self.person(name) for name in ("Giver", "Holder", "Done"))
        assembly = self.make_assembly()
        vote = self.make_vote(state="open", assembly_id=assembly.id)
        proxies = [self.give_proxy(assembly, one, holder) for one in (giver, done)]
        self.cast(vote, {holder: "no"})
        cast(self.right_of(vote, done), "yes", proxies[1])
        mails, _said = self.remind(vote)
        self.assertNotIn("giver@example.com", mails)
        self.assertNotIn("done@example.com", mails)
        self.assertIn("whose proxy you hold", mails["holder@example.com"].body_html)
        cast(self.right_of(vote, giver), "yes", proxies[0])
        mails, _said = self.remind(vote)
        self.assertNotIn("holder@example.com", mails)

    def test_the_words_are_french_for_the_french_and_name_the_minute(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"].search([("name", "=", "coop_vote")])._update_translations(
            ["fr_FR"]
        )
        late = self.person("Late")
        late.partner_id.lang = "fr_FR"
        vote = self.make_vote(state="open", closes_at="2999-03-01 11:00:40")
        mails, _said = self.remind(vote)
        body = " ".join(mails["late@example.com"].body_html.split())
        self.assertIn("votre voix est attendue", body)
        self.assertIn("01/03/2999", body)
        self.assertNotIn(":40", body)

    def test_a_vote_that_takes_no_ballot_is_not_recalled(self):
        vote = self.make_vote(state="open")
        vote.action_close()
        with self.assertRaisesRegex(UserError, "not open"):
            vote.action_remind()
