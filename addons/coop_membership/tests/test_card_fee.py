from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged

from .common import CoopBuilders
from .common_capital import CapitalBuilders, CapitalCase


class FeeBuilders(CapitalBuilders):
    """A co-op where a new card costs 5, booked as a service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        income = cls.env["account.account"].create(
            {"name": "Sundry", "code": "997088", "account_type": "income"}
        )
        cls.company.coop_card_fee = 5
        cls.company.coop_card_fee_product_id = cls.company._coop_make_fee_product(income)
        cls.income = income

    def replace(self, card, **vals):
        wizard = self.env["coop.card.replace"].with_user(self.office)
        vals = {"card_id": card.id, "journal_id": self.cash.id, **vals}
        return wizard.create(vals).action_replace()


@tagged("post_install", "-at_install")
class TestCardFee(FeeBuilders, CapitalCase):
    """A lost card is replaced: the fee is paid, called for, or waived."""

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")
        self.member.coop_card_ids.unlink()
        self.card = self.make_card(self.member.partner_id, "LOSTCARD")

    def new_card(self):
        return self.member.coop_card_ids.filtered(lambda card: not card.revoked_on)

    def booked(self):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.income.id), ("parent_state", "=", "posted")]
        )
        return -sum(lines.mapped("balance"))

    def test_the_button_asks_how_the_fee_is_paid(self):
        action = self.card.with_user(self.office).action_replace()
        self.assertFalse(self.card.revoked_on, "nothing happens before the answer")
        form = Form(
            self.env["coop.card.replace"].with_user(self.office).with_context(**action["context"])
        )
        self.assertEqual((form.fee, form.settle), (5, "now"))
        form.settle = "later"
        form.save().action_replace()
        self.assertTrue(self.card.revoked_on)

    def test_paid_now(self):
        self.replace(self.card)
        new = self.new_card()
        self.assertEqual((new.replaces_id, new.fee_state), (self.card, "paid"))
        self.assertEqual((self.booked(), new.fee_move_id.amount_residual), (5, 0))
        self.assertEqual(self.card_of("LOSTCARD").revoked_on, self.company._coop_today())

    def test_paid_later_is_listed_until_it_is_paid(self):
        self.replace(self.card, settle="later")
        new = self.new_card()
        cards = self.env["coop.card"].with_user(self.office)
        self.assertEqual(cards.search([("fee_state", "=", "due")]), new)
        self.assertEqual(new.fee_state, "due")
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=new.fee_move_id.ids
        )
        register.create({"journal_id": self.cash.id})._create_payments()
        self.assertEqual(new.fee_state, "paid")
        self.assertFalse(cards.search([("fee_state", "=", "due")]))

    def test_waived_with_a_reason(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.replace(self.card, settle="waived", waived_reason=" ")
        self.assertFalse(self.card.revoked_on)
        self.replace(self.card, settle="waived", waived_reason="worn out")
        new = self.new_card()
        self.assertEqual((new.fee_state, new.fee_waived), ("waived", "worn out"))
        self.assertEqual(self.booked(), 0)

    def test_a_form_sent_twice_gives_one_card_and_one_fee(self):
        self.replace(self.card)
        with self.assertRaisesRegex(UserError, "replaced already"):
            self.replace(self.card)
        self.assertEqual((len(self.new_card()), self.booked()), (1, 5))

    def test_without_a_product_it_is_said_what_to_do(self):
        self.company.coop_card_fee_product_id = False
        with self.assertRaisesRegex(UserError, "or waive the fee"), self.cr.savepoint():
            self.replace(self.card)
        self.env.invalidate_all()
        self.assertEqual(self.new_card(), self.card)

    def test_free_cards_are_replaced_at_once(self):
        self.company.coop_card_fee = 0
        self.card.with_user(self.office).action_replace()
        self.assertFalse(self.new_card().fee_state)

    def test_taxes_are_those_of_the_product(self):
        self.company.coop_card_fee_product_id.taxes_id = self.env["account.tax"].create(
            {"name": "20 %", "amount": 20, "company_id": self.company.id}
        )
        self.replace(self.card, settle="later")
        self.assertEqual(self.new_card().fee_move_id.amount_total, 6)


@tagged("post_install", "-at_install")
class TestFeeOnThePortal(FeeBuilders, CoopBuilders, HttpCase):
    def test_only_the_person_sees_the_fee_and_where_to_pay_it(self):
        self.replace(self.make_card(self.member.partner_id, "LOSTCARD"), settle="later")
        other = self.make_member("Other Olu", card="OTHERLOST")
        self.replace(other.coop_card_ids, settle="later")
        move, theirs = (m.coop_card_ids.fee_move_id for m in (self.member, other))
        self.authenticate("coop.member", "coop.membercoop.member")
        page = self.url_open("/my/coop").text
        self.assertIn(f"/my/invoices/{move.id}", page)
        self.assertNotIn(f"/my/invoices/{theirs.id}", page)
