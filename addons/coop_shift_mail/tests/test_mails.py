"""What is sent, when, to whom, once."""

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MailCase


@tagged("post_install", "-at_install")
class TestMails(MailCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23 12:00:00")
        self.enroll(self.ana, self.make_template())

    def test_a_reminder_two_days_before(self):
        self.assign(self.ana, "2026-11-26")
        self.run_job()
        self.assertFalse(self.log("reminder"))
        self.freeze("2026-11-24 12:00:00")
        self.run_job()
        mail = self.log("reminder").mail_id
        self.assertEqual(mail.recipient_ids, self.ana.partner_id)
        self.assertIn("10:00–13:00", mail.body_html)
        self.assertIn("11/26/2026", mail.subject)

    def test_nothing_is_sent_twice(self):
        self.assign(self.ana, "2026-11-24")
        for _time in range(3):
            self.run_job()
        self.assertEqual(self.log().mapped("state"), ["sent"])

    def test_a_shift_that_moved_is_told_again(self):
        shift = self.assign(self.ana, "2026-11-24").shift_id
        self.run_job()
        shift.write({"start": "2026-11-25 09:00:00", "stop": "2026-11-25 12:00:00"})
        self.run_job()
        self.assertEqual(
            [str(day) for day in self.log("reminder").mapped("date")][::-1],
            ["2026-11-24", "2026-11-25"],
        )

    def test_a_job_that_comes_late_skips_what_is_past(self):
        """The row was written in time; the mail would have gone out after the shift."""
        self.assign(self.ana, "2026-11-24")
        self.env["coop.mail.due"]._note_all(self.company)
        self.freeze("2026-11-24 12:00:00")
        self.run_job()
        self.assertEqual(self.log("reminder").state, "late")

    def test_a_job_that_did_not_run_for_days_writes_no_old_news(self):
        self.assign(self.ana, "2026-11-24")
        self.freeze("2026-11-27")
        self.run_job()
        self.assertFalse(self.log())

    def test_who_cancelled_is_not_reminded(self):
        row = self.assign(self.ana, "2026-11-24")
        self.env["coop.mail.due"]._note_all(self.company)
        row._record("excused")
        self.run_job()
        self.assertEqual(self.log("reminder").state, "obsolete")

    def test_a_shift_that_is_cancelled_is_told_to_who_was_expected(self):
        ben = self.make_member("Ben")
        shift = self.assign(self.ana, "2026-11-25").shift_id
        self.assign(ben, shift)._record("excused")
        shift.assignment_ids.filtered(lambda row: row.member_id == ben).action_withdraw()
        shift.assignment_ids.filtered(lambda row: row.member_id == ben).state = "cancelled"
        shift.action_cancel()
        shift.action_cancel()
        self.run_job()
        self.run_job()
        mail = self.log("shift_cancelled").mail_id
        self.assertEqual(mail.recipient_ids, self.ana.partner_id)
        self.assertIn("Wednesday 25 November", mail.body_html)
        self.assertEqual(len(self.log()), 1, "no reminder of it either")

    def test_a_shift_that_takes_place_after_all_is_not_told(self):
        shift = self.assign(self.ana, "2026-11-30").shift_id
        shift.action_cancel()
        shift.action_reopen()
        self.run_job()
        self.assertEqual(self.log().mapped("state"), ["obsolete"])

    def test_a_shift_of_the_past_is_cancelled_in_silence(self):
        self.assign(self.ana, "2026-11-23").shift_id.action_cancel()
        self.run_job()
        self.assertFalse(self.log())

    def test_a_make_up_is_due(self):
        self.assign(self.ana, "2026-11-23").action_absent()
        self.run_job()
        mail = self.log("alert").mail_id
        self.assertIn("2.0", mail.body_html)
        self.assertIn("Sunday 20 December", mail.body_html)
        self.assertEqual(len(self.log()), 1)

    def test_an_absence_that_was_corrected_is_not_told(self):
        row = self.assign(self.ana, "2026-11-23")
        row.action_absent()
        self.env["coop.mail.due"]._note_all(self.company)
        row.action_present()
        self.run_job()
        self.assertEqual(self.log("alert").state, "obsolete")

    def test_shopping_stops_tomorrow(self):
        self.assign(self.ana, "2026-11-23").action_absent()
        self.freeze("2026-12-20 12:00:00")
        self.run_job()
        mail = self.log("suspension").mail_id
        self.assertIn("Monday 21 December", mail.body_html)
        self.freeze("2026-12-21 12:00:00")
        self.run_job()
        self.assertEqual(len(self.log("suspension")), 1)

    def test_tomorrow_begins_at_the_co_ops_midnight(self):
        self.assign(self.ana, "2026-11-23").action_absent()
        self.freeze("2026-12-20 12:00:00")
        self.env["coop.mail.due"]._note_all(self.company)
        self.assertEqual(str(self.log("suspension").useful_until), "2026-12-20 23:00:00")

    def test_make_ups_are_recalled_once_a_cycle(self):
        self.assign(self.ana, "2026-11-09").action_absent()
        self.freeze("2026-12-15 12:00:00")  # the cycle began the day before
        self.run_job()
        self.assertEqual(self.log("make_ups").state, "sent")
        self.freeze("2026-12-16 12:00:00")
        self.run_job()
        self.assertEqual(len(self.log("make_ups")), 1)

    def test_a_leave_is_answered(self):
        leave = self.make_leave(self.ana, "temporary", "2026-12-01", "2027-02-28", state="draft")
        leave.action_confirm_anyway()
        other = self.make_leave(self.ana, "temporary", "2027-06-01", "2027-08-31", state="draft")
        other.action_refuse()
        other.action_refuse()
        self.run_job()
        self.assertIn("Tuesday 1 December", self.log("leave_granted").mail_id.body_html)
        self.assertIn("could not be granted", self.log("leave_refused").mail_id.body_html)

    def test_in_the_members_language(self):
        self.ana.partner_id.lang = "fr_FR"
        self.assign(self.ana, "2026-11-24")
        self.run_job()
        self.assertIn("Bonjour Ana", self.log("reminder").mail_id.body_html)

    def test_a_member_without_address_is_listed_and_told(self):
        self.ana.partner_id.email = False
        self.assign(self.ana, "2026-11-24")
        self.run_job()
        row = self.log("reminder")
        self.assertEqual(row.state, "no_address")
        row.with_user(self.office).action_told()
        self.assertEqual(row.state, "told")

    def test_an_address_added_later(self):
        self.ana.partner_id.email = False
        self.assign(self.ana, "2026-11-24")
        self.run_job()
        self.ana.partner_id.email = "ana@example.com"
        self.log("reminder").with_user(self.office).action_send_again()
        self.run_job()
        self.assertEqual(self.log("reminder").state, "sent")
        with self.assertRaises(UserError):
            self.log("reminder").action_told()

    def test_nothing_before_it_is_switched_on(self):
        self.company.coop_mails = False
        self.assign(self.ana, "2026-11-24")
        self.make_leave(self.ana, "exemption", "2026-12-01", state="draft").action_refuse()
        with self.enter_registry_test_mode():
            self.env.ref("coop_shift_mail.cron_mails").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(self.log())

    def test_the_job(self):
        self.assign(self.ana, "2026-11-24")
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("coop_shift_mail.cron_mails").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.log("reminder").state, "sent")

    @mute_logger("odoo.addons.coop_shift_mail.models.coop_mail_send", "odoo.addons.mail")
    def test_a_template_that_fails_for_one_does_not_stop_the_others(self):
        bea = self.make_member("Bea")
        bea.partner_id.email = "bea@example.com"
        shift = self.assign(self.ana, "2026-11-24").shift_id
        self.assign(bea, shift)
        template = self.env.ref("coop_shift_mail.mail_template_reminder")
        template.subject = "{{ 1 / (object.member_id.name == 'Ana') }}"
        self.run_job()
        self.assertEqual(self.log("reminder", self.ana).state, "sent")
        self.assertEqual(self.log("reminder", bea).state, "failed")

    def test_statements_do_not_grow_with_the_members(self):
        shift = self.make_shift("2026-11-24")
        for count in (5, 10):
            for number in range(count):
                member = self.make_member(f"M{count}{number}")
                member.partner_id.email = f"m{count}{number}@example.com"
                self.assign(member, shift)
            self.env.flush_all()
            with self.assertQueryCount(5):
                self.env["coop.mail.due"]._note_all(self.company)
        self.assertEqual(len(self.log("reminder")), 15)
