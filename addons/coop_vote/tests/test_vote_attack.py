"""An administrator with SQL tries to find who voted what, after the count, and does no better than
chance.

The attack takes all that PostgreSQL tells: serial ids, `xmin`, the physical place of each row
(`ctid`), the order of signing, what is left of the envelopes, and every text of the database that a
voter left behind. Many rounds are played, so that chance is a number and not an impression.
"""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .administrator import VOTERS, AdministratorCase
from .voting import cast

ROUNDS = 12
#: With 480 guesses at one in two the standard deviation is 11; chance passes six of them less
#: than once in 500 million runs.
BOUND = 6


@tagged("post_install", "-at_install")
class TestAdministratorAttack(AdministratorCase):
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
        """A secret vote in which half say yes, cast one by one in a random order, and counted.

        Some change their mind before the close: that leaves no pattern either.
        """
        vote = self.open_vote()
        order = self.chance.sample(self.members, VOTERS)
        said = ["yes", "no"] * (VOTERS // 2)
        self.chance.shuffle(said)
        truth = dict(zip(order, said, strict=True))
        first = [(m, self.chance.choice(said)) for m in self.chance.sample(order, VOTERS // 4)]
        for member, choice in [*first, *truth.items()]:
            self.step(vote, lambda one, m=member, c=choice: cast(self.right(one, m), c))
        self.step(vote, lambda one: one.action_close())
        if shuffled:
            self.step(vote, lambda one: one.action_count())
        else:
            self.pour_in_order(vote)
        return vote, truth

    def pour_in_order(self, vote):
        """What the count must not do."""
        with self.cursor() as cr:
            cr.execute(
                "INSERT INTO coop_vote_ballot (vote_id, choice)"
                " SELECT vote_id, choice FROM coop_vote_envelope WHERE vote_id = %s"
                " ORDER BY xmin::text::bigint",
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

    def test_no_envelope_of_a_counted_secret_vote_is_left(self):
        vote, _truth = self.play()
        with self.cursor() as cr:
            cr.execute("SELECT count(*) FROM coop_vote_envelope WHERE vote_id = %s", (vote,))
            self.assertEqual(cr.fetchone(), (0,))

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
        self.assertEqual(self.size_of_envelopes(), 0)

    @mute_logger("odoo.sql_db", "odoo.addons.coop_vote.models.coop_vote_envelope")
    def test_a_backup_during_the_count_delays_that_until_the_nightly_job(self):
        with self.cursor() as backup:
            backup.execute("LOCK TABLE coop_vote_envelope IN ACCESS SHARE MODE")
            vote, _truth = self.play()
            self.assertTrue(self.size_of_envelopes())
        self.step(vote, lambda one: one._cron_purge())
        with self.cursor() as cr:
            cr.execute("SELECT count(*) FROM coop_vote_envelope")
            self.assertEqual(bool(self.size_of_envelopes()), bool(cr.fetchone()[0]))

    def size_of_envelopes(self):
        with self.cursor() as cr:
            cr.execute("SELECT pg_relation_size('coop_vote_envelope')")
            return cr.fetchone()[0]
