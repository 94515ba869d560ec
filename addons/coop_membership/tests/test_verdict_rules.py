"""The verdict alone, without a database."""

from datetime import date

from odoo.tests import BaseCase, tagged

from ..rules import verdict as rules
from ..rules.verdict import Reason, Span
from .common import shared_cases


def day(text):
    return text and date.fromisoformat(text)


@tagged("post_install", "-at_install")
class TestSharedCases(BaseCase):
    """The same table that the JavaScript mirror is tested against."""

    def setUp(self):
        super().setUp()
        self.shared = shared_cases("coop_membership/static/tests/verdict_cases.js")
        self.reasons = tuple(Reason(code, **r) for code, r in self.shared["reasons"].items())

    def test_overlay_and_at(self):
        for case in self.shared["cases"]:
            with self.subTest(case["why"]):
                spans = [Span(code, day(start), day(end)) for code, start, end in case["spans"]]
                line = rules.overlay(spans, self.reasons, day("2026-01-01"))
                expected = [(day(start), code) for start, code in case["timeline"]]
                self.assertEqual(line, expected)
                self.check_days(line, case["at"])

    def check_days(self, line, expected_at):
        for when, expected in expected_at.items():
            dates = {key: day(expected[key]) for key in ("since", "until")}
            answer = rules.at(line, day(when), self.reasons)
            self.assertEqual(answer, rules.Verdict(**{**expected, **dates}))

    def test_ranks_are_those_of_the_rules(self):
        self.assertEqual(self.reasons, rules.REASONS_WITH_WORK)
