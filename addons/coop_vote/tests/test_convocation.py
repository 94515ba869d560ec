"""Whom an assembly convened, how, and the letters that a job goes on with."""

from unittest.mock import patch

from odoo.tests import RecordCapturer, TransactionCase, tagged

from odoo.addons.coop_vote.models import coop_assembly_convene

from .common import VoteBuilders


@tagged("post_install", "-at_install")
class TestConvocation(VoteBuilders, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["coop.member"].union(
            *[
                cls.make_member(f"Voter {number}", email=f"voter{number}@coop.example")
                for number in range(5)
            ]
        )
        cls.by_post = cls.make_member("Marguerite Yourcenar", email=" ")

    def letters(self, assembly):
        """How many mails of a convocation each partner gets."""
        mails = self.env["mail.mail"].search([("subject", "=", assembly.name)])
        return [partner.id for mail in mails for partner in mail.recipient_ids]

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("coop_vote.ir_cron_letters").method_direct_trigger()

    def test_an_address_that_comes_or_goes_changes_nothing_afterwards(self):
        meeting = self.make_assembly("convened")
        rows = {row.member_id: row for row in meeting.convocation_ids}
        self.assertTrue(rows[self.people[0]].queued_at)
        self.assertFalse(rows[self.by_post].queued_at)
        self.assertIn(self.by_post, meeting._members_on_paper())
        self.by_post.email = "marguerite@coop.example"
        self.people[0].email = False
        self.env.invalidate_all()
        self.assertIn(self.by_post, meeting._members_on_paper())
        self.assertNotIn(self.people[0], meeting._members_on_paper())
        self.assertEqual(rows[self.people[0]].way, "mail")

    def test_who_joins_afterwards_was_not_convened(self):
        meeting = self.make_assembly("convened")
        late = self.make_member("Late", email="late@coop.example")
        self.run_job()
        self.assertNotIn(late, meeting.convocation_ids.member_id)
        self.assertNotIn(late.partner_id.id, self.letters(meeting))

    def test_the_first_letters_at_once_and_a_job_goes_on(self):
        with patch.object(coop_assembly_convene, "AT_A_TIME", 2):
            with RecordCapturer(self.env["ir.cron.trigger"].sudo()) as started:
                meeting = self.make_assembly("convened")
            job = self.env.ref("coop_vote.ir_cron_letters")
            self.assertIn(job, started.records.cron_id)
            self.assertEqual(len(self.letters(meeting)), 2)
            self.assertEqual(meeting.waiting_count, meeting.mailed_count - 2)
            self.assertGreaterEqual(meeting.waiting_count, 3)
            self.run_job()
            self.run_job()
        self.assertEqual(meeting.waiting_count, 0)
        told = self.letters(meeting)
        self.assertEqual(len(told), meeting.mailed_count)
        self.assertEqual(len(set(told)), len(told))
        self.assertLessEqual(set(self.people.partner_id.ids), set(told))

    def test_nobody_is_convened_to_an_assembly_that_is_over(self):
        with patch.object(coop_assembly_convene, "AT_A_TIME", 2):
            meeting = self.make_assembly("open")
            meeting.action_end()
            self.run_job()
        self.assertEqual(len(self.letters(meeting)), 2)

    def test_the_form_of_a_proxy_is_one_file_in_each_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.people[:2].partner_id.lang = "fr_FR"
        with patch.object(coop_assembly_convene, "AT_A_TIME", 1):
            meeting = self.make_assembly("convened")
            self.run_job()
        mails = self.env["mail.mail"].search([("subject", "=", meeting.name)])
        self.assertEqual(len(mails), meeting.mailed_count)
        self.assertEqual(len(mails.attachment_ids), 2)

    def test_the_office_sees_on_the_form_how_many_letters_wait(self):
        meeting = self.make_assembly("convened")
        row = meeting.convocation_ids.filtered(lambda row: row.member_id == self.people[0])
        row.sudo().queued_at = False
        self.assertEqual(meeting.with_user(self.assembly).waiting_count, 1)
