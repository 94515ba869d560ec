"""Elections of which the outcome is published, or worked by hand."""

from fractions import Fraction

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from odoo.addons.coop_vote.rules.counting import Profile, ballot_file, count_ballots
from odoo.addons.coop_vote.rules.counting.pairwise import condorcet_winner


def election(name, method):
    """A file of tests/data as a profile."""
    with file_open(f"coop_vote/tests/data/{name}.tsv", "rb") as source:
        return ballot_file.parse(ballot_file.decode(source.read()), method)


@tagged("post_install", "-at_install")
class TestPublishedElections(BaseCase):
    def test_burlington_2009_plurality_elects_wright(self):
        result = count_ballots("plurality", election("burlington_2009_mayor", "plurality"))
        self.assertEqual(result.elected, ("Kurt Wright",))
        self.assertEqual(result.rounds[0].votes["Kurt Wright"], 2951)

    def test_burlington_2009_runoff_elects_kiss(self):
        result = count_ballots("runoff", election("burlington_2009_mayor", "runoff"))
        self.assertEqual(result.elected, ("Bob Kiss",))
        self.assertEqual(result.rounds[-1].votes, {"Bob Kiss": 4313, "Kurt Wright": 4060})

    def test_burlington_2009_montroll_wins_every_duel(self):
        profile = election("burlington_2009_mayor", "schulze")
        self.assertEqual(condorcet_winner(profile), "Andy Montroll")
        self.assertEqual(count_ballots("schulze", profile).elected, ("Andy Montroll",))

    def test_debian_2007_elects_hocevar(self):
        result = count_ballots("schulze", election("debian_2007_leader", "schulze"))
        self.assertEqual((result.elected, result.ties), (("Sam Hocevar",), ()))

    def test_stv_worked_by_hand(self):
        """Quota 23 // 4 + 1 = 6. P has 9: each of its ballots passes on 3/9, so O gains 8/3 and S
        1/3. S goes out: its 1/3 (from P) to C, its own 1 to H. H, 4 votes, ties nobody and goes
        before C (22/3) or O (17/3) only if it is last: 4 < 17/3."""
        lines = ((3, "OP"), (8, "PO"), (1, "PSC"), (3, "C"), (1, "SH"), (4, "CH"), (3, "H"))
        ballots = tuple((number, tuple((name,) for name in names)) for number, names in lines)
        result = count_ballots("stv", Profile(tuple("OPCSH"), ballots), 3)
        self.assertEqual(result.rounds[0].facts["quota"], 6)
        self.assertEqual(result.rounds[0].facts["transferred"], "P")
        self.assertEqual(
            result.rounds[0].facts["gains"], {"O": Fraction(8, 3), "S": Fraction(1, 3)}
        )
        self.assertEqual(set(result.elected), {"P", "C", "O"})

    def test_stv_with_exhausted_ballots_worked_by_hand(self):
        """Quota 20 // 3 + 1 = 7. D has 13: × 6/13 gives B 18/13 and C 6/13, 54/13 are exhausted.
        C goes out, its 6/13 to A: A 58/13, B 57/13, so B goes out and A is elected."""
        lines = ((1, "DCA"), (9, "D"), (3, "B"), (3, "DB"), (4, "A"))
        ballots = tuple((number, tuple((name,) for name in names)) for number, names in lines)
        result = count_ballots("stv", Profile(tuple("ABCD"), ballots), 2)
        self.assertEqual(result.elected, ("D", "A"))
        self.assertEqual(result.rounds[1].facts["exhausted"], Fraction(54, 13))
        self.assertEqual(result.rounds[2].votes["B"], Fraction(57, 13))

    def test_majority_judgment_of_the_tennessee_example(self):
        """Distances of four cities as grades; Nashville has the best median."""
        grades = ("excellent", "good", "fair", "poor")
        rows = (
            (42, "excellent", "good", "fair", "poor"),
            (26, "poor", "excellent", "good", "fair"),
            (15, "poor", "fair", "excellent", "good"),
            (17, "poor", "fair", "good", "excellent"),
        )
        cities = ("Memphis", "Nashville", "Chattanooga", "Knoxville")
        ballots = tuple((row[0], dict(zip(cities, row[1:], strict=True))) for row in rows)
        result = count_ballots("majority_judgment", Profile(cities, ballots, grades))
        self.assertEqual(result.elected, ("Nashville",))
