"""Leaves to answer: what each would change, the answer, and what the member receives."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaves(OfficeCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.team = self.make_team(2, self.monday)
        for member in self.team:
            member.email = f"{member.number}@coop.example"

    def ask(self, member, code="temporary", first="2026-12-01", last="2027-02-28", **vals):
        return self.make_leave(
            member, code, first, last, state="draft", asked_on="2026-11-23", **vals
        )

    def wizard(self, leaves, decision, user=None, **vals):
        opened = leaves.with_user(user or self.office)._coop_open_answer(decision)
        wizard = self.env["coop.leave.answer"].with_user(user or self.office)
        return wizard.with_context(**opened["context"]).create(vals)

    def test_what_it_changes(self):
        leave = self.ask(self.team[0])
        self.assertIn("May not shop", leave.consequences)
        self.assertIn("cost nothing: 3.", leave.consequences)
        self.assertFalse(leave.objection)

    def test_what_stands_against_it(self):
        leave = self.ask(self.team[0], last="2026-12-10")
        self.assertIn("shorter", leave.objection)

    def test_the_same_as_the_engine_says(self):
        for last in ("2026-12-10", "2027-02-28", "2028-02-28"):
            leave = self.ask(self.team[0], last=last)
            self.assertEqual(leave.objection, leave.refusal)
            leave.action_cancel()

    def test_granted(self):
        leave = self.ask(self.team[0])
        self.wizard(leave, "grant", words="Rest well.").action_answer()
        self.assertEqual((leave.state, leave.answer), ("confirmed", "Rest well."))
        self.assertEqual(leave.answered_by, self.office)
        mail = leave.message_ids.filtered(lambda m: m.partner_ids)
        self.assertEqual(mail.partner_ids, self.team[0].partner_id)
        self.assertIn("Rest well.", mail.body)
        self.assertIn("granted", mail.subject)

    def test_refused_with_a_reason(self):
        leave = self.ask(self.team[0])
        wizard = self.wizard(leave, "refuse")
        self.assertFalse(wizard.words)
        with self.assertRaisesRegex(UserError, "Say why"):
            wizard.action_answer()
        wizard.words = "Please wait until January."
        wizard.action_answer()
        self.assertEqual(leave.state, "refused")
        mail = leave.message_ids.filtered(lambda m: m.partner_ids)
        self.assertIn("not granted", mail.subject)

    def test_the_subject_is_in_the_members_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"].search(
            [("name", "=", "coop_shift_office")]
        )._update_translations(["fr_FR"])
        self.team[0].lang = "fr_FR"
        leave = self.ask(self.team[0])
        self.wizard(leave, "refuse", words="Pas encore.").action_answer()
        mail = leave.message_ids.filtered(lambda m: m.partner_ids)
        self.assertIn("congé", mail.subject)

    def test_against_the_rules(self):
        leave = self.ask(self.team[0], last="2026-12-10")
        wizard = self.wizard(leave, "grant")
        self.assertTrue(wizard.objection)
        self.assertIn("shorter", wizard.preview)
        with self.assertRaisesRegex(UserError, "shorter"):
            wizard.action_answer()
        self.assertEqual(leave.state, "draft")
        with self.assertRaisesRegex(UserError, "Only a manager"):
            leave.with_user(self.office)._coop_answer(True, "Yes", anyway=True)
        self.wizard(leave, "grant", user=self.manager, anyway=True).action_answer()
        self.assertEqual(leave.state, "confirmed")

    def test_twice_answers_once(self):
        leave = self.ask(self.team[0])
        self.wizard(leave, "grant").action_answer()
        count = len(leave.message_ids)
        with self.assertRaisesRegex(UserError, "already"):
            self.wizard(leave, "refuse", words="No").action_answer()
        self.assertEqual((leave.state, len(leave.message_ids)), ("confirmed", count))

    def test_several_at_once(self):
        leaves = self.ask(self.team[0]) | self.ask(self.team[1])
        wizard = self.wizard(leaves, "grant")
        self.assertIn("Member 2", wizard.preview)
        wizard.action_answer()
        self.assertEqual(set(leaves.mapped("state")), {"confirmed"})
