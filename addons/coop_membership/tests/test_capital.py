from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CoopCase
from .common_capital import CapitalCase

ACTIONS = ("subscribe", "pay", "bounce", "cancel", "transfer", "leave", "pay_back")
STEP = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 4), st.integers(1, 130))


@tagged("post_install", "-at_install")
class TestRegisterEqualsAccounts(CapitalCase):
    """Whatever happens in whatever order, the register and the capital accounts say the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.two_halves = cls.make_instalments()
        cls.people = [cls.make_person(f"Person {i}") for i in range(5)]
        cls.before = cls.capital()[0]

    @settings(
        max_examples=8,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEP, min_size=4, max_size=10))
    def test_random_sequences(self, steps):
        with self.cr.savepoint() as savepoint:
            self.open, self.done = {}, set()
            for action, who, amount in steps:
                self.attempt(action, who, amount)
                self.check_register_is_accounts()
                self.check_debts_are_listed()
            self.check_nothing_is_paid_for_nothing()
            savepoint.rollback()
        self.env.invalidate_all()

    def test_the_sequences_do_what_they_say(self):
        """Each kind of step has an effect in at least one order: the property is not empty."""
        self.open, self.done = {}, set()
        story = [
            ("subscribe", 0, 23), ("pay", 0, 130), ("pay", 0, 130), ("transfer", 0, 11),
            ("bounce", 0, 1), ("subscribe", 2, 4), ("pay", 2, 30), ("cancel", 2, 1),
            ("pay_back", 2, 30), ("leave", 1, 3), ("pay_back", 1, 50),
        ]  # fmt: skip
        for step in story:
            self.attempt(*step)
            self.check_register_is_accounts()
            self.check_debts_are_listed()
        self.assertEqual(self.done, set(ACTIONS))

    def attempt(self, action, who, amount):
        """A step as a person does it; what the rules refuse changes nothing."""
        try:
            with self.cr.savepoint():
                if getattr(self, f"do_{action}")(who, amount) is not False:
                    self.done.add(action)
        except UserError:
            self.env.invalidate_all()

    def do_subscribe(self, who, amount):
        if who in self.open and self.open[who].state != "cancelled":
            return False
        lines = [(self.type_a, 10 + amount % 7)]
        lines += [(self.type_b, 1 + amount % 3)] if amount % 2 else []
        self.open[who] = self.make_subscription(
            self.people[who],
            lines=lines,
            payment_term_id=self.two_halves.id if amount % 5 else False,
        )

    def do_pay(self, who, amount):
        subscription = self.open.get(who)
        if not subscription or subscription.state != "confirmed":
            return False
        self.pay(subscription, amount)

    def do_bounce(self, who, amount):
        if who not in self.open:
            return False
        self.open[who].invoice_id._coop_term_lines().remove_move_reconcile()

    def do_cancel(self, who, amount):
        if who not in self.open:
            return False
        self.open[who].action_cancel()

    def file_of(self, who):
        return self.env["coop.member"].search([("partner_id", "=", self.people[who].id)])

    def do_transfer(self, who, amount):
        member = self.file_of(who)
        if not member.share_count:
            return False
        wizard = self.env["coop.share.transfer"].with_user(self.office)
        wizard.create(
            {
                "member_id": member.id,
                "partner_id": self.people[(who + amount) % 5].id,
                "quantity": 1 + amount % 12,
                "reason": "gift",
            }
        ).action_transfer()

    def do_leave(self, who, amount):
        member = self.file_of(who)
        if not member.share_count or not member.joined_on:
            return False
        wizard = self.env["coop.member.leave"].with_user(self.manager)
        wizard.create({"member_id": member.id, "loss_per_share": amount % 4}).action_leave()

    def do_pay_back(self, who, amount):
        self.env["coop.payback"].invalidate_model()
        rows = self.env["coop.payback"].search(
            [("partner_id", "=", self.people[who].id), ("state", "=", "due")], limit=1
        )
        if not rows:
            return False
        self.pay_back(rows, min(rows.amount, amount))

    # -------------------------------------------------------------- what always holds

    def check_register_is_accounts(self):
        register, accounts = self.capital()
        self.assertAlmostEqual(register - self.before, accounts)

    def check_debts_are_listed(self):
        """What is owed to leavers in the books is what the list of the office shows."""
        self.env["coop.payback"].invalidate_model()
        due = self.env["coop.payback"].search(
            [("company_id", "=", self.company.id), ("state", "=", "due")]
        )
        leaving = due.filtered(lambda row: row.kind == "leaving")
        balance = self.balance("coop_refund_account_id")
        self.assertAlmostEqual(sum(leaving.mapped("amount")), -balance)
        self.assertTrue(all(row.amount > 0 for row in due))

    def check_nothing_is_paid_for_nothing(self):
        for subscription in self.open.values():
            held = sum(subscription.entry_ids.mapped("amount"))
            self.assertGreaterEqual(held, 0)
            self.assertLessEqual(held, subscription.amount)
            if subscription.state == "confirmed" and "transfer" not in self.done:
                self.assertLessEqual(held, subscription.paid)


@tagged("post_install", "-at_install")
class TestFrenchChart(CoopCase):
    def test_one_button(self):
        if self.env.ref("base.module_l10n_fr_account").state != "installed":
            self.skipTest("the French chart is not installed in this database")
        self.env["account.chart.template"].try_loading("fr", self.company, install_demo=False)
        for _twice in range(2):
            self.company.coop_set_up_french_capital()
        codes = {
            field: self.company[field].code[:5]
            for field in (
                "coop_called_account_id",
                "coop_paid_account_id",
                "coop_receivable_account_id",
                "coop_refund_account_id",
            )
        }
        self.assertEqual(list(codes.values()), ["10120", "10130", "45625", "45670"])
        self.assertEqual(self.company.coop_card_fee, 5)
        product = self.company.coop_card_fee_product_id.with_company(self.company)
        self.assertEqual(product.property_account_income_id.code[:4], "7088")
        journals = self.env["account.journal"].search(
            [("code", "=", "CAPIT"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(journals, self.company.coop_capital_journal_id)
        self.company._coop_check_capital_accounts()
