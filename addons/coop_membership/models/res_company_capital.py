from odoo import fields, models
from odoo.exceptions import RedirectWarning, UserError

#: Accounts of the French chart: codes to look for, and the type that makes them usable.
FRENCH_ACCOUNTS = {
    "coop_called_account_id": ("1012", "equity"),
    "coop_paid_account_id": ("1013", "equity"),
    "coop_receivable_account_id": ("45625", "asset_receivable"),
    "coop_refund_account_id": ("4567", "liability_payable"),
    "coop_loss_account_id": ("1068", "equity"),
}
FRENCH_CARD_FEE = 5


class ResCompany(models.Model):
    """The accounts of the capital and the numbers that a co-op gives."""

    _inherit = "res.company"

    coop_capital_journal_id = fields.Many2one("account.journal", "Capital journal")
    coop_called_account_id = fields.Many2one(
        "account.account", "Capital called, not paid", help="1012 in the French chart."
    )
    coop_paid_account_id = fields.Many2one(
        "account.account", "Capital called and paid", help="1013 in the French chart."
    )
    coop_receivable_account_id = fields.Many2one(
        "account.account", "Owed by subscribers", help="4562 in the French chart."
    )
    coop_refund_account_id = fields.Many2one(
        "account.account", "Capital to be reimbursed", help="4567 in the French chart."
    )
    coop_loss_account_id = fields.Many2one(
        "account.account", "Loss borne by leavers", help="1068 in the French chart."
    )
    coop_share_loss = fields.Monetary(
        "Loss per share", help="Borne by those who leave, when the assembly decided one."
    )
    coop_member_sequence_id = fields.Many2one("ir.sequence", "Member numbers")
    coop_subscription_sequence_id = fields.Many2one("ir.sequence", "Subscription references")

    def _coop_check_capital_accounts(self):
        """:raise RedirectWarning: when the accounts of the capital are not chosen"""
        if not self._coop_has_capital_accounts():
            raise RedirectWarning(
                self.env._("Choose the journal and the accounts of the capital first."),
                self.env.ref("coop_membership.coop_settings_action").id,
                self.env._("Open the settings"),
            )

    def _coop_has_capital_accounts(self):
        self.ensure_one()
        needed = ("coop_capital_journal_id", *list(FRENCH_ACCOUNTS)[:3])
        return all(self[field] for field in needed)

    def coop_set_up_french_capital(self):
        """Find the accounts of the French chart and make the Capital journal; twice is once.

        :raise UserError: when an account is not in the chart
        """
        self.check_access("write")
        for company in self:
            for field, (code, account_type) in FRENCH_ACCOUNTS.items():
                company[field] = company[field] or company._coop_account(code, account_type)
            company.coop_capital_journal_id = (
                company.coop_capital_journal_id or company._coop_make_journal()
            )
            if not company.coop_card_fee_product_id:
                company._coop_set_up_fee()

    def _coop_set_up_fee(self):
        """The fee for a new card, as in the manual of La Louve: 5 €, in account 7088."""
        account = self._coop_account("7088", "income")
        company = self.with_company(self)
        company.coop_card_fee_product_id = company._coop_make_fee_product(account)
        company.coop_card_fee = company.coop_card_fee or FRENCH_CARD_FEE

    def _coop_account(self, code, account_type):
        accounts = self.env["account.account"].with_company(self)
        account = accounts.search(
            [("code", "=like", f"{code}%"), ("company_ids", "in", self.ids)], order="code", limit=1
        )
        if not account:
            raise UserError(
                self.env._(
                    "The chart of accounts has no account %s. Choose the accounts by hand.", code
                )
            )
        if account.account_type != account_type:
            reconcile = account_type.startswith(("asset", "liability"))
            account.write({"account_type": account_type, "reconcile": reconcile})
        return account

    def _coop_make_journal(self):
        return self.env["account.journal"].create(
            {
                "name": self.env._("Capital"),
                "code": "CAPIT",
                "type": "sale",
                "company_id": self.id,
                "default_account_id": self.coop_called_account_id.id,
            }
        )

    # ------------------------------------------------------------------ numbers

    def _coop_take_number(self):
        """The next member number. No gaps: it goes back when the transaction fails."""
        self.ensure_one()
        # sudo: lends whoever makes a member, by a payment or a transfer, the next number.
        company = self.sudo()
        if not company.coop_member_sequence_id:
            company.coop_member_sequence_id = company._coop_make_sequence(
                self.env._("Member numbers"), number_next=company._coop_highest_number() + 1
            )
        return int(company.coop_member_sequence_id._next())

    def _coop_skip_numbers(self):
        """After an import, new members get the numbers after those imported."""
        highest = self._coop_highest_number()
        # sudo: lends the manager who imports members the skipping of their numbers.
        sequence = self.coop_member_sequence_id.sudo()
        if sequence and sequence.number_next <= highest:
            sequence.number_next = highest + 1

    def _coop_highest_number(self):
        [(highest,)] = self.env["coop.member"]._read_group(
            [("company_id", "=", self.id)], aggregates=["number:max"]
        )
        return highest or 0

    def _coop_subscription_reference(self):
        self.ensure_one()
        # sudo: lends the office the taking of the next reference.
        company = self.sudo()
        if not company.coop_subscription_sequence_id:
            company.coop_subscription_sequence_id = company._coop_make_sequence(
                self.env._("Subscriptions"), prefix="S%(year)s-", padding=5
            )
        return company.coop_subscription_sequence_id._next()

    def _coop_make_sequence(self, name, **vals):
        return self.env["ir.sequence"].create(
            {"name": name, "implementation": "no_gap", "company_id": self.id, **vals}
        )
