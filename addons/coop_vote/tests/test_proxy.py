"""Proxies: given, accepted, capped, never in a chain, ended by the giver's own presence or vote."""

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import VoteCase


@tagged("post_install", "-at_install")
class TestProxy(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(8)]
        cls.session = cls.make_assembly(rule="rule_louve_ordinary")

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
        self.right_of(vote, holder)._cast("yes")
        self.right_of(vote, giver)._cast("no", proxy)
        self.finish(vote)
        self.assertEqual([vote.result[c] for c in ("yes", "no")], [1, 1])

    def test_a_proxy_serves_only_its_giver_and_its_assembly(self):
        giver, holder, other, *_rest = self.members
        proxy = self.give_proxy(self.session, giver, holder)
        elsewhere = self.make_vote(state="open")
        here = self.make_vote(assembly_id=self.session.id, state="open")
        for right in (self.right_of(here, other), self.right_of(elsewhere, giver)):
            with self.assertRaisesRegex(UserError, "not valid"):
                right._cast("yes", proxy)

    def test_the_givers_own_vote_ends_an_unused_proxy(self):
        giver, holder, *_rest = self.members
        vote = self.make_vote(assembly_id=self.session.id, state="open")
        proxy = self.give_proxy(self.session, giver, holder)
        self.right_of(vote, giver)._cast("yes")
        self.assertEqual(proxy.state, "cancelled")
        with self.assertRaisesRegex(UserError, "not valid"):
            self.right_of(vote, giver)._cast("no", proxy)

    def test_a_used_mandate_is_not_used_again_by_the_giver(self):
        giver, holder, *_rest = self.members
        vote = self.make_vote(assembly_id=self.session.id, state="open")
        proxy = self.give_proxy(self.session, giver, holder)
        self.right_of(vote, giver)._cast("no", proxy)
        with self.assertRaisesRegex(UserError, "another way"), self.cr.savepoint():
            self.right_of(vote, giver)._cast("yes")
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
