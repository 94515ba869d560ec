"""An administrator with SQL tries to find who voted what, after the count, and does no better than
chance.

The attack takes all that PostgreSQL tells: serial ids, `xmin`, the physical place of each row
(`ctid`), the order of signing, what is left of the envelopes, and every text of the database that a
voter left behind. Many rounds are played, so that chance is a number and not an impression.
"""

import random

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged

VOTERS, ROUNDS = 40, 12
#: With 480 guesses at one in two the standard deviation is 11; chance passes six of them less
#: than once in 500 million runs.
BOUND = 6


@tagged("post_install", "-at_install")
class TestAdministratorAttack(BaseCase):
    """Data is committed, since `xmin` and `ctid` say something of real transactions only."""

    def setUp(self):
        super().setUp()
        self.database = get_db_name()
        Registry(self.database)
        self.votes, self.chance = [], random.Random()
        self.addCleanup(self.erase)
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            company = env.ref("base.main_company")
            members = env["coop.member"].create(
                [
                    {
                        "name": f"Watched {n}",
                        "number": 820_000_000 + n,
                        "joined_on": "2020-01-01",
                        "company_id": company.id,
                    }
                    for n in range(VOTERS)
                ]
            )
            self.members, self.partners = members.ids, members.partner_id.ids

    def cursor(self):
        return db_connect(self.database).cursor()

    def erase(self):
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cr.execute(
                "DELETE FROM mail_message WHERE model = 'coop.vote' AND res_id = ANY(%s)",
                (self.votes,),
            )
            cr.execute("DELETE FROM coop_vote WHERE id = ANY(%s)", (self.votes,))
            env["coop.member"].browse(self.members).unlink()
            env["res.partner"].browse(self.partners).unlink()

    def test_matching_ballots_to_voters_is_guessing(self):
        hits = {}
        for _round in range(ROUNDS):
            vote, truth = self.play()
            for name, guess in self.attacks(vote).items():
                self.assertEqual(len(guess), VOTERS, name)
                right = sum(truth[member] == choice for member, choice in guess.items())
                hits[name] = hits.get(name, 0) + right
        number = ROUNDS * VOTERS
        for name, right in hits.items():
            with self.subTest(attack=name, hits=right, guesses=number):
                self.assertLessEqual(abs(right - number / 2), BOUND * (number / 4) ** 0.5)

    def test_the_same_attack_finds_everybody_while_the_ballots_lie_in_their_order(self):
        """The attack is a real one: a count that kept the order would be seen through."""
        vote, truth = self.play(shuffled=False)
        guess = self.attacks(vote)["order of signing against ids of ballots"]
        self.assertEqual(guess, truth)

    def play(self, shuffled=True):
        """A secret vote in which half say yes, cast one by one in a random order, and counted."""
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            vote = env["coop.vote"].create({"name": "Watched?"})
            cr.execute(
                "INSERT INTO coop_vote_right (vote_id, member_id) SELECT %s, unnest(%s)",
                (vote.id, self.members),
            )
            vote._advance(state="open")
            self.votes.append(vote.id)
        order = self.chance.sample(self.members, VOTERS)
        said = ["yes", "no"] * (VOTERS // 2)
        self.chance.shuffle(said)
        truth = dict(zip(order, said, strict=True))
        for member, choice in truth.items():
            self.step(vote.id, lambda one, m=member, c=choice: self.right(one, m)._cast(c))
        self.step(vote.id, lambda one: one.action_close())
        if shuffled:
            self.step(vote.id, lambda one: one.action_count())
        else:
            self.pour_in_order(vote.id)
        return vote.id, truth

    def step(self, vote, work):
        """One transaction, as one request is."""
        with self.cursor() as cr:
            work(api.Environment(cr, SUPERUSER_ID, {})["coop.vote"].browse(vote))

    def right(self, vote, member):
        domain = [("vote_id", "=", vote.id), ("member_id", "=", member)]
        return vote.env["coop.vote.right"].search(domain)

    def pour_in_order(self, vote):
        """What the count must not do."""
        with self.cursor() as cr:
            cr.execute(
                "INSERT INTO coop_vote_ballot (vote_id, choice)"
                " SELECT vote_id, choice FROM coop_vote_envelope WHERE vote_id = %s ORDER BY id",
                (vote,),
            )

    # ------------------------------------------------------------------ the attacks

    def attacks(self, vote):
        """Each attack's guess: member → choice, found with nothing but SQL."""
        roll = {
            "order of signing": "xmin::text::bigint, ctid",
            "place of the line on the roll": "ctid",
            "number of the line on the roll": "id",
            "receipt": "receipt",
        }
        urn = {
            "ids of ballots": "id",
            "place of ballots": "ctid",
            "transactions of ballots": "xmin::text::bigint, ctid",
        }
        guesses = {}
        with self.cursor() as cr:
            for signed, roll_order in roll.items():
                members = self.column(cr, "right", "member_id", vote, roll_order)
                for laid, urn_order in urn.items():
                    choices = self.column(cr, "ballot", "choice", vote, urn_order)
                    pairs = zip(members, choices, strict=True)
                    guesses[f"{signed} against {laid}"] = dict(pairs)
        return guesses

    def column(self, cr, table, column, vote, order):
        cr.execute(
            f"SELECT {column} FROM coop_vote_{table} WHERE vote_id = %s ORDER BY {order}", (vote,)
        )
        return [row[0] for row in cr.fetchall()]

    def test_ballots_share_one_transaction_and_hold_nothing_else(self):
        vote, _truth = self.play()
        with self.cursor() as cr:
            cr.execute(
                "SELECT count(DISTINCT xmin::text), count(DISTINCT xmax::text), count(*),"
                " count(college_id) FROM coop_vote_ballot WHERE vote_id = %s",
                (vote,),
            )
            self.assertEqual(cr.fetchone(), (1, 1, VOTERS, 0))
            cr.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'coop_vote_ballot'::regclass"
                " AND attnum > 0 AND NOT attisdropped"
            )
            columns = {row[0] for row in cr.fetchall()}
            self.assertEqual(columns, {"id", "vote_id", "choice", "college_id"})

    def test_the_file_of_the_envelopes_holds_no_erased_choice(self):
        """The count writes the table anew: nothing is left in its file for a disk's reader."""
        with self.cursor() as cr:
            cr.execute("SELECT count(*) FROM coop_vote_envelope")
            if cr.fetchone()[0]:
                self.skipTest("another vote of this database is open")
        self.play()
        with self.cursor() as cr:
            cr.execute("SELECT pg_relation_size('coop_vote_envelope')")
            self.assertEqual(cr.fetchone(), (0,))

    def test_no_other_table_holds_a_choice(self):
        """Every column of every table that was written to since is searched for the choices."""
        with self.cursor() as cr:
            before = self.tables_with(cr, "choice-of-this-test")
        self.assertFalse(before)
        with self.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            vote = env["coop.vote"].create(
                {
                    "name": "Watched?",
                    "method": "consent",
                    "secret": False,
                }
            )
            cr.execute(
                "INSERT INTO coop_vote_right (vote_id, member_id) SELECT %s, unnest(%s)",
                (vote.id, self.members[:2]),
            )
            vote._advance(state="open")
            self.votes.append(vote.id)
        said = "concern:choice-of-this-test"
        self.step(vote.id, lambda one: self.right(one, self.members[0])._cast(said))
        with self.cursor() as cr:
            self.assertEqual(self.tables_with(cr, "choice-of-this-test"), {"coop_vote_envelope"})

    def tables_with(self, cr, text):
        """The tables of which any row holds a text: mail, chatter, logs, jobs, all of them."""
        cr.execute(
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE relkind = 'r' AND nspname = 'public' AND relname NOT LIKE 'ir_model%'"
            " AND relname NOT LIKE 'ir_ui%' AND relname NOT LIKE 'res_country%'"
        )
        found = set()
        for (name,) in cr.fetchall():
            cr.execute(
                f'SELECT 1 FROM "{name}" line WHERE line::text LIKE %s LIMIT 1', (f"%{text}%",)
            )
            if cr.fetchone():
                found.add(name)
        return found
