from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

APPEND_ONLY = """
CREATE OR REPLACE FUNCTION coop_share_entry_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'The share register is append-only. Reverse the entry.';
END $$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS coop_share_entry_append_only ON coop_share_entry;
CREATE TRIGGER coop_share_entry_append_only BEFORE UPDATE OR DELETE ON coop_share_entry
    FOR EACH ROW EXECUTE FUNCTION coop_share_entry_append_only();
DROP TRIGGER IF EXISTS coop_share_entry_never_emptied ON coop_share_entry;
CREATE TRIGGER coop_share_entry_never_emptied BEFORE TRUNCATE ON coop_share_entry
    FOR EACH STATEMENT EXECUTE FUNCTION coop_share_entry_append_only();
"""


class CoopShareEntry(models.Model):
    """One line of the share register. Lines are added, never edited; a mistake is reversed."""

    _name = "coop.share.entry"
    _description = "Share register entry"
    _order = "date, id"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="member_id.company_id", store=True, index=True, precompute=True
    )
    type_id = fields.Many2one(
        "coop.share.type", "Share type", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(required=True, help="The day of the event, not of the click.")
    quantity = fields.Integer(required=True, help="Shares gained (positive) or lost (negative).")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, help="What was paid for these shares, signed.")
    kind = fields.Selection(
        [
            ("subscription", "Subscription"),
            ("transfer", "Transfer"),
            ("refund", "Refund"),
            ("reversal", "Reversal"),
        ],
        required=True,
    )
    key = fields.Char(
        required=True, help="Business key: writing the same event twice writes it once."
    )
    reverses_id = fields.Many2one("coop.share.entry", index="btree_not_null", ondelete="restrict")
    reversed_by_ids = fields.One2many("coop.share.entry", "reverses_id", string="Reversed by")
    subscription_id = fields.Many2one("coop.subscription", index="btree_not_null")
    subscription_line_id = fields.Many2one("coop.subscription.line", index="btree_not_null")
    move_id = fields.Many2one(
        "account.move", "Journal entry", index="btree_not_null", ondelete="restrict"
    )
    reason = fields.Char()

    _key_unique = models.Constraint(
        "UNIQUE(company_id, key)", "This movement of shares is already in the register."
    )
    _reversed_once = models.Constraint(
        "UNIQUE(reverses_id)", "This entry has been reversed already."
    )
    _quantity_not_zero = models.Constraint(
        "CHECK(quantity <> 0)", "A register entry moves at least one share."
    )
    _reversal_names_entry = models.Constraint(
        "CHECK((kind = 'reversal') = (reverses_id IS NOT NULL))",
        "A reversal names the entry that it reverses.",
    )

    def init(self):
        """The database refuses what the ORM refuses, whoever asks."""
        self.env.cr.execute(APPEND_ONLY)

    @api.constrains("member_id", "type_id", "quantity")
    def _check_nobody_owes_shares(self):
        self.member_id._coop_lock()
        owned = self._read_group(
            [("member_id", "in", self.member_id.ids), ("type_id", "in", self.type_id.ids)],
            ["member_id", "type_id"],
            ["quantity:sum"],
        )
        for member, share_type, quantity in owned:
            if quantity < 0:
                raise ValidationError(
                    self.env._(
                        "%(member)s does not own that many shares %(type)s.",
                        member=member.name,
                        type=share_type.name,
                    )
                )

    # ------------------------------------------------------------------ writing

    @api.model
    def _coop_write(self, company, day, vals_list):
        """Write movements of capital together with their journal entry.

        :param vals_list: vals of entries; their amounts move between called and paid capital
        """
        total = company.currency_id.round(sum(vals["amount"] for vals in vals_list))
        move = self._coop_post_move(company, day, total) if total else self.env["account.move"]
        return self.create([{**vals, "move_id": move.id} for vals in vals_list])

    @api.model
    def _coop_post_move(self, company, day, amount):
        """Called capital becomes paid capital (a negative amount: the other way round)."""
        called, paid = company.coop_called_account_id, company.coop_paid_account_id
        lines = [(called, amount, False), (paid, -amount, False)]
        return self._coop_post_lines(company, day, lines)

    @api.model
    def _coop_post_refund(self, company, day, partner, amount, loss):
        """Paid capital becomes a debt to a leaver, less the loss that the leaver bears.

        :raise UserError: when an account for refunds or losses is not chosen
        """
        needed = [company.coop_refund_account_id] + [company.coop_loss_account_id] * bool(loss)
        if not all(needed):
            raise UserError(self.env._("Choose the accounts of refunds in the settings first."))
        lines = [
            (company.coop_paid_account_id, amount, False),
            (company.coop_refund_account_id, loss - amount, partner),
            (company.coop_loss_account_id, -loss, False),
        ]
        return self._coop_post_lines(company, day, [line for line in lines if line[1]])

    @api.model
    def _coop_post_lines(self, company, day, lines):
        """:param lines: ``[(account, balance, partner or False)]``"""
        move = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "journal_id": company.coop_capital_journal_id.id,
                "company_id": company.id,
                "ref": self.env._("Share register"),
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "balance": balance,
                            "partner_id": partner and partner.id,
                        }
                    )
                    for account, balance, partner in lines
                ],
            }
        )
        move.action_post()
        return move

    def _prepare_reversal(self, day):
        self.ensure_one()
        return {
            "type_id": self.type_id.id,
            "date": day,
            "quantity": -self.quantity,
            "amount": -self.amount,
            "kind": "reversal",
            "reverses_id": self.id,
            "key": f"reversal:{self.id}",
            "subscription_id": self.subscription_id.id,
            "subscription_line_id": self.subscription_line_id.id,
        }

    def write(self, vals):
        raise UserError(self.env._("The share register is never edited. Reverse the entry."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The share register is never erased. Reverse the entry."))
