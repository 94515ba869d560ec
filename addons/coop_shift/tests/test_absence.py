"""An absence recorded today says at once until when one may shop. No job is needed."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ShiftCase


@tagged("post_install", "-at_install")
class TestAbsence(ShiftCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.template = self.make_template()
        self.enroll(self.member, self.template)

    def test_absence_gives_alert_then_suspension_with_dates(self):
        self.assign(self.member, "2026-11-23").action_absent()
        self.assertEqual(self.balance(self.member), -2)
        self.assertEqual(
            self.standings(self.member)[-3:],
            [("2020-01-06", "up_to_date"), ("2026-11-23", "alert"), ("2026-12-21", "suspended")],
        )
        verdict = self.verdict(self.member)
        self.assertTrue(verdict.allowed)
        self.assertEqual(verdict.code, "alert")
        self.assertEqual((verdict.until, verdict.then), (date(2026, 12, 21), "suspended"))

    def test_who_leaves_today_owes_until_the_night(self):
        """With the shares given back at once: a suspended member is not welcome for the rest."""
        self.assign(self.member, "2026-11-23").action_absent()
        self.freeze("2026-12-22")
        self.env.user.group_ids |= self.env.ref("coop_membership.group_manager")
        self.member._coop_leave(date(2026, 12, 23))
        self.make_entry(self.member, -self.member.share_count, date="2026-12-22", kind="refund")
        self.assertEqual(self.member.share_count, 0)
        self.assertEqual(self.verdict(self.member).code, "suspended")
        self.assertEqual(self.verdict(self.member, "2026-12-23").code, "left")

    def test_verdict_of_the_household_follows(self):
        camille = self.make_household(self.member, "Camille").partner_id
        self.assign(self.member, "2026-11-23").action_absent()
        answer = self.env["coop.verdict"].for_person(camille.id, date(2026, 12, 21), self.company)
        self.assertEqual((answer.allowed, answer.code), (False, "suspended"))

    def test_present_after_absent_leaves_what_the_last_state_says(self):
        before = self.standings(self.member)
        assignment = self.assign(self.member, "2026-11-23")
        assignment.action_absent()
        assignment.action_present()
        self.assertEqual(self.balance(self.member), 0)
        self.assertEqual(self.standings(self.member), before)
        self.assertEqual(
            sorted(self.member.work_entry_ids.mapped("amount")),
            [-2, 2],
            "the ledger keeps the mistake and its reversal",
        )

    def test_absent_again_after_the_reversal(self):
        assignment = self.assign(self.member, "2026-11-23")
        for state in ("absent", "present", "absent", "excused", "absent"):
            assignment._record(state)
        self.assertEqual(self.balance(self.member), -2)
        self.assertEqual(self.verdict(self.member).code, "alert")

    def test_absence_recorded_twice_counts_once(self):
        assignment = self.assign(self.member, "2026-11-23")
        assignment.action_absent()
        assignment.action_absent()
        assignment.write({"state": "absent"})
        self.assertEqual(self.member.work_entry_ids.mapped("amount"), [-2])

    def test_attendance_withdrawn_leaves_nothing(self):
        assignment = self.assign(self.member, "2026-11-23")
        assignment.action_absent()
        assignment.action_withdraw()
        self.assertEqual(self.balance(self.member), 0)
        self.assertEqual(self.verdict(self.member).code, "ok")

    def test_second_absence_does_not_restart_the_28_days(self):
        self.assign(self.member, "2026-11-02").action_absent()
        self.assign(self.member, "2026-11-23", origin="make_up").action_present()
        self.assertEqual(self.balance(self.member), -1)
        self.assertEqual(self.standings(self.member)[-1], ("2026-11-30", "suspended"))

    def test_reaching_zero_clears(self):
        self.assign(self.member, "2026-11-02").action_absent()
        self.assign(self.member, "2026-11-10", origin="make_up").action_present()
        self.assign(self.member, "2026-11-17", origin="make_up").action_present()
        self.assertEqual(self.verdict(self.member).code, "ok")
        self.assertEqual(self.verdict(self.member, "2026-11-12").code, "alert", "the past stays")

    def test_two_absences_in_a_row_end_the_enrollment(self):
        enrollment = self.member.enrollment_ids
        self.assign(self.member, "2026-10-26").action_absent()
        second = self.assign(self.member, "2026-11-23")
        second.action_absent()
        self.assertEqual(enrollment.dropped_on, date(2026, 11, 23))
        self.assertEqual(self.verdict(self.member, "2026-11-24").code, "unsubscribed")
        second.action_present()
        self.assertFalse(enrollment.dropped_on, "the enrollment goes on after a correction")
        self.assertEqual(self.verdict(self.member, "2026-11-24").code, "suspended")

    def test_nobody_is_absent_before_the_day(self):
        later = self.assign(self.member, "2026-11-24")
        with self.assertRaisesRegex(UserError, "has not taken place yet"):
            later.action_absent()

    def test_worker_without_a_shift_is_unsubscribed(self):
        alone = self.make_member("Sans Créneau", joined="2026-01-01")
        self.assertEqual(self.standings(alone), [("2026-01-01", "unsubscribed")])
        self.assertEqual(self.verdict(alone).code, "unsubscribed")

    def test_partner_without_work_duty_is_not_concerned(self):
        partner = self.make_member("Partenaire", type="B")
        self.assertEqual(self.standings(partner), [])
        self.assertEqual(partner.coop_standing, "not_concerned")
        self.assertEqual(self.verdict(partner).code, "ok")

    def test_standing_is_searchable(self):
        partner = self.make_member("Partenaire", type="B")
        late = self.make_member("En retard")
        self.enroll(late, self.template)
        self.assign(late, "2026-11-23").action_absent()
        everyone = self.member | partner | late
        Member = self.env["coop.member"]

        def found(*domain):
            return Member.search([("id", "in", everyone.ids), *domain])

        self.assertEqual(found(("coop_standing", "=", "alert")), late)
        self.assertEqual(found(("coop_standing", "=", "not_concerned")), partner)
        self.assertEqual(found(("coop_standing", "!=", "alert")), self.member | partner)
        self.assertEqual(found(("coop_standing", "not in", ["alert", "up_to_date"])), partner)

    def test_rebuilding_changes_nothing(self):
        self.assign(self.member, "2026-10-26").action_absent()
        self.assign(self.member, "2026-11-23").action_absent()
        flying = self.make_member("Volante")
        self.enroll(flying, date_from="2026-09-01")
        self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])
        self.env.cr.execute("DELETE FROM coop_standing WHERE company_id = %s", (self.company.id,))
        self.env.invalidate_all()
        differing = self.env["coop.standing"]._rebuild(self.company)
        self.assertIn(self.member.id, [row[0] for row in differing])
        self.assertEqual(self.env["coop.standing"]._rebuild(self.company, store=False), [])

    def test_correction_moves_the_counter_and_is_taken_back(self):
        wizard = self.env["coop.correction.wizard"].with_user(self.manager)
        wizard.create(
            {"member_id": self.member.id, "counter": "abcd", "amount": -1, "reason": "forgotten"}
        ).action_correct()
        self.assertEqual(self.verdict(self.member).code, "alert")
        self.env["coop.work.correction"].search(
            [("member_id", "=", self.member.id)]
        ).action_take_back()
        self.assertEqual(self.verdict(self.member).code, "ok")
        self.assertEqual(self.balance(self.member), 0)

    def test_moving_a_recorded_shift_moves_the_alert(self):
        row = self.assign(self.member, "2026-11-20")
        row.action_absent()
        row.shift_id.write({"start": "2026-11-18 09:00:00", "stop": "2026-11-18 12:00:00"})
        self.assertEqual(
            self.standings(self.member)[-2:], [("2026-11-18", "alert"), ("2026-12-16", "suspended")]
        )

    def test_a_share_type_that_loses_its_duty(self):
        self.type_a.is_worker = False
        self.assertEqual(self.standings(self.member), [])
        self.type_a.is_worker = True
        self.assertEqual(self.member.coop_standing, "up_to_date")

    def test_another_time_zone_moves_what_happened_near_midnight(self):
        shift = self.make_shift("2026-11-22", hour=21)
        self.assign(self.member, shift).action_absent()
        self.assertEqual(self.standings(self.member)[-2][0], "2026-11-22")
        self.company.coop_tz = "Pacific/Kiritimati"
        self.assertEqual(self.standings(self.member)[-2][0], "2026-11-23")

    def test_the_ledger_is_never_edited(self):
        self.assign(self.member, "2026-11-23").action_absent()
        entry = self.member.work_entry_ids
        with self.assertRaises(UserError):
            entry.write({"amount": 0})
        with self.assertRaises(UserError):
            entry.unlink()

    def test_the_database_refuses_to_edit_the_ledger(self):
        self.assign(self.member, "2026-11-23").action_absent()
        for query in ("UPDATE coop_work_entry SET amount = 1", "DELETE FROM coop_work_entry"):
            with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "append-only"):
                with self.env.cr.savepoint():
                    self.env.cr.execute(query)
