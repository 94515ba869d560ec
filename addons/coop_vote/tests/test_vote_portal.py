"""Voting on the portal: the member, another, the public, forged and replayed forms."""

from urllib.parse import urlencode

from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .common import VoteBuilders


@tagged("post_install", "-at_install")
class TestVotePortal(VoteBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vote = cls.make_vote(state="open")
        cls.right = cls.right_of(cls.vote, cls.member)

    def login(self, login="coop.member"):
        self.authenticate(login, login + login)

    def post(self, vote=None, **fields):
        form = {"csrf_token": Request.csrf_token(self), "choice": "yes", **fields}
        return self.url_open(f"/my/votes/{(vote or self.vote).id}/cast", data=form)

    def test_the_member_votes_and_changes_their_mind(self):
        self.login()
        self.assertIn("Votes waiting for you: 1", " ".join(self.url_open("/my/coop").text.split()))
        page = self.post(choice="no")
        self.assertIn(self.right.receipt, page.text)
        self.assertIn("You have voted", self.url_open("/my/votes").text)
        self.post(choice="yes")
        self.finish(self.vote)
        page = self.url_open(f"/my/votes/{self.vote.id}").text
        self.assertIn("Adopted", page)
        self.assertIn("Yes: 1, no: 0, abstentions: 0.", page)

    def test_what_waits_comes_first_then_the_newest(self):
        older, newest = (self.make_vote(f"Question {n}?", state="open") for n in (1, 2))
        self.login()
        self.post(newest)
        page = self.url_open("/my/votes").text
        order = [page.index(vote.name) for vote in (older, self.vote, newest)]
        self.assertEqual(order, sorted(order))

    def test_may_i_vote_is_answered_before_any_vote_opens(self):
        self.login()
        self.assertIn("you would have one vote in it", self.url_open("/my/votes").text)
        self.member.share_entry_ids.type_id.has_vote = False
        self.env.flush_all()
        self.assertIn("you own no share that carries one", self.url_open("/my/votes").text)

    def test_a_former_member_reads_what_they_did(self):
        other = self.make_vote("Another question?", state="open")
        self.login()
        self.post()
        self.member.left_on = self.company._coop_today()
        page = " ".join(self.url_open("/my/votes").text.split())
        self.assertIn("its last day was", page)
        self.assertRegex(page, "Sundays\\?</span> You have voted")
        self.assertRegex(page, "Another question\\?</span> The membership has ended")
        self.assertNotIn("not on the roll", page)
        self.assertIn("What was voted stays", self.url_open("/my/coop").text)
        self.assertIn("its last day was", self.url_open(f"/my/votes/{other.id}").text)

    def test_the_length_of_what_is_sent_says_nothing_of_the_choice(self):
        self.login()
        page = html.fromstring(self.url_open(f"/my/votes/{self.vote.id}").text)
        values = page.xpath("//input[@name='choice']/@value")
        self.assertEqual(len(values), 3)
        self.assertEqual(len({len(urlencode({"choice": value})) for value in values}), 1)
        for value in values:
            self.assertIn(self.right.receipt or "You have voted", self.post(choice=value).text)
        self.post(choice=values[1])
        self.finish(self.vote)
        self.assertEqual((self.vote.result["yes"], self.vote.result["no"]), (0, 1))

    def test_a_form_sent_twice_votes_once(self):
        self.login()
        self.post()
        self.post()
        self.assertEqual(self.vote.used_count, 1)
        self.finish(self.vote)
        self.assertEqual(self.vote.result["yes"], 1)

    def test_a_form_without_its_token_is_refused(self):
        self.login()
        page = self.url_open(f"/my/votes/{self.vote.id}/cast", data={"choice": "yes"})
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self.right.used_via)

    def test_a_link_does_not_vote(self):
        self.login()
        page = self.url_open(f"/my/votes/{self.vote.id}/cast?choice=yes")
        self.assertIn(page.status_code, (404, 405))
        self.assertFalse(self.right.used_via)

    def test_a_choice_that_is_none_is_explained(self):
        self.login()
        page = self.post(choice="<b>9</b>")
        self.assertIn("Choose yes, no or abstention", page.text)
        self.assertFalse(self.right.used_via)

    def test_too_late_is_explained(self):
        self.login()
        self.vote.action_close()
        page = self.post()
        self.assertIn("This vote is closed. Ballots are no longer taken.", page.text)
        self.assertFalse(self.right.used_via)

    def test_public_is_sent_to_the_login(self):
        for path in ("/my/votes", f"/my/votes/{self.vote.id}", "/my/votes/secret"):
            self.assertIn("/web/login", self.url_open(path).url)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.post().url)
        self.assertEqual(self.vote.used_count, 0)

    def test_who_is_no_member_sees_and_casts_nothing(self):
        self.make_user("coop.stranger", "base.group_portal")
        self.login("coop.stranger")
        self.assertEqual(self.url_open(f"/my/votes/{self.vote.id}").status_code, 404)
        self.assertEqual(self.post().status_code, 404)
        self.assertNotIn(self.vote.name, self.url_open("/my/votes").text)

    def test_a_household_person_does_not_vote(self):
        user = self.make_user("coop.lodger", "base.group_portal")
        self.env["coop.household.person"].create(
            {
                "member_id": self.member.id,
                "partner_id": user.partner_id.id,
                "date_from": "2020-01-01",
            }
        )
        self.login("coop.lodger")
        self.assertEqual(self.post().status_code, 404)
        self.assertFalse(self.right.used_via)

    def test_one_votes_for_oneself_whatever_the_form_says(self):
        other = self.make_member("Other")
        vote = self.make_vote("Another question?", state="open")
        theirs = self.right_of(vote, other)
        self.login()
        self.post(vote, right_id=theirs.id, member_id=other.id)
        self.assertFalse(theirs.used_via)
        self.assertTrue(self.right_of(vote, self.member).used_via)

    def test_forged_ids_are_not_found(self):
        draft = self.make_vote("Still in preparation")
        self.login()
        for number in (draft.id, 2**31 - 1):
            self.assertEqual(self.url_open(f"/my/votes/{number}").status_code, 404)

    def test_other_members_and_running_totals_are_not_on_the_page(self):
        other = self.make_member("Secret Sam")
        vote = self.make_vote("Another question?", state="open")
        self.cast(vote, {other: "yes"})
        self.login()
        page = self.url_open(f"/my/votes/{vote.id}").text
        self.assertNotIn("Secret Sam", page)
        self.assertNotIn("Result", page)

    def ballot(self, token=True, vote=None, **fields):
        """What the page's own script sends."""
        form = {"choice": "yes", **fields}
        if token:
            form["csrf_token"] = Request.csrf_token(self)
        path = f"/my/votes/{(vote or self.vote).id}/ballot"
        return self.url_open(path, data=form, allow_redirects=False)

    def test_the_script_gets_the_receipt_or_the_reason(self):
        self.login()
        receipt = self.ballot().json()["receipt"]
        self.assertEqual(receipt, self.right.receipt)
        self.assertEqual(self.ballot(choice="no").json(), {"receipt": receipt})
        self.assertIn("Choose yes, no or abstention", self.ballot(choice="9").json()["error"])
        self.vote.action_close()
        self.assertIn("This vote is closed", self.ballot().json()["error"])
        self.vote.action_count()
        self.assertEqual((self.vote.result["yes"], self.vote.result["no"]), (0, 1))

    def test_the_script_has_no_more_rights_than_the_form(self):
        other = self.make_member("Other")
        vote = self.make_vote("Another question?", state="open")
        theirs = self.right_of(vote, other)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.ballot().headers["Location"])
        self.login()
        self.assertEqual(self.ballot(token=False).status_code, 400)
        for forged in (theirs.id, 2**31 - 1, "x", "-1", "9" * 30):
            self.assertEqual(self.ballot(vote=vote, right=forged).status_code, 404, forged)
        self.assertFalse(theirs.used_via)
        self.assertIn(self.url_open(f"/my/votes/{self.vote.id}/ballot").status_code, (404, 405))
        self.make_user("coop.stranger", "base.group_portal")
        self.login("coop.stranger")
        self.assertEqual(self.ballot(right=self.right.id).status_code, 404)
        self.assertFalse(self.right.used_via)

    def test_a_ballot_by_the_script_costs_five_statements(self):
        self.login()
        self.ballot()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.ballot(choice="no")
        self.assertLessEqual(self.env.cr.sql_log_count - before, 5)

    def test_pages_cost_the_same_with_many_votes(self):
        self.login()
        self.url_open("/my/votes")
        few = self.queries("/my/votes")
        for number in range(15):
            self.make_vote(f"Question {number}", state="open")
        self.env.flush_all()
        self.assertLessEqual(self.queries("/my/votes"), few + 1)

    def test_casting_costs_few_statements(self):
        self.login()
        self.post()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        form = {"csrf_token": Request.csrf_token(self), "choice": "no"}
        path = f"/my/votes/{self.vote.id}/cast"
        self.url_open(path, data=form, allow_redirects=False)
        self.assertLessEqual(self.env.cr.sql_log_count - before, 16)

    def queries(self, path):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.url_open(path)
        return self.env.cr.sql_log_count - before

    def test_tour(self):
        self.start_tour("/my/coop", "coop_vote_portal", login="coop.member")
        self.assertTrue(self.right.used_via)
