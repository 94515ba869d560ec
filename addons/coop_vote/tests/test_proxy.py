"""Proxies: given, accepted, capped, never in a chain, ended by the giver's own presence or vote."""

from psycopg2 import IntegrityError
from werkzeug.exceptions import NotFound

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import VoteCase
from .voting import cast


@tagged("post_install", "-at_install")
class TestProxy(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(8)]
        cls.session = cls.make_assembly(rule="rule_louve_ordinary")

    def test_nobody_but_the_office_enters_the_word_of_others(self):
        giver, holder, *_rest = self.members
        proxy = self.give_proxy(self.session, giver, holder)
        for user in (self.checker, self.office, self.portal_member):
            for action in ("action_accept", "action_revoke"):
                with self.subTest(user=user.login, action=action):
                    with self.assertRaises(AccessError):
                        getattr(proxy.with_user(user), action)()
        self.assertEqual(proxy.state, "accepted")
        proxy.with_user(self.assembly).action_revoke()
        self.assertEqual(proxy.state, "revoked")

    def test_a_holder_has_at_most_five(self):
        holder, *givers = self.members
        for giver in givers[:5]:
            self.give_proxy(self.session, giver, holder)
        with self.assertRaisesRegex(UserError, "5 proxies already"):
            self.give_proxy(self.session, givers[5], holder)
        self.session.proxy_ids[0].action_revoke()
        self.give_proxy(self.session, givers[6], holder)

    def test_no_chains_and_no_loops(self):
        a, b, c, *_rest = self.members
        self.give_proxy(self.session, a, b)
        with self.assertRaisesRegex(UserError, "No chains"), self.cr.savepoint():
            self.give_proxy(self.session, b, c)
        with self.assertRaisesRegex(UserError, "No chains"), self.cr.savepoint():
            self.give_proxy(self.session, c, a)
        with self.assertRaisesRegex(UserError, "No chains"), self.cr.savepoint():
            self.give_proxy(self.session, b, a)

    @mute_logger("odoo.sql_db")
    def test_nobody_gives_to_themself(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.give_proxy(self.session, self.member, self.member)

    def test_one_proxy_at_a_time(self):
        a, b, c, *_rest = self.members
        self.give_proxy(self.session, a, b, origin="portal")
        with self.assertRaisesRegex(UserError, "Revoke it first"):
            self.give_proxy(self.session, a, c, origin="portal")

    def test_only_members_with_a_vote(self):
        self.make_share_type("C", has_vote=False)
        supporter = self.make_member("Supporter", type="C")
        for pair in ((supporter, self.member), (self.member, supporter)):
            with self.assertRaisesRegex(UserError, "no vote"):
                self.give_proxy(self.session, *pair)

    def test_where_the_rules_allow_none(self):
        session = self.make_assembly(rule="rule_louve_referendum")
        with self.assertRaisesRegex(UserError, "No proxies"):
            self.give_proxy(session, *self.members[:2])

    def test_each_mandate_is_a_ballot_of_its_own(self):
        giver, holder, *_rest = self.members
        vote = self.make_vote(assembly_id=self.session.id, state="open", quorum_number=0)
        proxy = self.give_proxy(self.session, giver, holder)
        cast(self.right_of(vote, holder), "yes")
        cast(self.right_of(vote, giver), "no", proxy)
        self.finish(vote)
        self.assertEqual([vote.result[c] for c in ("yes", "no")], [1, 1])

    def test_a_proxy_serves_only_its_giver_and_its_assembly(self):
        giver, holder, other, *_rest = self.members
        proxy = self.give_proxy(self.session, giver, holder)
        elsewhere = self.make_vote(state="open")
        here = self.make_vote(assembly_id=self.session.id, state="open")
        for right in (self.right_of(here, other), self.right_of(elsewhere, giver)):
            with self.assertRaises(NotFound):
                cast(right, "yes", proxy)

    def test_the_givers_own_vote_ends_an_unused_proxy(self):
        giver, holder, *_rest = self.members
        vote = self.make_vote(assembly_id=self.session.id, state="open")
        proxy = self.give_proxy(self.session, giver, holder)
        cast(self.right_of(vote, giver), "yes")
        self.assertEqual(proxy.state, "cancelled")
        with self.assertRaises(NotFound):
            cast(self.right_of(vote, giver), "no", proxy)

    def test_a_used_mandate_is_not_used_again_by_the_giver(self):
        giver, holder, *_rest = self.members
        vote = self.make_vote(assembly_id=self.session.id, state="open")
        proxy = self.give_proxy(self.session, giver, holder)
        cast(self.right_of(vote, giver), "no", proxy)
        with self.assertRaisesRegex(UserError, "another way"), self.cr.savepoint():
            cast(self.right_of(vote, giver), "yes")
        self.check_in(self.session, giver)
        self.assertEqual(proxy.state, "cancelled", "the giver came: it ends for the next votes")
        self.finish(vote)
        self.assertEqual([vote.result[c] for c in ("yes", "no")], [0, 1])

    def test_who_is_present_gives_none(self):
        self.check_in(self.session, self.member)
        with self.assertRaisesRegex(UserError, "present"):
            self.give_proxy(self.session, self.member, self.members[1])

    def test_represented_only_while_the_holder_is_there(self):
        giver, holder, *_rest = self.members
        self.give_proxy(self.session, giver, holder)
        self.assertEqual(self.session.represented_count, 0)
        self.check_in(self.session, holder)
        self.assertEqual(self.session.represented_count, 1)
        self.session.presence_ids.action_leave()
        self.assertEqual(self.session.represented_count, 0)

    def test_the_pool_goes_to_those_present_evenly(self):
        a, b, c, d, here, there, *_rest = self.members
        for giver in (a, b, c, d):
            self.give_proxy(self.session, giver, None, origin="portal")
        self.check_in(self.session, here, there)
        self.session.action_hand_out_pool()
        held = [len(member.proxy_held_ids) for member in (here, there)]
        self.assertEqual(held, [2, 2])
        self.assertEqual(set(self.session.proxy_ids.mapped("state")), {"accepted"})

    def test_a_pool_larger_than_the_room_is_handed_out_as_far_as_it_goes(self):
        session = self.make_assembly(rule="rule_association")
        a, b, c, here, *_rest = self.members
        with self.assertRaisesRegex(UserError, "No proxy waits"):
            session.action_hand_out_pool()
        for giver in (a, b, c):
            self.give_proxy(session, giver, None, origin="portal")
        with self.assertRaisesRegex(UserError, "check members in"):
            session.action_hand_out_pool()
        self.check_in(session, here)
        said = session.action_hand_out_pool()["params"]["message"]
        self.assertEqual(len(here.proxy_held_ids), 2)
        self.assertIn("handed out: 2", said)
        self.assertIn("take one: 1", said)

    def test_who_holds_a_proxy_puts_theirs_into_no_pool(self):
        a, b, c, *_rest = self.members
        proxy = self.give_proxy(self.session, a, b)
        for holder in (None, c):
            with self.assertRaisesRegex(UserError, "give back the one held"), self.cr.savepoint():
                self.give_proxy(self.session, b, holder, origin="portal")
        proxy._return()
        self.give_proxy(self.session, b, None, origin="portal")

    def test_who_is_in_the_pool_holds_no_proxy(self):
        a, b, c, *_rest = self.members
        asked = self.give_proxy(self.session, c, a, origin="portal")
        pooled = self.give_proxy(self.session, a, None, origin="portal")
        with self.assertRaisesRegex(UserError, "take back the one given"), self.cr.savepoint():
            self.give_proxy(self.session, b, a, origin="portal")
        with self.assertRaisesRegex(UserError, "take back the one given"), self.cr.savepoint():
            asked._accept()
        pooled._revoke()
        asked._accept()
        self.assertEqual(asked.state, "accepted")

    def hold_behind_the_rules(self, holder, giver):
        """Both at the same moment: the holder accepts, and gives to the pool."""
        proxy = self.give_proxy(self.session, giver, None, origin="portal")
        query = "UPDATE coop_proxy SET holder_id = %s, state = 'accepted' WHERE id = %s"
        proxy.flush_recordset()
        self.env.cr.execute(query, [holder.id, proxy.id])
        proxy.invalidate_recordset()
        proxy.party_ids._enter(proxy)

    def test_one_proxy_that_cannot_be_handed_out_keeps_no_other_back(self):
        holding, gone, sold, came, fine, last, here, giver, *_rest = self.members
        for member in (holding, gone, sold, came, fine, last):
            self.give_proxy(self.session, member, None, origin="portal")
        self.hold_behind_the_rules(holding, giver)
        today = self.company._coop_today()
        self.env.cr.execute("UPDATE coop_member SET left_on = %s WHERE id = %s", [today, gone.id])
        self.make_entry(sold, -10, "A", date=str(today))
        presences = self.env["coop.assembly.presence"]
        presences.create({"assembly_id": self.session.id, "member_id": came.id})
        self.env.invalidate_all()
        self.check_in(self.session, here)
        came_row = self.session.presence_ids.filtered(lambda row: row.member_id == came)
        self.assertEqual(came_row.state, "present")
        said = self.session.action_hand_out_pool()["params"]["message"]
        self.assertEqual(here.proxy_held_ids.giver_id, fine | last)
        self.assertIn("handed out: 2", said)
        for member in (holding, gone, sold, came):
            self.assertIn(member.name, said)
            self.assertEqual(member.proxy_given_ids.state, "given")

    def test_who_is_no_longer_a_member_is_handed_none(self):
        giver, gone, here, *_rest = self.members
        self.give_proxy(self.session, giver, None, origin="portal")
        self.check_in(self.session, gone, here)
        gone.flush_recordset()
        today = self.company._coop_today()
        self.env.cr.execute("UPDATE coop_member SET left_on = %s WHERE id = %s", [today, gone.id])
        self.env.invalidate_all()
        self.session.action_hand_out_pool()
        self.assertEqual(self.session.proxy_ids.holder_id, here)

    def told(self, step):
        """To whom a step writes, and what."""
        before = self.env["mail.mail"].search([])
        step()
        mails = self.env["mail.mail"].search([]) - before
        return [(mail.recipient_ids, mail.body_html) for mail in mails]

    def test_each_step_is_told_to_the_other(self):
        giver, holder, *_rest = self.members
        self.env["res.lang"]._activate_lang("fr_FR")
        holder.write({"email": "holder@coop.example", "lang": "fr_FR"})
        giver.email = "giver@coop.example"

        def ask():
            return self.give_proxy(self.session, giver, holder, origin="portal")

        steps = [
            (ask, holder, "vous demande de voter"),
            ("_accept", giver, "votes for you"),
            ("_return", giver, "has given back"),
            (ask, holder, "vous demande de voter"),
            ("_refuse", giver, "cannot take"),
            (ask, holder, "vous demande de voter"),
            ("_revoke", holder, "a repris"),
        ]
        for step, other, words in steps:
            with self.subTest(words):
                proxy = giver.proxy_given_ids[-1:]
                done = getattr(proxy, step) if isinstance(step, str) else step
                [(people, body)] = self.told(done)
                self.env.invalidate_all()
                self.assertEqual(people, other.partner_id)
                self.assertIn(words, body)
                self.assertIn(f"/my/assemblies/{self.session.id}", body)

    def test_nobody_without_an_address_is_written_to_nor_of_a_form_on_paper(self):
        giver, holder, *_rest = self.members
        (giver | holder).email = " "
        self.assertFalse(self.told(lambda: self.give_proxy(self.session, giver, holder, "portal")))
        (giver | holder).email = "somebody@coop.example"
        self.session.proxy_ids._revoke()
        self.assertFalse(self.told(lambda: self.give_proxy(self.session, giver, holder)))

    def test_the_giver_is_told_who_was_handed_a_proxy_of_the_pool(self):
        giver, here, *_rest = self.members
        giver.email = "giver@coop.example"
        self.give_proxy(self.session, giver, None, origin="portal")
        self.check_in(self.session, here)
        [(people, body)] = self.told(self.session.action_hand_out_pool)
        self.assertEqual(people, giver.partner_id)
        self.assertIn(here.name, body)

    def test_a_proxy_is_not_edited(self):
        proxy = self.give_proxy(self.session, *self.members[:2])
        for change in (
            lambda: proxy.write({"holder_id": self.members[2].id}),
            proxy.unlink,
            lambda: proxy.create(
                {
                    "assembly_id": self.session.id,
                    "giver_id": self.members[3].id,
                    "state": "accepted",
                }
            ),
        ):
            with self.assertRaises(UserError):
                change()
