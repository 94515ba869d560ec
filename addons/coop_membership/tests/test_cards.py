from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..rules import card_code
from .common import CoopCase


@tagged("post_install", "-at_install")
class TestCards(CoopCase):
    """Cards are given, lost, replaced and printed."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.Card = self.env["coop.card"]

    def test_joining_gives_a_card_that_the_till_reads(self):
        member = self.make_member("Camille", joined=False, shares=0)
        member._coop_join(date(2026, 11, 23))
        card = member.coop_card_ids
        self.assertEqual(len(card.code), 13)
        self.assertTrue(card_code.has_check_digit(card.code))
        self.assertTrue(card.code.startswith("042"))
        self.assertEqual(self.card_of(card.code), card)

    def test_who_has_a_card_gets_no_second_one(self):
        member = self.make_member("Camille", card="OLDCARD")
        member.with_user(self.office)._coop_give_cards()
        self.assertEqual(member.coop_card_ids.mapped("code"), ["OLDCARD"])

    def test_replacing_revokes_the_lost_one(self):
        member = self.make_member("Camille", card="LOSTCARD")
        member.coop_card_ids.with_user(self.office).action_replace()
        lost, new = member.coop_card_ids.sorted("id")
        self.assertEqual((lost.code, lost.revoked_on), ("LOSTCARD", date(2026, 11, 23)))
        self.assertFalse(new.revoked_on)
        lost.with_user(self.office).action_replace()
        self.assertEqual(len(member.coop_card_ids), 2, "a click too many gives nothing more")

    def test_codes_follow_the_nomenclature(self):
        nomenclature = self.env["barcode.nomenclature"].create(
            {
                "name": "Ours",
                "rule_ids": [
                    (0, 0, {"name": "r", "type": "coop_card", "encoding": "ean13", "pattern": "29"})
                ],
            }
        )
        self.company.coop_card_nomenclature_id = nomenclature
        card = self.Card._coop_issue(self.member.partner_id, self.company)
        self.assertTrue(card.code.startswith("29"))
        nomenclature.rule_ids.pattern = "29..."
        with self.assertRaisesRegex(UserError, "no EAN-13 rule"):
            self.Card._coop_issue(self.member.partner_id, self.company)

    def test_a_code_that_was_imported_is_not_given_again(self):
        first = self.Card._coop_issue(self.member.partner_id, self.company)
        number = int(first.code[3:12])
        taken = card_code.ean13("042", number + 1)
        self.make_card(self.member.partner_id, taken)
        second = self.Card._coop_issue(self.member.partner_id, self.company)
        self.assertEqual(second.code, card_code.ean13("042", number + 2))

    @mute_logger("odoo.sql_db")
    def test_one_barcode_one_card_and_only_printable_ones(self):
        self.make_card(self.member.partner_id, "0420000000013")
        for code in ("420000000013", "é-42", ""):
            with self.subTest(code), self.assertRaises(IntegrityError), self.cr.savepoint():
                self.make_card(self.member.partner_id, code)

    def test_sheet_of_cards(self):
        self.make_household(self.member, "Lou")
        cards = self.Card._coop_issue(
            self.member.partner_id | self.member.household_ids.partner_id, self.company
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "coop_membership.report_cards", cards.ids
        )
        page = html.decode()
        for shown in (*cards.mapped("code"), "Lou", str(self.member.number), "image/svg+xml"):
            self.assertIn(shown, page)

    def test_cards_for_many_cost_few_queries(self):
        members = self.env["coop.member"].browse(self.make_member(f"M{i}").id for i in range(20))
        members[0]._coop_give_cards()
        self.env.flush_all()
        with self.assertQueryCount(70):
            members._coop_give_cards()
            self.env.flush_all()
        self.assertEqual(len(members.coop_card_ids), 20)
