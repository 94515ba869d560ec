"""One resolution, from its opening to its outcome."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import VoteCase
from .voting import cast


@tagged("post_install", "-at_install")
class TestVote(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_share_type("C", has_vote=False)
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(4)]

    def test_roll_has_one_right_for_each_member_and_says_why_not(self):
        supporter = self.make_member("Supporter", type="C")
        gone = self.make_member("Gone", left_on="2021-01-01")
        vote = self.make_vote(state="open")
        self.assertEqual(vote.right_count, 5)
        self.assertEqual(self.right_of(vote, supporter).exclusion, "no_voting_share")
        self.assertFalse(self.right_of(vote, gone))
        self.assertNotIn(self.env.company, vote.right_ids.member_id.company_id - self.company)

    def test_shares_do_not_weigh(self):
        rich = self.make_member("Rich", shares=5000)
        vote = self.make_vote(state="open")
        self.cast(vote, {rich: "no", self.members[0]: "yes", self.members[1]: "yes"})
        self.finish(vote)
        self.assertEqual((vote.outcome, vote.result["yes"], vote.result["no"]), ("adopted", 2, 1))

    def test_roll_is_frozen(self):
        vote = self.make_vote(state="open")
        late = self.make_member("Late")
        self.assertFalse(self.right_of(vote, late))
        for vals in ({"majority_numerator": 2}, {"name": "Other"}, {"secret": False}):
            with self.assertRaises(UserError):
                vote.write(vals)
        with self.assertRaises(UserError):
            vote.unlink()

    def test_last_choice_counts_once_and_receipt_stays(self):
        vote = self.make_vote(state="open")
        right = self.right_of(vote, self.members[0])
        receipts = {cast(right, choice) for choice in ("no", "no", "yes")}
        self.assertEqual(len(receipts), 1)
        self.finish(vote)
        self.assertEqual([vote.result[choice] for choice in ("yes", "no", "abstain")], [1, 0, 0])

    def test_the_arithmetic_is_told(self):
        vote = self.make_vote(
            state="open", majority_strict=False, majority_numerator=2, majority_denominator=3
        )
        self.cast(vote, dict(zip(self.members, ("yes", "yes", "no", "abstain"), strict=False)))
        self.finish(vote)
        self.assertEqual(vote.outcome, "adopted")
        for words in ("Yes: 2, no: 1, abstentions: 1.", "2/3 of 3 is 2 votes", "2 ≥ 2"):
            self.assertIn(words, vote.arithmetic)

    def test_without_the_quorum_it_decides_nothing(self):
        vote = self.make_vote(state="open", quorum_number=3)
        self.cast(vote, dict.fromkeys(self.members[:2], "yes"))
        self.finish(vote)
        self.assertEqual(vote.outcome, "no_quorum")
        self.assertIn("2 of 3 members needed took part: not reached", vote.arithmetic)

    def test_nothing_is_known_before_the_count(self):
        vote = self.make_vote(state="open")
        self.cast(vote, {self.members[0]: "yes"})
        self.assertFalse(vote.result or vote.outcome or vote.arithmetic)
        vote.action_close()
        self.assertFalse(vote.result)

    def test_no_ballot_before_after_or_too_late(self):
        end = fields.Datetime.now() + timedelta(hours=1)
        vote = self.make_vote(state="open", closes_at=end)
        right = self.right_of(vote, self.members[0])
        self.freeze(end + timedelta(minutes=1))
        with self.assertRaisesRegex(UserError, "closed"):
            cast(right, "yes")
        vote.action_close()
        with self.assertRaisesRegex(UserError, "closed"):
            cast(right, "yes")
        self.assertFalse(right.used_via)

    def test_not_on_the_roll_or_no_choice_is_refused(self):
        supporter = self.make_member("Supporter", type="C")
        vote = self.make_vote(state="open")
        with self.assertRaisesRegex(UserError, "not on the roll"):
            cast(self.right_of(vote, supporter), "yes")
        with self.assertRaisesRegex(UserError, "Choose yes"):
            cast(self.right_of(vote, self.members[0]), "maybe")
        self.assertEqual(vote.used_count, 0)

    def test_counted_once_and_only_when_closed(self):
        vote = self.make_vote(state="open")
        with self.assertRaises(UserError):
            vote.action_count()
        self.finish(vote)
        for action in (vote.action_open, vote.action_close, vote.action_count):
            with self.assertRaises(UserError):
                action()

    def test_state_and_result_are_not_written_by_hand(self):
        vote = self.make_vote(state="open")
        for vals in ({"state": "draft"}, {"outcome": "adopted"}, {"result": {"yes": 9}}):
            with self.assertRaises(UserError):
                vote.write(vals)
        with self.assertRaises(UserError):
            self.make_vote(state="draft").copy({"state": "counted"})

    def test_a_reminder_goes_to_those_who_have_not_voted(self):
        one, two, *_rest = self.members[1:]
        (one | two).write({"email": "somebody@coop.example"})
        vote = self.make_vote(state="open")
        self.cast(vote, {one: "yes", self.member: "no"})
        own, holders = vote._awaited()
        self.assertEqual((own, len(holders)), (two.partner_id, 0))
        vote.action_remind()
        mails = self.env["mail.mail"].search([("subject", "=", vote.name)])
        self.assertEqual(mails.recipient_ids, two.partner_id)
        vote.action_close()
        with self.assertRaises(UserError):
            vote.action_remind()

    @mute_logger("odoo.sql_db")
    def test_database_keeps_one_right_per_member(self):
        vote = self.make_vote(state="open")
        right = self.right_of(vote, self.members[0])
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO coop_vote_right (vote_id, member_id) VALUES (%s, %s)",
                (vote.id, right.member_id.id),
            )
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO coop_vote_envelope (vote_id, right_id, choice)"
                "VALUES (%(vote)s, %(right)s, 'no'), (%(vote)s, %(right)s, 'no')",
                {"vote": vote.id, "right": right.id},
            )

    def test_opening_a_large_roll_is_one_statement(self):
        self.env["coop.member"].flush_model()
        few = self.make_vote()
        with self.assertQueryCount(40):
            few.action_open()
        for number in range(30):
            self.make_member(f"More {number}")
        many = self.make_vote()
        with self.assertQueryCount(40):
            many.action_open()
        self.assertEqual(many.right_count, 35)


@tagged("post_install", "-at_install")
class TestSecrecy(VoteCase):
    """What somebody who reads every table finds after the count."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.make_member(f"Member {n}") for n in range(64)]

    def ballots(self, vote):
        self.env.cr.execute(
            "SELECT choice FROM coop_vote_ballot WHERE vote_id = %s ORDER BY id", (vote.id,)
        )
        by_id = [choice for (choice,) in self.env.cr.fetchall()]
        self.env.cr.execute(
            "SELECT choice FROM coop_vote_ballot WHERE vote_id = %s ORDER BY ctid", (vote.id,)
        )
        return by_id, [choice for (choice,) in self.env.cr.fetchall()]

    def test_order_of_the_ballots_is_not_that_of_the_voters(self):
        vote = self.make_vote(state="open")
        cast = ["yes"] * 32 + ["no"] * 32
        self.cast(vote, dict(zip(self.members, cast, strict=True)))
        self.finish(vote)
        for found in self.ballots(vote):
            self.assertEqual(sorted(found), sorted(cast))
            self.assertNotIn(found, (cast, cast[::-1]))

    def test_nothing_links_a_ballot(self):
        vote = self.make_vote(state="open")
        self.cast(vote, dict.fromkeys(self.members[:3], "yes"))
        self.finish(vote)
        self.env.cr.execute("SELECT * FROM coop_vote_ballot LIMIT 1")
        columns = {column.name for column in self.env.cr.description}
        self.assertEqual(columns, {"id", "vote_id", "choice", "college_id"})
        self.env.cr.execute("SELECT * FROM coop_vote_right LIMIT 1")
        self.assertFalse(
            {column.name for column in self.env.cr.description} & {"create_date", "write_date"}
        )
        self.env.cr.execute(
            "SELECT count(*) FROM coop_vote_envelope WHERE vote_id = %s", (vote.id,)
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
        self.env.cr.execute(
            "SELECT count(DISTINCT xmin::text) FROM coop_vote_ballot WHERE vote_id = %s", (vote.id,)
        )
        self.assertEqual(self.env.cr.fetchone(), (1,))

    def test_the_chatter_says_nothing(self):
        vote = self.make_vote(state="open")
        self.cast(vote, {self.members[0]: "no"})
        self.finish(vote)
        told = " ".join(vote.message_ids.mapped("body")) + str(
            vote.message_ids.sudo().tracking_value_ids.mapped("new_value_char")
        )
        self.assertNotIn("Member 0", told)
