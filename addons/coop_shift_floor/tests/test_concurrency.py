"""Real connections at once: a tap is written once, and two phones lose nothing."""

import time
from datetime import date, timedelta
from uuid import uuid4

from odoo.tests import tagged

import odoo.addons.coop_shift.tests.test_concurrency as shifts


@tagged("post_install", "-at_install")
class TestTwoPhones(shifts.TestConcurrency):
    def tap(self, row_id, state, ago=0):
        return {
            "key": uuid4().hex,
            "kind": "attendance",
            "at": (time.time() - ago) * 1000,
            "assignment": row_id,
            "state": state,
        }

    def sending(self, row_id, *taps, device):
        def work(env):
            shift = env["coop.assignment"].browse(row_id).shift_id
            results = shift._floor_take(list(taps), time.time() * 1000, device)["results"]
            return [results[tap["key"]]["result"] for tap in taps]

        return work

    def past_shifts(self):
        """A row of the member on a shift of each of the last weeks, one after the other."""
        for week in range(1, shifts.ROUNDS + 1):
            yield self.make_shift(f"{date.today() - timedelta(weeks=week)}")

    def state(self, row_id):
        with self.connection() as env:
            return env["coop.assignment"].browse(row_id).state

    def test_the_same_tap_sent_twice_at_once(self):
        for row_id in self.past_shifts():
            tap = self.tap(row_id, "absent")
            once = self.sending(row_id, tap, device="a")
            self.assertEqual(self.race(once, once, once), [["applied"]] * 3)
            self.assertEqual(
                self.count("SELECT count(*) FROM coop_floor_tap WHERE key = %s", tap["key"]), 1
            )
            lines = "SELECT count(*) FROM coop_work_entry WHERE source LIKE %s"
            self.assertEqual(self.count(lines, f"attendance:{row_id}:%"), 1)

    def test_two_phones_at_once(self):
        for row_id in self.past_shifts():
            absent = self.tap(row_id, "absent", ago=60)
            late = self.tap(row_id, "late", ago=5)
            results = self.race(
                self.sending(row_id, absent, device="a"), self.sending(row_id, late, device="b")
            )
            self.assertIn(results[0], (["applied"], ["older"]))
            self.assertEqual(results[1], ["applied"])
            self.assertEqual(self.state(row_id), "late")

    def test_the_same_card_on_two_phones_at_once(self):
        with self.connection() as env:
            number = env["coop.member"].browse(self.ids["flyers"][0]).number
        for row_id in self.past_shifts():
            scans = [
                {**self.tap(0, ""), "kind": "scan", "code": str(number)} for _phone in range(2)
            ]
            results = self.race(
                *(self.sending(row_id, scan, device=f"phone-{n}") for n, scan in enumerate(scans))
            )
            self.assertEqual(results, [["applied"]] * 2)
            with self.connection() as env:
                shift = env["coop.assignment"].browse(row_id).shift_id
                came = shift.assignment_ids.filtered(lambda row: row.origin == "make_up")
                self.assertEqual(came.mapped("state"), ["present"])


for _name in dir(shifts.TestConcurrency):
    if _name.startswith("test_") and _name not in vars(TestTwoPhones):
        # The builders and races of coop_shift are wanted here, not its tests once more.
        setattr(TestTwoPhones, _name, None)
