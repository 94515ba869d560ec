"""Elections of which the outcome is published, or worked by hand."""

from collections import Counter
from fractions import Fraction

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from odoo.addons.coop_vote.rules.counting import Profile, ballot_file, count_ballots

from . import profiles


def election(name, method):
    """A file of tests/data as a profile."""
    with file_open(f"coop_vote/tests/data/{name}.tsv", "rb") as source:
        return ballot_file.parse(ballot_file.decode(source.read()), method)


def ranked(text):
    """``2 AB, 1 BA`` as a profile: each letter a candidate."""
    lines = [part.split() for part in text.split(",")]
    ballots = tuple((int(number), tuple((name,) for name in names)) for number, names in lines)
    return Profile(tuple(sorted(set("".join(names for _n, names in lines)))), ballots)


ALASKA_2022 = """
27053\tBegich, Nick > Palin, Sarah
15467\tBegich, Nick > Peltola, Mary
11290\tBegich, Nick
34049\tPalin, Sarah > Begich, Nick
3652\tPalin, Sarah > Peltola, Mary
21272\tPalin, Sarah
47407\tPeltola, Mary > Begich, Nick
4645\tPeltola, Mary > Palin, Sarah
23747\tPeltola, Mary
"""
#: Grades of 2012 in hundredths of a percent, from excellent to insufficient; the rest "to reject".
FRANCE_2012 = {
    "Hollande": (1248, 1615, 1642, 1167, 1479, 1425),
    "Bayrou": (258, 977, 2171, 2524, 2008, 1194),
    "Sarkozy": (963, 1235, 1628, 1099, 1113, 787),
    "Mélenchon": (543, 950, 1289, 1465, 1710, 1506),
    "Dupont-Aignan": (54, 258, 597, 1126, 2022, 2551),
    "Joly": (81, 299, 651, 1180, 1465, 2469),
    "Poutou": (14, 136, 448, 773, 1248, 2809),
    "Le Pen": (597, 733, 950, 936, 1398, 624),
    "Arthaud": (0, 136, 380, 651, 1316, 2524),
    "Cheminade": (41, 81, 244, 583, 1167, 2687),
}
FRENCH_GRADES = ("Excellent", "Très bien", "Bien", "Assez bien", "Passable", "Insuffisant")


@tagged("post_install", "-at_install")
class TestPublishedElections(BaseCase):
    def test_examples_of_schulze(self):
        """The examples 2 to 4 of Schulze's paper: D; B; B and D are tied."""
        for text, elected, ties in (
            ("5 ACBD,2 ACDB,3 ADCB,4 BACD,3 CBDA,3 CDBA,1 DACB,5 DBAC,4 DCBA", ("D",), ()),
            (
                "3 ABDEC,5 ADEBC,1 ADECB,2 BADEC,2 BDECA,4 CABDE,6 CBADE,2 DBECA,5 DECAB",
                ("B",),
                (),
            ),
            ("3 ABCD,2 DABC,2 DBCA,2 CBDA", (), (("B", "D"),)),
        ):
            result = count_ballots("schulze", ranked(text))
            self.assertEqual((result.elected, result.ties), (elected, ties))

    def test_tennessee_by_every_ranking_method(self):
        """Memphis, Nashville, Chattanooga, Knoxville."""
        profile = ranked("42 MNCK,26 NCKM,15 CKNM,17 KCNM")
        for method, winner in (("plurality", "M"), ("runoff", "K"), ("schulze", "N"), ("stv", "K")):
            self.assertEqual(count_ballots(method, profile).elected, (winner,))

    def test_alaska_2022(self):
        """The special election: Peltola by run-off, Begich wins every duel."""
        result = count_ballots("runoff", ballot_file.parse(ALASKA_2022, "runoff"))
        last = {"Palin, Sarah": 86026, "Peltola, Mary": 91266}
        self.assertEqual((result.elected, result.rounds[-1].votes), (("Peltola, Mary",), last))
        profile = ballot_file.parse(ALASKA_2022, "schulze")
        self.assertEqual(count_ballots("schulze", profile).elected, ("Begich, Nick",))

    def test_irish_president_1990(self):
        """Robinson, second in the first count, by the ballots of Currie."""
        text = "612265\tRobinson\n694484\tLenihan\n36789\tCurrie > Lenihan\n"
        text += "205565\tCurrie > Robinson\n25548\tCurrie"
        result = count_ballots("runoff", ballot_file.parse(text, "runoff"))
        self.assertEqual(result.elected, ("Robinson",))
        self.assertEqual(result.rounds[-1].votes, {"Robinson": 817830, "Lenihan": 731273})

    def test_french_president_2012_by_majority_judgment(self):
        """The poll of OpinionWay for Terra Nova: the published order of all ten."""
        columns = {
            name: [g for g, n in zip(FRENCH_GRADES, numbers, strict=True) for _each in range(n)]
            for name, numbers in FRANCE_2012.items()
        }
        ballots = Counter(
            tuple(
                (name, (columns[name][place : place + 1] or ["A rejeter"])[0]) for name in columns
            )
            for place in range(10_000)
        )
        text = "\n".join(
            f"{number}\t" + ", ".join(f"{name}: {grade}" for name, grade in said)
            for said, number in ballots.items()
        )
        profile = ballot_file.parse(text, "majority_judgment")
        result = count_ballots("majority_judgment", profile, 10)
        self.assertEqual(result.elected, tuple(FRANCE_2012))
        self.assertEqual(result.rounds[0].facts["median"]["Bayrou"], "Assez bien")

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
        self.assertEqual(profiles.condorcet_winner(profile), "Andy Montroll")
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
