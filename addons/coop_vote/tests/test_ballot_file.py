"""The ballot file and the command that recounts it."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_vote.rules import counting
from odoo.addons.coop_vote.rules.counting import METHODS, ballot_file
from odoo.addons.coop_vote.rules.counting.ballot_file import BallotFileError, parse

from . import profiles

COMMAND = Path(counting.__file__).parent


@tagged("post_install", "-at_install")
class TestBallotFile(BaseCase):
    def assertRefused(self, text, method, line, words):
        with self.assertRaises(BallotFileError) as caught:
            parse(text, method)
        self.assertEqual(caught.exception.line, line)
        self.assertIn(words, str(caught.exception))

    @given(st.data(), st.sampled_from(sorted(METHODS)))
    @profiles.relaxed(150)
    def test_what_is_written_is_read_back(self, data, method):
        profile = data.draw(profiles.profile_for(method))
        self.assertEqual(parse(ballot_file.write(profile, method), method), profile)

    def test_the_form_of_the_file_does_not_matter(self):
        plain = parse("# candidates: A, L'Été d'Or, C\n2\tA > L'Été d'Or = C\n1\t\n", "stv")
        other = "\ufeff# source: the shop\r\n#Candidates :A,L'E\u0301te\u0301  d'Or ,C\r\n\r\n"
        other += "02\t A>L'Été d'Or= C \r\n# a remark\r\n1\t"
        read = parse(ballot_file.decode(other.encode()), "stv")
        self.assertEqual(read, plain)

    def test_without_a_list_the_candidates_are_those_named(self):
        self.assertEqual(parse("1\tB > A\n1\tC", "runoff").candidates, ("B", "A", "C"))

    def test_only_the_first_list_counts(self):
        read = parse("# candidates: A, B\n1\tA\n# candidates: see the annex, too", "runoff")
        self.assertEqual(read.candidates, ("A", "B"))

    def test_an_empty_file_is_nobody(self):
        for method in METHODS:
            for text in ("", "\ufeff\n", "# nothing yet\n"):
                result = counting.count_ballots(method, parse(text.strip("\ufeff"), method))
                self.assertEqual((result.elected, result.ties), ((), ()))

    def test_refusals_name_the_line(self):
        refused = (
            ("1\tA\n2 A > B", "stv", 2, "no tab"),
            ("A > B", "stv", 1, "no tab"),
            ("x\tA", "stv", 1, "«x» is not a number"),
            ("-1\tA", "stv", 1, "not a number"),
            ("1.5\tA", "stv", 1, "not a number"),
            ("1\tA\tB", "stv", 1, "more than one tab"),
            ("1\tA > > B", "stv", 1, "missing"),
            ("1\tA >", "stv", 1, "missing"),
            ("1\tA = ", "runoff", 1, "missing"),
            ("1\tA, B", "runoff", 1, "comma"),
            ("1\tA, B > C\n1\tB", "runoff", 1, "comma"),
            ("1\tA, B\n1\tB, A > C", "runoff", 1, "comma"),
            ("9" * 5000 + "\tA", "runoff", 1, "not a number"),
            ("1\tA > B > A", "runoff", 1, "twice"),
            ("1\tA, A", "approval", 1, "twice"),
            ("1\tA > B", "approval", 1, "no ranking"),
            ("1\tA: 1, A: 2", "majority_judgment", 1, "twice"),
            ("1\tA: 1, B", "majority_judgment", 1, "no grade"),
            ("1\tA: splendid", "majority_judgment", 1, "# grades:"),
            ("# grades: yes, no\n1\tA: maybe", "majority_judgment", 2, "«maybe»"),
            ("# candidates: A, B\n1\tC", "stv", 2, "«C» is not among"),
            ("# candidates: A, A", "stv", 1, "twice"),
            ("# candidates: A,, B", "stv", 1, "empty place"),
        )
        for text, method, line, words in refused:
            with self.subTest(text=text):
                self.assertRefused(text, method, line, words)

    def test_a_comma_in_a_name_that_cannot_separate(self):
        lines = "2\tKiss, Bob > Montroll,Andy\n1\tMontroll, Andy\n"
        names = ("Kiss, Bob", "Montroll, Andy")
        for header in ("", "# candidates: Kiss,Bob, Montroll, Andy\n"):
            read = parse(header + lines, "runoff")
            self.assertEqual(read.candidates, names)
            self.assertEqual(parse(ballot_file.write(read, "runoff"), "runoff"), read)
        more = parse("# candidates: Smith, Dan; Kiss, Bob; Montroll, Andy\n" + lines, "stv")
        self.assertEqual(more.candidates, ("Smith, Dan", *names))

    def test_words_of_usual_scales(self):
        for text, winner in (
            ("1\tA: gut, B: Sehr Gut", "B"),
            ("1\tA: insuffisant, B: A REJETER", "A"),
            ("1\tA: Reject, B: acceptable", "B"),
            ("1\tA: Aceptable, B: Bueno", "B"),
            ("1\tA: C, B: D", "A"),
        ):
            result = counting.count_ballots("majority_judgment", parse(text, "majority_judgment"))
            self.assertEqual(result.elected, (winner,))

    def test_grades(self):
        numbers = parse("1\tA: 10, B: 9.5\n1\tA: -1, B: 9.50", "majority_judgment")
        self.assertEqual(numbers.grades, ("10", "9.5", "-1"))
        words = parse("1\tA: bien, B: Très bien", "majority_judgment")
        self.assertEqual(words.grades[-1], "À rejeter")
        listed = parse("# grades: oui, bof, non\n1\tA: Oui, B: bof", "majority_judgment")
        self.assertEqual(listed.ballots, ((1, {"A": "oui", "B": "bof"}),))
        result = counting.count_ballots("majority_judgment", numbers)
        self.assertEqual(result.elected, ("B",))

    def test_a_candidate_left_ungraded_has_the_worst_grade(self):
        profile = parse("# grades: 3,2,1,0\n2\tA: 3, B: 2\n3\tB: 1", "majority_judgment")
        result = counting.count_ballots("majority_judgment", profile)
        self.assertEqual(result.rounds[0].facts["table"]["A"], {"3": 2, "2": 0, "1": 0, "0": 3})
        self.assertEqual(result.elected, ("B",))


@tagged("post_install", "-at_install")
class TestRecount(BaseCase):
    def recount(self, text, *arguments):
        """Run the command as anybody would, in another folder."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "bulletins été.tsv")
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            method, *options = arguments
            return subprocess.run(
                [sys.executable, "-I", str(COMMAND), method, str(path), *options],
                capture_output=True,
                check=False,
                cwd=folder,
                encoding="utf-8",
                env={"LC_ALL": "C"},
                timeout=60,
            )

    def test_json_has_three_keys(self):
        done = self.recount("3\tZoë\n1\tO'Hara Jr", "plurality", "--json")
        told = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(set(told), {"elected", "ties", "rounds"})
        self.assertEqual((told["elected"], told["ties"]), (["Zoë"], []))
        self.assertEqual(told["rounds"][0]["votes"], {"Zoë": 3, "O'Hara Jr": 1})

    def test_fractions_in_json_are_exact_and_about(self):
        text = "6\tA > B\n1\tA > C\n2\tB\n3\tC"
        first, second = json.loads(self.recount(text, "stv", "--seats", "2", "--json").stdout)[
            "rounds"
        ][:2]
        self.assertEqual((first["votes"]["A"], first["factor"]), (7, "2/7"))
        self.assertEqual(second["votes"], {"A": 5, "B": "26/7", "C": "23/7"})
        self.assertEqual(second["votes_about"], {"A": 5.0, "B": 3.71429, "C": 3.28571})

    def test_every_method_prints_a_tie_and_json_of_it(self):
        ballots = {"approval": "1\tA\n1\tB", "majority_judgment": "1\tA: 1, B: 2\n1\tA: 2, B: 1"}
        for method in METHODS:
            with self.subTest(method):
                text = ballots.get(method, "1\tA > B\n1\tB > A")
                told = json.loads(self.recount(text, method, "--json").stdout)
                self.assertEqual((told["elected"], told["ties"]), ([], [["A", "B"]]))
                self.assertIn("Tie left open: A, B", self.recount(text, method).stdout)

    def test_more_seats_than_candidates_who_have_a_vote(self):
        ballots = {"approval": "1\tA", "majority_judgment": "1\tA: 1"}
        for method in METHODS:
            text = "# candidates: A, B\n" + ballots.get(method, "1\tA")
            told = json.loads(self.recount(text, method, "--seats", "5", "--json").stdout)
            self.assertEqual((sorted(told["elected"]), told["ties"]), (["A"], []))

    def test_a_recorded_order_settles_a_tie(self):
        done = self.recount("1\tA\n1\tB", "plurality", "--tie-order", "B, A")
        self.assertIn("Elected: B", done.stdout)

    def test_mistakes_are_explained_and_end_with_2(self):
        for text, arguments, words in (
            ("1\tA\nfive\tB", ("stv",), "line 2: «five» is not a number of ballots"),
            ("1\tA", ("stv", "--seats", "0"), "number of seats"),
            (b"1\tZo\xeb", ("stv",), "UTF-8"),
            ("1\tA", ("lottery",), "invalid choice"),
            ("1\tA", ("stv", "--tie-order", "C"), "«C», who does not stand"),
        ):
            with self.subTest(words=words):
                done = self.recount(text, *arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(words, done.stderr)
                self.assertNotIn("Traceback", done.stderr)

    def test_a_file_that_is_not_there(self):
        command = [sys.executable, str(COMMAND), "stv", "nowhere.tsv"]
        done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("nowhere.tsv cannot be read", done.stderr)
