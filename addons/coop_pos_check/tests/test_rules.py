import doctest
from datetime import date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.coop_membership.tests.common import shared_cases

from ..rules import judgement, sale, timeline


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    def test_examples(self):
        for module in (judgement, sale, timeline):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 2)
                self.assertFalse(result.failed)

    def test_what_a_sale_is(self):
        """As at the till: one table of cases for both."""
        cases = shared_cases("coop_pos_check/static/tests/unit/app/utils/sale_cases.js")["cases"]
        self.assertGreater(len(cases), 10)
        for case in cases:
            with self.subTest(case["why"]):
                lines = [sale.Line(*line) for line in case["lines"]]
                self.assertEqual(sale.is_sale(lines), case["sale"])

    def test_a_list_sent_before_its_first_day_begins_with_it(self):
        line = [(date(2026, 2, 1), "ok"), (date(2026, 3, 1), "left")]
        sent = timeline.compact(line, date(2026, 1, 5))
        self.assertEqual(sent, (("", "ok"), ("2026-03-01", "left")))

    def test_since_ever_has_no_day(self):
        for ever in (date.min, date(1, 1, 1)):
            sent = timeline.compact([(ever, "left")], date(2026, 1, 5), {"left"})
            self.assertEqual(sent, (("", "left"),))


NOON = datetime(2026, 5, 4, 12)
FIVE, SECOND = timedelta(minutes=5), timedelta(seconds=1)


@tagged("post_install", "-at_install")
class TestJudgementAlone(BaseCase):
    """What a sale and its check say, at the limits."""

    def flags(self, code="ok", allowed=True, check=None, max_age=0, **sold):
        sold = judgement.Sale(**{"paid_at": NOON, "received_at": NOON, "has_person": True, **sold})
        said = {"at": sold.paid_at, "code": "ok", "allowed": True, "outcome": "allowed"}
        said = judgement.Check(**{**said, **(check or {})})
        return set(judgement.judge(sold, said, code, allowed, max_age))

    def test_a_clock_may_be_five_minutes_off(self):
        for off in (FIVE, -FIVE):
            more = off + (SECOND if off > timedelta() else -SECOND)
            for far, flags in ((off, set()), (more, {"clock"})):
                with self.subTest(far):
                    self.assertEqual(self.flags(check={"at": NOON + far}), flags)
                    skew = int(far.total_seconds())
                    moved = {"at": NOON - far, "skew": skew}
                    self.assertEqual(self.flags(check=moved), flags)

    def test_paid_neither_in_the_future_nor_before_the_session(self):
        for far, flags in ((FIVE, set()), (FIVE + SECOND, {"clock"})):
            with self.subTest(far):
                self.assertEqual(self.flags(received_at=NOON - far), flags)
                self.assertEqual(self.flags(session_start=NOON + far), flags)
        early = {"received_at": NOON + timedelta(days=1), "session_start": NOON - FIVE}
        self.assertEqual(self.flags(**early), set())

    def test_the_till_s_own_clock_dates_the_sale(self):
        """A clock that is ahead is ahead in the sale, and not in the moment of the check."""
        ahead = {"at": NOON - timedelta(seconds=200), "skew": 200}
        self.assertEqual(self.flags(check=ahead), set())

    def test_another_word_than_the_till_s(self):
        for code in ("alert", "up_to_date"):
            with self.subTest(code):
                self.assertEqual(self.flags(code=code), {"different"})
        lifted = {"code": "suspended", "allowed": False, "outcome": "override"}
        self.assertEqual(self.flags(code="pass", check=lifted), set(), "a pass since")
        self.assertEqual(
            self.flags(code="blocked", allowed=False, check=lifted), {"different"}, "lifted"
        )

    def test_the_age_of_the_list(self):
        for age, flags in ((60, set()), (61, {"stale"})):
            self.assertEqual(self.flags(check={"data_age": age}, max_age=60), flags)
        self.assertEqual(self.flags(check={"data_age": 9999}, max_age=0), set())
