"""Somebody came for a make-up: by card or by number, never by name."""

from odoo.tests import tagged

from ..models import coop_shift_scan
from .common import FloorCase


@tagged("post_install", "-at_install")
class TestScan(FloorCase):
    def scan(self, code, **vals):
        return self.send(self.tap(kind="scan", code=code, **vals))[0]

    def row(self, member=None):
        rows = self.shift.assignment_ids
        return rows.filtered(lambda row: row.member_id == (member or self.rita))

    def test_card_and_number(self):
        for code in ("420000000013", "0420000000013", "4242"):
            with self.subTest(code=code):
                answer = self.scan(code)
                self.assertEqual(answer["result"], "applied")
                self.assertIn("Rita", answer["words"])
        self.assertEqual(len(self.row()), 1)
        self.assertEqual((self.row().origin, self.row().state), ("make_up", "present"))
        self.assertEqual(self.row().recorded_by, self.coordinator)

    def test_a_make_up_repays(self):
        self.enroll(self.rita, self.make_template())
        missed = self.assign(self.rita, self.days(-7))
        missed.action_absent()
        self.scan("4242")
        self.assertEqual(self.balance(self.rita), -1)

    def test_a_make_up_that_was_a_mistake_is_taken_off(self):
        self.scan("4242")
        self.assertEqual(self.mark(self.row(), "cancelled")["result"], "applied")
        self.assertNotIn("Rita", str(self.shift._floor_board()))
        self.scan("4242")
        self.assertEqual(self.row().state, "present")
        self.assertEqual(self.mark(self.ana, "cancelled")["result"], "refused")

    def test_whoever_is_expected_is_present(self):
        self.assertIn("present", self.scan(str(self.ana.member_id.number))["words"])
        self.assertEqual((self.ana.state, self.ana.origin), ("present", "enrollment"))

    def test_a_shift_that_was_cancelled_by_the_member_counts_as_make_up(self):
        self.ana.write({"state": "cancelled"})
        self.scan(str(self.ana.member_id.number))
        self.assertEqual((self.ana.state, self.ana.origin), ("present", "make_up"))

    def test_unknown_revoked_and_foreign_cards_are_refused_in_words(self):
        self.make_card(self.rita.partner_id, "OLD-1", revoked_on="2021-01-01")
        child = self.make_household(self.rita, "Petit Rattrape", "child", birth_date="2018-01-01")
        self.make_card(child.partner_id, "CHILD-1")
        gone = self.make_member("Partie", number=5151, left_on="2021-01-01")
        stranger = self.env["res.company"].create({"name": "Elsewhere"})
        far = self.make_member("Ailleurs", number=6161, shares=0, company_id=stranger.id)
        codes = ("nobody", "OLD-1", "CHILD-1", str(gone.number), str(far.number), "9" * 30, " ")
        answers = [self.scan(code) for code in codes]
        self.assertEqual({answer["result"] for answer in answers}, {"refused"})
        self.assertTrue(all(answer["words"] for answer in answers))
        self.assertNotIn("Rattrape", str(answers))
        self.assertEqual(len(self.shift.assignment_ids), 2)

    def test_somebody_on_leave_is_sent_to_the_office(self):
        self.ana.write({"state": "waiting"})
        answer = self.scan(str(self.ana.member_id.number))
        self.assertEqual(answer["result"], "refused")
        self.assertIn("office", answer["words"])

    def test_a_shift_is_no_list_of_the_members(self):
        self.patch(coop_shift_scan, "MOST_SCANS", 2)
        numbers = [self.make_member(f"Numéro {n}").number for n in range(3)]
        answers = self.send(*[self.tap(kind="scan", code=str(n)) for n in numbers])
        results = [answer["result"] for answer in answers]
        self.assertEqual(results, ["applied", "applied", "refused"])
        self.assertEqual(self.scan(str(numbers[2]))["result"], "refused")
        self.assertNotIn("Numéro 2", str(self.shift._floor_board()))
