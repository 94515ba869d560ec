from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import CoopCase


@tagged("post_install", "-at_install")
class TestAnonymise(CoopCase):
    """A former member is forgotten; the registers stay right."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.former = self.make_member(
            "Gone Gil", joined="2020-01-01", left_on="2025-01-01", card="GIL",
            email="gil@coop.example", street="1 rue X",
        )  # fmt: skip
        self.make_block(self.former.partner_id, "2024-01-01", reason="quarrel with Bob")
        self.former.message_post(body="Gil called")

    def refund(self):
        self.make_entry(self.former, -10, date="2025-01-01", kind="refund")

    def test_the_person_goes_and_the_registers_stay(self):
        self.refund()
        number, entries = self.former.number, self.former.share_entry_ids
        self.former.with_user(self.manager).action_anonymise()
        person = self.former.partner_id
        self.assertEqual(person.name, f"Former member {number}")
        self.assertFalse(person.email or person.street)
        self.assertEqual(person.coop_block_ids.mapped("reason"), ["Anonymised"])
        self.assertNotIn("Gil", " ".join(str(m.body) for m in self.former.message_ids))
        self.assertEqual(self.former.share_entry_ids, entries)
        self.assertEqual((self.former.number, self.former.joined_on), (number, date(2020, 1, 1)))
        self.assertEqual(self.env["coop.verdict"].for_card("GIL")["code"], "revoked_card")

    def test_not_a_member_nor_an_owner_nor_a_user(self):
        with self.assertRaisesRegex(UserError, "Only former"):
            self.make_member("Here").action_anonymise()
        with self.assertRaisesRegex(UserError, "Refund or transfer"):
            self.former.action_anonymise()
        self.member.left_on = "2025-01-01"
        self.make_entry(self.member, -10, date="2025-01-01", kind="refund")
        with self.assertRaisesRegex(UserError, "portal account"):
            self.member.action_anonymise()

    def test_managers_only(self):
        self.refund()
        with self.assertRaises(AccessError):
            self.former.with_user(self.office).action_anonymise()


@tagged("post_install", "-at_install")
class TestQuestion(CoopCase):
    """May this person shop, on any day? The office gets the answer and its facts."""

    def test_answer_of_a_past_day_with_its_facts(self):
        self.freeze("2026-11-23")
        member = self.make_member("Bob")
        self.make_block(member.partner_id, "2025-05-01", "2025-05-10")
        form = Form(self.env["coop.question"].with_user(self.office))
        form.partner_id = member.partner_id
        self.assertEqual((form.tone, form.title), ("ok", "Up to date"))
        form.date = "2025-05-10"
        self.assertEqual((form.tone, form.title), ("stop", "Please see the office"))
        self.assertEqual(form.last_day, date(2025, 5, 10))
        self.assertIn("from 2025-05-01 to 2025-05-10", form.facts)
        self.assertIn("Up to date, since 2020-01-01", form.facts)
        form.date = "2019-01-01"
        self.assertEqual((form.title, form.facts), ("Not a member", False))
