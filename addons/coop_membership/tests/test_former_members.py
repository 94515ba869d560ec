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
        self.assertLessEqual(self.card_of("GIL").revoked_on, self.company._coop_today())

    def household(self, name, **vals):
        row = self.make_household(self.former, name, **vals)
        row.partner_id.write({"email": f"{name}@coop.example", "phone": "0601020304"})
        self.make_card(row.partner_id, f"CARD{name}")
        return row

    def test_the_household_goes_with_the_member(self):
        row = self.household("Lou", kind="child", birth_date="2015-05-02")
        self.refund()
        self.former.with_user(self.manager).action_anonymise()
        person = row.partner_id
        self.assertEqual(person.name, f"Former household person {person.id}")
        self.assertFalse(person.email or person.phone or row.birth_date)
        self.assertEqual(row.date_to, date(2024, 12, 31))
        self.assertLessEqual(self.card_of("CARDLou").revoked_on, self.company._coop_today())

    def test_who_shops_here_for_another_reason_is_not_forgotten(self):
        moved = self.household("Moved", date_to="2024-06-30")
        self.env["coop.household.person"].create(
            {
                "member_id": self.member.id,
                "partner_id": moved.partner_id.id,
                "date_from": "2025-02-01",
            }
        )
        joined = self.household("Joined", date_to="2024-06-30").partner_id
        self.make_member("Joined", partner_id=joined.id, joined="2025-01-01")
        user = self.make_user("coop.lodger", "base.group_portal")
        self.env["coop.household.person"].create(
            {"member_id": self.former.id, "partner_id": user.partner_id.id}
        )
        self.refund()
        self.former.with_user(self.manager).action_anonymise()
        names = (moved.partner_id | joined | user.partner_id).mapped("name")
        self.assertNotIn("Former", " ".join(names))

    def test_a_household_person_is_forgotten_on_request(self):
        row = self.make_household(self.member, "Gone", date_to="2024-06-30")
        here = self.make_household(self.member, "Here")
        with self.assertRaises(AccessError):
            row.with_user(self.office).action_anonymise()
        with self.assertRaisesRegex(UserError, "Here cannot be forgotten yet"):
            here.with_user(self.manager).action_anonymise()
        row.with_user(self.manager).action_anonymise()
        self.assertIn("Former household person", row.partner_id.name)

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
