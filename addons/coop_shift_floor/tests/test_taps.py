"""What was tapped is written once, in order; the latest word on each person holds."""

import time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import FloorCase


@tagged("post_install", "-at_install")
class TestTaps(FloorCase):
    def taps(self):
        return self.env["coop.floor.tap"].search([("shift_id", "=", self.shift.id)])

    def test_each_state_is_recorded_in_the_name_of_the_coordinator(self):
        for state in ("present", "late", "absent", "excused", "replaced"):
            with self.subTest(state=state):
                self.assertEqual(self.mark(self.ana, state)["result"], "applied")
                self.assertEqual(self.ana.state, state)
                self.assertEqual(self.ana.recorded_by, self.coordinator)
        self.mark(self.ana, "expected")
        self.assertFalse(self.ana.recorded_on)

    def test_the_ledger_follows(self):
        member = self.make_member("Fixe")
        self.enroll(member, self.make_template())
        row = self.assign(member, self.shift)
        self.mark(row, "absent")
        self.assertEqual(self.balance(member), -2)
        self.mark(row, "late")
        self.assertEqual(self.balance(member), 0)

    def test_the_same_tap_twice_is_written_once(self):
        tap = self.tap(row=self.ana, state="absent")
        first = self.send(tap)
        self.ana.action_present()
        self.assertEqual(self.send(tap), first)
        self.assertEqual(self.send(tap, tap), first * 2)
        self.assertEqual(self.ana.state, "present")
        self.assertEqual(len(self.taps()), 1)

    def test_order_is_kept_in_one_message(self):
        states = ("absent", "late", "present")
        self.send(*[self.tap(row=self.ana, state=state) for state in states])
        self.assertEqual(self.ana.state, "present")
        self.assertEqual(self.taps().mapped("value"), list(states))

    def test_order_is_kept_when_the_clock_goes_back(self):
        late = self.tap(row=self.ana, state="late")
        early = self.tap(row=self.ana, state="present", ago=1800)
        self.send(late, early)
        self.assertEqual(self.ana.state, "present")

    def test_two_phones_the_latest_word_holds_and_both_see_it(self):
        other = self.make_coordinating_user("coop.second")
        absent = self.tap(row=self.ana, state="absent", ago=60)
        late = self.tap(row=self.ana, state="late", ago=5)
        self.assertEqual(self.send(late, user=other, device="b")[0]["result"], "applied")
        answer = self.send(absent, device="a")[0]
        self.assertEqual(answer["result"], "older")
        self.assertIn("coop.second", answer["words"])
        self.assertEqual(self.ana.state, "late")
        person = self.shift._floor_board()["people"][0]
        self.assertEqual(person["otherwise"]["state"], "absent")

    def test_the_order_of_arrival_does_not_matter(self):
        other = self.make_coordinating_user("coop.second")
        absent = self.tap(row=self.ana, state="absent", ago=60)
        late = self.tap(row=self.ana, state="late", ago=5)
        self.send(absent, device="a")
        self.send(late, user=other, device="b")
        self.assertEqual(self.ana.state, "late")
        person = self.shift._floor_board()["people"][0]
        self.assertEqual(person["otherwise"]["state"], "absent")

    def make_coordinating_user(self, login):
        user = self.make_user(login, "base.group_portal")
        member = self.make_member(login, partner_id=user.partner_id.id)
        self.shift.substitute_ids |= member
        return user

    def test_a_clock_that_is_wrong_by_hours(self):
        """A phone three hours ahead said "absent" a minute ago; a right one says "late" now."""
        ahead = 3 * 3600
        absent = self.tap(row=self.ana, state="absent", ago=60 - ahead)
        self.send(absent, sent_at=(time.time() + ahead) * 1000, device="ahead")
        self.assertLessEqual(self.taps().moment, time.time())
        self.send(self.tap(row=self.ana, state="late"), device="right")
        self.assertEqual(self.ana.state, "late")

    def test_the_desk_spoke_later(self):
        tap = self.tap(row=self.ana, state="absent", ago=30)
        self.ana.with_user(self.office).action_late()
        self.assertEqual(self.send(tap)[0]["result"], "older")
        self.assertEqual(self.ana.state, "late")
        again = self.tap(row=self.ana, state="absent", ago=20)
        self.ana.with_user(self.office).action_withdraw()
        self.assertEqual(self.send(again)[0]["result"], "older")
        self.assertEqual(self.ana.state, "expected")

    def test_replaced_by_whom(self):
        self.mark(self.ana, "replaced", code="4242")
        self.assertEqual(self.ana.replaced_by_id, self.rita)
        self.assertFalse(self.ana.seat)
        self.mark(self.ana, "present")
        self.assertFalse(self.ana.replaced_by_id)
        self.assertTrue(self.ana.seat)

    def test_replaced_by_somebody_unknown_is_kept_and_told(self):
        answer = self.mark(self.ana, "replaced", code="999999")
        self.assertEqual(answer["result"], "applied")
        self.assertIn("999999", answer["words"])
        self.assertEqual(self.ana.state, "replaced")
        answer = self.mark(self.ana, "replaced", code=str(self.ana.member_id.number))
        self.assertIn("themselves", answer["words"])
        self.assertFalse(self.ana.replaced_by_id)

    def test_what_the_rules_do_not_have_is_refused(self):
        self.assertNotIn("half_excused", self.shift._floor_board()["states"])
        self.assertEqual(self.mark(self.ana, "half_excused")["result"], "refused")
        self.assertEqual(self.ana.state, "expected")

    def test_one_refused_tap_stops_no_other(self):
        stranger = self.make_shift(self.days(0))
        far = self.assign(self.make_member("Loin"), stranger)
        answers = self.send(
            self.tap(row=far, state="absent"),
            self.tap(row=self.ana, state="flown"),
            self.tap(kind="scan", code="nobody"),
            self.tap(row=self.bob, state="present"),
        )
        self.assertEqual([answer["result"] for answer in answers], ["refused"] * 3 + ["applied"])
        self.assertTrue(all(answer["words"] for answer in answers[:3]))
        self.assertEqual(far.state, "expected")
        self.assertEqual(self.bob.state, "present")

    def test_a_rule_that_fails_for_one_person_stops_no_other(self):
        refresh = type(self.env["coop.member"])._coop_refresh_standings
        ana, why = self.ana.member_id, "The rules do not know this."

        def fails_for_ana(members, carry=True):
            if ana in members and not members.env.context.get("coop_defer_standings"):
                raise UserError(why)
            return refresh(members, carry)

        self.patch(self.env.registry["coop.member"], "_coop_refresh_standings", fails_for_ana)
        answers = self.send(
            self.tap(row=self.ana, state="absent"), self.tap(row=self.bob, state="absent")
        )
        self.assertEqual([answer["result"] for answer in answers], ["refused", "applied"])
        self.env.invalidate_all()
        self.assertEqual((self.ana.state, self.bob.state), ("expected", "absent"))

    def test_a_cancelled_shift_refuses_in_words_and_keeps_the_tap(self):
        self.shift.action_cancel()
        answer = self.mark(self.ana, "present")
        self.assertEqual(answer["result"], "refused")
        self.assertIn("cancelled", answer["words"])
        self.assertEqual(self.taps().result, "refused")

    def test_nobody_is_marked_before_the_day(self):
        coming = self.make_shift(self.days(3))
        row = self.assign(self.make_member("Demain"), coming)
        tap = self.tap(row=row, state="present")
        self.assertEqual(self.send(tap, shift=coming)[0]["result"], "refused")

    # ------------------------------------------------------------------ closing

    def close(self, **vals):
        return self.send(self.tap(kind="close", **vals))[0]

    def test_closing_asks_for_everybody(self):
        self.mark(self.ana, "present")
        answer = self.close()
        self.assertEqual(answer["result"], "refused")
        self.assertIn("Bob", answer["words"])
        self.assertEqual(self.shift.state, "planned")

    def test_all_in_one_message_then_closed(self):
        answers = self.send(
            self.tap(row=self.ana, state="present"),
            self.tap(row=self.bob, state="absent"),
            self.tap(kind="close"),
        )
        self.assertEqual({answer["result"] for answer in answers}, {"applied"})
        self.assertEqual(self.shift.state, "closed")
        self.assertEqual(self.shift.closed_by_id, self.coordinator)
        self.assertIn(self.coordinator.name, self.shift._floor_board()["closed"])

    def test_what_was_tapped_before_the_closing_and_comes_later_is_taken(self):
        before = self.tap(row=self.ana, state="late", ago=30)
        after_all = self.tap(row=self.bob, state="expected", ago=25)
        self.send(
            self.tap(row=self.ana, state="present", ago=50),
            self.tap(row=self.bob, state="present", ago=49),
            self.tap(kind="close", ago=10),
        )
        answers = self.send(before, after_all, device="b")
        self.assertEqual([answer["result"] for answer in answers], ["applied", "refused"])
        self.assertEqual((self.ana.state, self.bob.state), ("late", "present"))

    def test_a_closed_shift_refuses_until_the_office_opens_it(self):
        self.send(
            self.tap(row=self.ana, state="present", ago=50),
            self.tap(row=self.bob, state="present", ago=49),
            self.tap(kind="close", ago=10),
        )
        self.assertEqual(self.mark(self.ana, "absent")["result"], "refused")
        self.assertEqual(self.close()["result"], "applied")
        self.shift.with_user(self.office).action_reopen()
        self.assertFalse(self.shift.closed_on)
        self.assertEqual(self.mark(self.ana, "absent")["result"], "applied")

    # ------------------------------------------------------------------ notes

    def test_notes(self):
        self.send(
            self.tap(kind="note", row=self.ana, text="Hurt her hand"),
            self.tap(kind="shift_note", text="The till was slow"),
        )
        self.assertEqual(self.ana.floor_note, "Hurt her hand")
        self.assertEqual(self.shift.floor_note, "The till was slow")
        older = self.send(
            self.tap(kind="note", row=self.ana, text="?", ago=60),
            self.tap(kind="shift_note", text="?", ago=60),
            device="b",
        )
        self.assertEqual([answer["result"] for answer in older], ["older", "older"])
        self.assertEqual(self.ana.floor_note, "Hurt her hand")

    def test_a_note_of_the_office_is_not_shown_on_the_phone(self):
        self.ana.note = "secret"
        self.assertNotIn("secret", str(self.shift._floor_board()))

    # ------------------------------------------------------------------ what is seen

    def test_the_board_shows_the_least(self):
        person = self.shift._floor_board()["people"][0]
        self.assertEqual(
            set(person), {"id", "name", "role", "state", "make_up", "by", "note", "otherwise"}
        )

    def test_the_reason_of_a_leave_is_not_told(self):
        self.ana.write({"state": "waiting"})
        board = self.shift._floor_board()
        self.assertEqual(board["people"][0]["state"], "waiting")
        self.assertEqual(self.mark(self.ana, "absent")["result"], "refused")
        self.assertNotIn("leave", self.mark(self.ana, "absent")["words"])

    def test_old_taps_are_forgotten(self):
        self.mark(self.ana, "present")
        self.taps()._gc_old_taps()
        self.assertEqual(len(self.taps()), 1)
        long_ago = fields.Datetime.subtract(fields.Datetime.now(), days=401)
        self.env.cr.execute("UPDATE coop_floor_tap SET create_date = %s", [long_ago])
        self.taps()._gc_old_taps()
        self.assertFalse(self.taps())
        self.assertEqual(self.ana.state, "present")
