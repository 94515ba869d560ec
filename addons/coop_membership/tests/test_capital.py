from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .common import CoopCase
from .common_capital import CapitalCase

STEP = st.tuples(
    st.sampled_from(["subscribe", "pay", "bounce", "cancel"]),
    st.integers(0, 4),
    st.integers(1, 130),
)


@tagged("post_install", "-at_install")
class TestRegisterEqualsAccounts(CapitalCase):
    """Whatever happens in whatever order, the register and account 1013 say the same."""

    def setUp(self):
        super().setUp()
        self.people = [self.make_person(f"Person {i}") for i in range(5)]
        self.before = self.company._coop_capital()[0]

    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEP, min_size=3, max_size=10))
    def test_random_sequences(self, steps):
        with self.cr.savepoint() as savepoint:
            self.open = {}
            for action, who, amount in steps:
                getattr(self, f"do_{action}")(who, amount)
                register, accounts = self.company._coop_capital()
                self.assertEqual(register - self.before, accounts)
            self.check_nothing_is_paid_for_nothing()
            savepoint.rollback()
        self.env.invalidate_all()

    def do_subscribe(self, who, amount):
        self.open[who] = self.make_subscription(self.people[who], quantity=10 + amount % 7)

    def do_pay(self, who, amount):
        subscription = self.open.get(who)
        if subscription and subscription.state == "confirmed":
            self.pay(subscription, amount)

    def do_bounce(self, who, amount):
        if who in self.open:
            self.open[who].invoice_id._coop_term_lines().remove_move_reconcile()

    def do_cancel(self, who, amount):
        if who in self.open:
            self.open[who].action_cancel()

    def check_nothing_is_paid_for_nothing(self):
        for subscription in self.open.values():
            held = sum(subscription.entry_ids.mapped("amount"))
            self.assertGreaterEqual(held, 0)
            self.assertLessEqual(held, subscription.amount)
            if subscription.state == "confirmed":
                self.assertLessEqual(held, subscription.paid)
                self.assertLess(subscription.paid - held, self.type_a.value)


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
        journals = self.env["account.journal"].search(
            [("code", "=", "CAPIT"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(journals, self.company.coop_capital_journal_id)
        self.company._coop_check_capital_accounts()
