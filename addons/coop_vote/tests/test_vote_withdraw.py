"""A vote that was wrong is withdrawn: what was cast is erased, and the members read why."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from .common import VoteBuilders, VoteCase
from .voting import cast


class Withdrawing(VoteBuilders):
    def withdraw(self, vote, reason="The price was missing"):
        wizard = self.env["coop.vote.withdrawal"].with_user(self.assembly)
        wizard.create({"vote_id": vote.id, "reason": reason}).action_withdraw()

    def choices_left(self, vote):
        """The rows of any table that hold a choice made in this vote: ``{table: number}``."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                "SELECT table_name FROM information_schema.columns"
                " WHERE column_name = 'choice' AND table_name LIKE 'coop_vote%%'"
            )
        )
        self.assertIn(("coop_vote_call",), tables)
        return {table: count for (table,) in tables if (count := self._count(table, vote))}

    def _count(self, table, vote):
        own = "vote_id" in self.env[table.replace("_", ".")]._fields
        which = "vote_id" if own else "(SELECT vote_id FROM coop_vote_right WHERE id = right_id)"
        query = SQL(
            "SELECT count(*) FROM %s WHERE %s = %s", SQL.identifier(table), SQL(which), vote.id
        )
        return self.env.execute_query(query)[0][0]


@tagged("post_install", "-at_install")
class TestWithdraw(Withdrawing, VoteCase):
    def test_what_was_cast_is_erased(self):
        for secret in (True, False):
            vote = self.make_vote(secret=secret, state="open")
            self.cast(vote, {self.member: "yes"})
            self.assertTrue(self.choices_left(vote))
            self.withdraw(vote)
            self.assertEqual(self.choices_left(vote), {})
            self.assertFalse(vote.sudo().right_ids.filtered("used_via"))
            self.assertEqual((vote.state, vote.used_count), ("withdrawn", 0))
            self.assertEqual(vote.withdrawn_why, "The price was missing")

    def test_nothing_is_cast_or_counted_afterwards(self):
        vote = self.make_vote(state="open")
        self.withdraw(vote)
        with self.assertRaisesRegex(UserError, "no longer taken"):
            cast(self.right_of(vote, self.member), "no")
        with self.assertRaisesRegex(UserError, "Close the vote before"):
            vote.action_count()
        with self.assertRaisesRegex(UserError, "is over"):
            vote.name = "Another question"

    def test_one_closed_by_mistake_can_be_withdrawn(self):
        vote = self.make_vote(state="open")
        vote.action_close()
        self.withdraw(vote)
        self.assertEqual(vote.state, "withdrawn")

    def test_not_once_it_is_counted_nor_before_it_opens(self):
        counted = self.make_vote(state="open")
        self.finish(counted)
        for vote in (counted, self.make_vote()):
            with self.assertRaisesRegex(UserError, "closed and not counted"):
                self.withdraw(vote)

    def test_only_the_assembly_office(self):
        vote = self.make_vote(state="open")
        for user in (self.portal_member, self.office, self.checker):
            with self.assertRaises(AccessError):
                vote.with_user(user)._withdraw("mine")
        with self.assertRaisesRegex(UserError, "Use the buttons"):
            vote.withdrawn_why = "by hand"

    def test_an_assembly_ends_with_it(self):
        meeting = self.make_assembly()
        vote = self.make_vote(assembly_id=meeting.id, state="open")
        self.withdraw(vote)
        meeting.action_end()
        self.assertEqual(meeting.state, "closed")

    def test_the_purge_leaves_no_answer_to_a_call_by_name(self):
        meeting = self.make_assembly()
        self.check_in(meeting, self.member)
        vote = self.make_vote(assembly_id=meeting.id, secret=False, room=True, state="open")
        tellers = self.assembly, self.make_user("coop.teller", "coop_vote.group_assembly")
        right = self.right_of(vote, self.member)
        for user in tellers:
            self.env["coop.vote.call"].with_user(user)._hear(right.with_user(user), "yes")
        self.finish(vote)
        self.assertIn("coop_vote_call", self.choices_left(vote))
        vote.sudo()._purge()
        self.assertEqual(self.choices_left(vote), {})


@tagged("post_install", "-at_install")
class TestWithdrawnPage(Withdrawing, HttpCase):
    def test_the_member_reads_why(self):
        vote = self.make_vote(state="open")
        self.withdraw(vote)
        self.authenticate("coop.member", "coop.membercoop.member")
        page = self.url_open(f"/my/votes/{vote.id}").text
        self.assertIn("has withdrawn this vote", page)
        self.assertIn("The price was missing", page)
        self.assertIn("Withdrawn, not counted", self.url_open("/my/votes").text)
