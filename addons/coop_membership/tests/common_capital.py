from odoo.fields import Command

from .common import CoopCase


class CapitalBuilders:
    """Mixin: a co-op with a chart of accounts, chosen accounts of capital, cash and bank."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        account = cls.env["account.account"].create
        names = {
            "coop_called_account_id": ("991012", "equity"),
            "coop_paid_account_id": ("991013", "equity"),
            "coop_receivable_account_id": ("994562", "asset_receivable"),
            "coop_refund_account_id": ("994567", "liability_payable"),
            "coop_loss_account_id": ("991068", "equity"),
        }
        for field, (code, kind) in names.items():
            cls.company[field] = account({"name": field, "code": code, "account_type": kind})
        cls.company.coop_capital_journal_id = cls.company._coop_make_journal()
        cls.cash = cls.env["account.journal"].create(
            {
                "name": "Till of the office",
                "code": "TOFF",
                "type": "cash",
                "company_id": cls.company.id,
            }
        )
        methods = cls.cash.inbound_payment_method_line_ids
        for method in methods | cls.cash.outbound_payment_method_line_ids:
            method.payment_account_id = cls.cash.default_account_id
        cls.camille = cls.make_person("Camille", email="camille@coop.example")

    @classmethod
    def make_subscription(cls, partner=None, quantity=10, confirm=True, lines=None, **vals):
        """A subscription, called for payment unless told otherwise.

        :param lines: ``[(share type, quantity)]`` instead of type A only
        """
        lines = lines or [(cls.type_a, quantity)]
        subscription = cls.env["coop.subscription"].create(
            {
                "partner_id": (partner or cls.camille).id,
                "company_id": cls.company.id,
                "line_ids": [
                    Command.create({"type_id": share_type.id, "quantity": count})
                    for share_type, count in lines
                ],
                **vals,
            }
        )
        if confirm:
            subscription.action_confirm()
        return subscription

    @classmethod
    def pay(cls, subscription, amount=None, date=None, user=None):
        """Money received in cash, through the office's wizard."""
        wizard = cls.env["coop.subscription.pay"].with_user(user or cls.office)
        vals = {"subscription_id": subscription.id, "journal_id": cls.cash.id}
        vals |= {"amount": amount} if amount else {}
        vals |= {"date": date} if date else {}
        wizard.create(vals).action_pay()

    @classmethod
    def make_instalments(cls):
        """Half at once, half after thirty days."""
        half = {"value": "percent", "value_amount": 50}
        return cls.env["account.payment.term"].create(
            {
                "name": "In two",
                "company_id": cls.company.id,
                "line_ids": [Command.create({**half, "nb_days": days}) for days in (0, 30)],
            }
        )

    def pay_back(self, row, amount=None, user=None, **vals):
        """Money goes back in cash, through the manager's wizard; return the wizard."""
        wizard = self.env["coop.payback.pay"].with_user(user or self.manager)
        vals = {"line_id": row.line_id.id, "journal_id": self.cash.id, **vals}
        wizard = wizard.create(vals | ({"amount": amount} if amount else {}))
        wizard.action_pay()
        return wizard

    def balance(self, field):
        """The balance of an account of the capital, by the company's field of that account."""
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.company[field].id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    @classmethod
    def capital(cls, day=None):
        """The capital on a day, as the register says and as the accounts say."""
        day = day or cls.company._coop_today()
        [(register,)] = cls.env["coop.share.entry"]._read_group(
            [("company_id", "=", cls.company.id), ("date", "<=", day)], aggregates=["amount:sum"]
        )
        [(balance,)] = cls.env["account.move.line"]._read_group(
            [
                ("account_id", "=", cls.company.coop_paid_account_id.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", day),
                ("company_id", "=", cls.company.id),
            ],
            aggregates=["balance:sum"],
        )
        return register or 0.0, -(balance or 0.0)

    def assertRegisterIsAccounts(self):
        self.env.flush_all()
        register, accounts = self.capital(self.days(3650))
        self.assertAlmostEqual(register, accounts)


class CapitalCase(CapitalBuilders, CoopCase):
    pass
