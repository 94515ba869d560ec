from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_capital import CapitalCase


@tagged("post_install", "-at_install")
class TestPayback(CapitalCase):
    """What the co-op owes to people is listed until somebody paid it back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-11-23 12:00:00"):
            subscription = cls.make_subscription(quantity=20, date="2026-01-01")
            cls.pay(subscription, date="2026-01-10")
        cls.owner = subscription.member_id

    def setUp(self):
        super().setUp()
        self.freeze("2026-11-23")

    def rows(self, state="due", partner=None):
        self.env["coop.payback"].invalidate_model()
        return self.env["coop.payback"].search(
            [("partner_id", "=", (partner or self.camille).id), ("state", "=", state)]
        )

    def leave(self, **vals):
        wizard = self.env["coop.member.leave"].with_user(self.manager)
        return wizard.create({"member_id": self.owner.id, **vals}).action_leave()

    def test_leaving_leads_to_what_is_to_be_paid_back(self):
        action = self.leave(loss_per_share=2)
        row = self.rows()
        self.assertEqual((row.amount, row.kind, row.member_id), (160, "leaving", self.owner))
        self.assertEqual(self.env["coop.payback"].search(action["domain"]), row)
        self.assertEqual(self.owner.to_pay_back, 160)

    def test_paid_back_says_who_when_and_how(self):
        self.leave()
        self.pay_back(self.rows(), memo="in an envelope")
        self.assertFalse(self.rows())
        paid = self.rows("paid")
        self.assertEqual(
            (paid.amount, paid.user_id, paid.journal_id, str(paid.date), paid.kind),
            (200, self.manager, self.cash, "2026-11-23", "leaving"),
        )
        self.assertIn("in an envelope", paid.memo)
        self.assertEqual(self.balance("coop_refund_account_id"), 0)

    def test_in_parts_until_nothing_is_left(self):
        self.leave()
        row = self.rows()
        self.pay_back(row, 150)
        self.assertEqual(self.rows().amount, 50)
        for wrong in (50.01, -1):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, "above zero"):
                self.pay_back(row, wrong)
        self.pay_back(row, 50)
        with self.assertRaisesRegex(UserError, "above zero"):
            self.pay_back(row, 50)
        self.assertEqual(sum(self.rows("paid").mapped("amount")), 200)

    def test_a_form_sent_twice_pays_back_once(self):
        self.leave()
        wizard = self.pay_back(self.rows())
        with self.assertRaisesRegex(UserError, "above zero"):
            wizard.action_pay()
        self.assertEqual(len(self.rows("paid")), 1)

    def test_a_cancelled_subscription_is_paid_back_too(self):
        later = self.make_subscription(self.make_person("Omar"))
        self.pay(later, 40)
        later.with_user(self.office).action_cancel()
        row = self.rows(partner=later.partner_id)
        self.assertEqual((row.amount, row.kind), (40, "subscription"))
        self.pay_back(row)
        self.assertEqual(later.to_give_back, 0)
        self.assertEqual(self.balance("coop_receivable_account_id"), 0)

    def test_a_payment_without_a_journal_entry_counts_at_once(self):
        self.leave()
        row = self.rows()
        payment = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "supplier",
                "partner_id": self.camille.id,
                "amount": 80,
                "journal_id": self.cash.id,
                "destination_account_id": self.company.coop_refund_account_id.id,
            }
        )
        payment.coop_payback_line_id = row.line_id
        payment.outstanding_account_id = False
        payment.state = "in_process"
        self.assertFalse(payment.move_id)
        self.assertEqual(self.rows().amount, 120)

    def test_what_an_accountant_settles_is_no_longer_due(self):
        self.leave()
        settled = self.env["account.move"].create(
            {
                "date": "2026-11-23",
                "journal_id": self.cash.id,
                "line_ids": [
                    (0, 0, {"account_id": account.id, "balance": balance,
                            "partner_id": self.camille.id})
                    for account, balance in (
                        (self.company.coop_refund_account_id, 200),
                        (self.cash.default_account_id, -200),
                    )
                ],
            }
        )  # fmt: skip
        settled.action_post()
        lines = settled.line_ids.filtered(lambda line: line.balance > 0) | self.rows().line_id
        lines.reconcile()
        self.assertFalse(self.rows())

    def test_the_manager_fills_the_form_and_the_office_only_looks(self):
        self.leave()
        line = self.rows().line_id
        context = self.rows().with_user(self.manager).action_pay_back()["context"]
        form = Form(self.env["coop.payback.pay"].with_user(self.manager).with_context(**context))
        self.assertEqual((form.amount, form.partner_id), (200, self.camille))
        self.assertEqual(form.currency_id, self.company.currency_id)
        form.save().action_pay()
        self.assertFalse(self.rows())
        with self.assertRaises(AccessError):
            self.env["coop.payback.pay"].with_user(self.office).create(
                {"line_id": line.id, "journal_id": self.cash.id}
            )

    def test_debts_of_another_co_op_cannot_be_paid_from_here(self):
        self.leave()
        line = self.rows().line_id
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        far = self.make_user("far.manager", "coop_membership.group_manager")
        far.write({"company_ids": [(6, 0, elsewhere.ids)], "company_id": elsewhere.id})
        wizard = self.env["coop.payback.pay"].with_user(far)
        wizard = wizard.with_context(allowed_company_ids=elsewhere.ids)
        self.assertFalse(wizard.new({"line_id": line.id}).due)

    def test_nobody_leaves_with_an_open_subscription(self):
        more = self.make_subscription(self.camille)
        with self.assertRaisesRegex(UserError, "open subscription"):
            self.leave()
        more.action_cancel()
        self.leave()

    # -------------------------------------------------------------- shares that went on

    def transfer_all(self):
        self.env["coop.share.transfer"].create(
            {
                "member_id": self.owner.id,
                "partner_id": self.make_person("Heir").id,
                "quantity": 20,
                "reason": "gift",
            }
        ).action_transfer()

    def test_a_payment_withdrawn_after_a_transfer_is_recorded_and_told(self):
        subscription = self.env["coop.subscription"].search(
            [("partner_id", "=", self.camille.id)], limit=1
        )
        self.transfer_all()
        subscription.invoice_id._coop_term_lines().remove_move_reconcile()
        self.assertEqual(subscription.state, "confirmed")
        self.assertEqual(sum(subscription.entry_ids.mapped("quantity")), 20)
        self.assertIn("20 of its shares", subscription.message_ids[0].body)
        register, accounts = self.capital()
        self.assertEqual(register - 100, accounts, "the ten shares of the fixture aside")

    def test_a_subscription_whose_shares_went_on_is_not_cancelled(self):
        subscription = self.env["coop.subscription"].search(
            [("partner_id", "=", self.camille.id)], limit=1
        )
        self.transfer_all()
        with self.assertRaisesRegex(UserError, "20 of these shares were transferred"):
            subscription.action_cancel()
