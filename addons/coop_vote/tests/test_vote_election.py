"""Electing people by each method: the form, the count, the trace, the ballots to recount."""

import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import html

from odoo.exceptions import UserError, ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import file_path

from odoo.addons.coop_vote.rules.counting import ballot_file, count_ballots

from .common import VoteBuilders, VoteCase
from .voting import cast, send

NAMES = ("Ada", "Blaise", "Chloé D'Or")


def election(cls, method, **vals):
    """An election by a method between three candidates."""
    rows = [(0, 0, {"name": name}) for name in NAMES]
    return cls.make_vote("Who?", method=method, candidate_ids=rows, **vals)


@tagged("post_install", "-at_install")
class TestElection(VoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [cls.member] + [cls.make_member(f"Member {n}") for n in range(11)]

    def vote_with(self, vote, forms):
        """Each member fills a form, given with names of candidates and a prefix."""
        ids = {candidate.name: candidate.id for candidate in vote.candidate_ids}
        for member, form in zip(self.members, forms, strict=False):
            filled = {
                key if key == "candidate" else f"{key[0]}_{ids[key[1]]}": [
                    str(ids.get(value, value)) for value in values
                ]
                for key, values in form.items()
            }
            send(self.right_of(vote, member), filled)

    def ranks(self, *names):
        return {("rank", name): [place] for place, name in enumerate(names, 1)}

    def test_each_method_elects_and_its_ballots_recount_to_the_same(self):
        a, b, c = NAMES
        chosen = [{"candidate": [name]} for name in (a, a, a, a, a, b, b, b, b, c)]
        graded = [{("grade", a): [0], ("grade", b): [2]}] * 6 + [{("grade", b): [1]}] * 5
        ranked = [self.ranks(a, c)] * 4 + [self.ranks(b, c)] * 3 + [self.ranks(c, b)] * 4
        for method, forms, winner in (
            ("plurality", chosen, a),
            ("approval", chosen, a),
            ("majority_judgment", graded, a),
            ("runoff", ranked, c),
            ("schulze", ranked, c),
            ("stv", ranked, c),
        ):
            with self.subTest(method):
                vote = election(self, method, state="open")
                self.vote_with(vote, forms)
                self.finish(vote)
                self.assertEqual((vote.outcome, vote.elected_names), ("elected", winner))
                self.assertTrue(vote._shows_ballots())
                profile = ballot_file.parse(vote._ballot_file(), method)
                self.assertEqual(profile.total, len(forms))
                self.assertEqual(count_ballots(method, profile).elected, (winner,))
                self.assertIn(winner, str(vote._rounds_told()))

    def test_rounds_from_which_a_secret_ballot_could_be_read_are_not_shown(self):
        few = "Fewer than ten have voted"
        for number, secret, shown in ((9, True, False), (10, True, True), (9, False, True)):
            with self.subTest(number=number, secret=secret):
                vote = election(self, "approval", secret=secret, state="open")
                self.vote_with(vote, [{"candidate": [NAMES[0]]}] * number)
                self.finish(vote)
                page = str(self.env["ir.qweb"]._render("coop_vote.portal_result", {"vote": vote}))
                self.assertEqual("Approvals" in page, shown)
                self.assertEqual(few in page, not shown)
                self.assertIn(NAMES[0], page)

    def test_a_blank_ballot_is_counted_as_blank(self):
        vote = election(self, "approval", state="open")
        self.vote_with(vote, [{}, {"candidate": [NAMES[0]]}])
        self.finish(vote)
        self.assertEqual(vote.result["rounds"][0]["blank"], 1)
        self.assertEqual(vote.elected_names, NAMES[0])

    def test_few_ballots_are_not_given_out(self):
        vote = election(self, "approval", state="open")
        self.vote_with(vote, [{"candidate": [NAMES[0]]}] * 9)
        self.finish(vote)
        self.assertFalse(vote._shows_ballots())

    def test_nobody_voted_for_anybody(self):
        vote = election(self, "approval", state="open")
        self.vote_with(vote, [{}, {}])
        self.finish(vote)
        self.assertEqual((vote.outcome, vote.elected_names), ("nobody", False))

    def test_more_candidates_than_can_be_counted(self):
        vote = election(self, "approval")
        names = [{"name": f"Candidate {n}"} for n in range(200)]
        vote.candidate_ids = [(0, 0, vals) for vals in names]
        with self.assertRaisesRegex(UserError, "At most 200"):
            vote.action_open()

    def test_a_last_moment_that_has_passed(self):
        vote = election(self, "approval", closes_at="2020-01-01 12:00:00")
        with self.assertRaisesRegex(UserError, "has passed"):
            vote.action_open()

    def test_a_tie_is_left_open_until_the_rule_of_the_statutes_is_recorded(self):
        a, b, _c = NAMES
        vote = election(self, "approval", state="open")
        self.vote_with(vote, [{"candidate": [a]}, {"candidate": [b]}])
        self.finish(vote)
        self.assertEqual(
            (vote.outcome, vote.elected_names, vote.tied_names), ("tie", False, f"{a}, {b}")
        )
        before = vote.fingerprint
        with self.assertRaises(UserError):
            vote.action_settle()
        vote.write({"tie_rule": "the eldest, bylaws 20", "tie_order": f"{b}, {a}, Nobody"})
        with self.assertRaisesRegex(UserError, "does not stand"):
            vote.action_settle()
        vote.tie_order = f"{b}, {a}"
        vote.action_settle()
        self.assertEqual((vote.outcome, vote.elected_names), ("elected", b))
        self.assertIn("the eldest, bylaws 20", vote.arithmetic)
        self.assertNotEqual(vote.fingerprint, before)

    def test_the_command_of_the_page_recounts_a_settled_tie_to_the_same(self):
        a, _b, c = NAMES
        vote = election(self, "runoff", state="open")
        self.vote_with(vote, [self.ranks(name) for name in (a, c) for _each in range(5)])
        self.finish(vote)
        vote.write({"tie_rule": "the eldest", "tie_order": f"{c}, {a}"})
        vote.action_settle()
        with tempfile.TemporaryDirectory() as folder:
            _python, program, method, name, *options = shlex.split(vote._recount_command())
            path = Path(folder, name)
            path.write_text(vote._ballot_file(), encoding="utf-8")
            program = file_path(program.removeprefix("addons/"))
            command = [sys.executable, str(program), method, str(path), *options, "--json"]
            done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        told = json.loads(done.stdout)
        self.assertEqual((told["elected"], told["rounds"]), ([c], vote.result["rounds"]))

    def test_the_grades_are_told_in_the_order_of_the_result(self):
        a, b, c = NAMES
        vote = election(self, "majority_judgment", state="open", grades="Good, Fair, Poor")
        graded = {("grade", a): [2], ("grade", b): [1], ("grade", c): [0]}
        self.vote_with(vote, [graded] * 11)
        self.finish(vote)
        vote.invalidate_recordset()
        rows = vote._rounds_told()[0]["grades"]
        told = [(row["name"], row["grade"]) for row in rows]
        self.assertEqual(told, [(c, "Good"), (b, "Fair"), (a, "Poor")])
        self.assertEqual(rows[1]["parts"], [("Good", 0, 0), ("Fair", 11, 100), ("Poor", 0, 0)])

    def test_proposed_grades_are_shown_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        english, french = ("Excellent", "Very good"), ("Excellent", "Très bien")
        for maker, reader, wanted in (
            ("en_US", "fr_FR", french),
            ("fr_FR", "en_US", english),
            ("en_US", "en_US", english),
        ):
            with self.subTest(maker=maker, reader=reader):
                vote = self.env["coop.vote"].with_context(lang=maker).create({"name": "Who?"})
                labels = vote.with_context(lang=reader)._grade_labels()
                self.assertEqual((len(labels), *labels[:2]), (6, *wanted))
        vote.grades = "Good, Fair, Poor"
        shown = vote.with_context(lang="fr_FR")._grade_labels()
        self.assertEqual(shown, ["Good", "Fair", "Poor"])

    def test_the_count_the_file_and_the_fingerprint_keep_the_grades_as_written(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        a, b, c = NAMES
        vote = election(self, "majority_judgment", state="open")
        self.vote_with(vote, [{("grade", a): [1], ("grade", b): [2], ("grade", c): [2]}] * 11)
        self.finish(vote)
        vote.invalidate_recordset()
        here = vote.with_context(lang="fr_FR")
        self.assertEqual(vote.grades, "Excellent, Very good, Good, Fair, Poor, To reject")
        self.assertEqual(here._ballot_file(), vote._ballot_file())
        self.assertEqual(here._fingerprint(), vote.fingerprint)
        rows = here._rounds_told()[0]["grades"]
        self.assertEqual((rows[0]["grade"], rows[0]["parts"][1][0]), ("Très bien", "Très bien"))
        kept = here.with_context(coop_grades_kept=True)._rounds_told()[0]["grades"]
        self.assertEqual(kept[0]["grade"], "Very good")

    def test_the_rounds_say_what_becomes_of_whom_and_by_which_path(self):
        a, b, c = NAMES
        cycle = [self.ranks(a, b, c)] * 5 + [self.ranks(b, c, a)] * 4 + [self.ranks(c, a, b)] * 3
        told = {}
        for method in ("runoff", "schulze"):
            vote = election(self, method, state="open")
            self.vote_with(vote, cycle)
            self.finish(vote)
            told[method] = vote._rounds_told()
        became = {bar[0]: bar[3] for bar in told["runoff"][0]["bars"]}
        self.assertEqual(became, {a: None, b: None, c: "goes out"})
        self.assertIn((a, "8", 100, "elected"), told["runoff"][-1]["bars"])
        lines = " ".join(told["schulze"][1]["lines"])
        self.assertIn(f"{a} before {c}: {a} → {b} → {c}, strength 8; the way back 7.", lines)

    def test_write_ins_that_go_out_together_are_explained(self):
        rows = [(0, 0, {"name": name}) for name in ("D", "E", "F", "G")]
        other = self.make_vote("Whom?", method="runoff", candidate_ids=rows, state="open")
        self.vote_with(
            other,
            [self.ranks("D")] * 5 + [self.ranks("E")] * 5 + [self.ranks("F"), self.ranks("G")],
        )
        self.finish(other)
        tied = " ".join(other._rounds_told()[0]["lines"])
        self.assertIn("Tie between F, G: they go out together.", tied)
        self.assertIn("None of F, G can reach the next candidate", tied)

    def test_a_name_is_kept_as_a_recount_compares_it(self):
        rows = [(0, 0, {"name": " Zoe\u0308   D. "}), (0, 0, {"name": "B"})]
        vote = self.make_vote("Who?", method="runoff", candidate_ids=rows)
        self.assertEqual(vote.candidate_ids[0].name, "Zoë D.")
        vote.candidate_ids[1].name = "B  2"
        self.assertEqual(vote.candidate_ids[1].name, "B 2")
        with self.assertRaisesRegex(ValidationError, "semicolon"):
            vote.candidate_ids[1].name = "B; C"

    def test_a_committee_by_majority_judgment_with_a_tie_for_the_last_seat(self):
        a, b, c = NAMES
        vote = election(self, "majority_judgment", seats=2, state="open")
        self.vote_with(vote, [{("grade", a): [0], ("grade", b): [1], ("grade", c): [1]}] * 3)
        self.finish(vote)
        self.assertEqual((vote.outcome, vote.elected_names), ("tie", a))
        self.assertEqual(vote.result["ties"], [[b, c]])

    def test_candidates_are_frozen_with_the_roll(self):
        vote = election(self, "stv", state="open")
        for change in (
            lambda: vote.candidate_ids[0].write({"name": "Other"}),
            vote.candidate_ids[0].unlink,
            lambda: vote.candidate_ids.create({"vote_id": vote.id, "name": "Late"}),
            lambda: vote.write({"seats": 3}),
        ):
            with self.assertRaises(UserError):
                change()

    def test_what_cannot_be_opened_or_named(self):
        with self.assertRaisesRegex(UserError, "at least 2, then open"):
            self.make_vote("Who?", method="stv").action_open()
        with self.assertRaises(ValidationError):
            self.make_vote("Who?", method="stv", candidate_ids=[(0, 0, {"name": "A > B"})])
        with self.assertRaises(ValidationError):
            self.make_vote("Who?", method="majority_judgment", grades="Good")

    def test_forged_forms_are_refused(self):
        vote = election(self, "schulze", state="open")
        other = election(self, "schulze", state="open").candidate_ids[0].id
        mine = vote.candidate_ids[0].id
        for form in (
            {f"rank_{other}": ["1"]},
            {f"rank_{mine}": ["9"]},
            {f"rank_{mine}": ["-1"]},
            {"rank_x": ["1"]},
        ):
            with self.assertRaisesRegex(UserError, "cannot be read"):
                vote._choice_from_form(form)
        first = election(self, "plurality", state="open")
        both = {"candidate": [str(number) for number in first.candidate_ids.ids[:2]]}
        with self.assertRaisesRegex(UserError, "cannot be read"):
            first._choice_from_form(both)

    def test_an_open_vote_is_published_with_names_only_once_counted(self):
        vote = election(self, "approval", secret=False, state="open")
        self.vote_with(vote, [{"candidate": [NAMES[1]]}])
        self.assertEqual(vote._roll_call(), [])
        self.finish(vote)
        self.assertEqual(vote._roll_call(), [(self.member.name, NAMES[1])])
        secret = election(self, "approval", state="open")
        self.vote_with(secret, [{"candidate": [NAMES[1]]}])
        self.finish(secret)
        self.assertEqual(secret._roll_call(), [])


@tagged("post_install", "-at_install")
class TestElectionPortal(VoteBuilders, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = [cls.make_member(f"Member {n}") for n in range(10)]

    def open_vote(self, vote):
        self.authenticate("coop.member", "coop.membercoop.member")
        return self.url_open(f"/my/votes/{vote.id}").text

    def test_each_ballot_is_a_form_with_labels(self):
        for method, words in (
            ("plurality", "Choose one"),
            ("approval", "Tick everybody"),
            ("majority_judgment", "To reject"),
            ("schulze", "stand below all others"),
            ("stv", "get nothing from your ballot"),
        ):
            with self.subTest(method):
                page = self.open_vote(election(self, method, state="open"))
                self.assertIn(words, page)
                self.assertIn("Chloé D&#39;Or", page)

    def test_each_grade_of_the_form_is_taken_the_best_one_too(self):
        vote = election(self, "majority_judgment", state="open", grades="Good, Fair, Poor")
        page = html.fromstring(self.open_vote(vote))
        first = vote.candidate_ids.ids[0]
        values = page.xpath(f"//input[@name='grade_{first}']/@value")
        self.assertEqual(values, ["0", "1", "2"])
        form = {"csrf_token": Request.csrf_token(self), f"grade_{first}": values[0]}
        page = self.url_open(f"/my/votes/{vote.id}/cast", data=form)
        self.assertIn("You have voted", page.text)
        self.finish(vote)
        self.assertEqual(vote.result["rounds"][0]["table"][NAMES[0]]["Good"], 1)

    def test_cast_result_and_ballots_to_recount(self):
        vote = election(self, "stv", state="open", seats=2)
        first, second, _third = vote.candidate_ids.ids
        for member in self.others:
            cast(self.right_of(vote, member), f"{second}>{first}")
        self.open_vote(vote)
        form = {"csrf_token": Request.csrf_token(self), f"rank_{first}": "1", f"rank_{second}": "2"}
        page = self.url_open(f"/my/votes/{vote.id}/cast", data=form)
        self.assertIn("You have voted", page.text)
        path = f"/my/votes/{vote.id}/ballots.tsv"
        self.assertEqual(self.url_open(path).status_code, 404)
        self.finish(vote)
        page = self.open_vote(vote)
        for words in (
            "Elected: Blaise, Ada.",
            "Quota to be elected: 4",
            "All ballots",
            vote.fingerprint,
        ):
            self.assertIn(words, page)
        lines = self.url_open(path).text.splitlines()
        self.assertEqual(lines[1:], ["10\tBlaise > Ada", "1\tAda > Blaise"])

    def test_ballots_are_for_those_on_the_roll(self):
        vote = election(self, "approval", state="open")
        for member in self.others:
            cast(self.right_of(vote, member), str(vote.candidate_ids.ids[0]))
        self.finish(vote)
        self.make_user("coop.stranger", "base.group_portal")
        self.authenticate("coop.stranger", "coop.strangercoop.stranger")
        self.assertEqual(self.url_open(f"/my/votes/{vote.id}/ballots.tsv").status_code, 404)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(f"/my/votes/{vote.id}/ballots.tsv").url)
