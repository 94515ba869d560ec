from odoo import fields, models
from odoo.tools import SQL


class CoopPayback(models.Model):
    """Money that the co-op owes to leavers and subscribers, and money that it has paid back.

    Derived from the books: what an accountant settles by hand is no longer due here either.
    """

    _name = "coop.payback"
    _description = "Money to be paid back"
    _auto = False
    _order = "state, date, id"
    _rec_name = "partner_id"
    _depends = {
        "account.move.line": [
            "account_id", "amount_residual", "company_id", "date", "parent_state", "partner_id",
            "reconciled",
        ],
        "account.payment": [
            "amount", "company_id", "coop_payback_line_id", "date", "journal_id", "memo", "move_id",
            "partner_id", "state",
        ],
        "coop.member": ["company_id", "partner_id"],
        "res.company": ["coop_receivable_account_id", "coop_refund_account_id"],
    }  # fmt: skip

    state = fields.Selection([("due", "To be paid back"), ("paid", "Paid back")], readonly=True)
    kind = fields.Selection(
        [("leaving", "Shares refunded"), ("subscription", "Subscription paid too much")],
        "What for",
        readonly=True,
    )
    date = fields.Date("Since", readonly=True, help="Owed since, or paid back on.")
    partner_id = fields.Many2one("res.partner", "Person", readonly=True)
    member_id = fields.Many2one("coop.member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True)
    line_id = fields.Many2one("account.move.line", "Journal item", readonly=True)
    journal_id = fields.Many2one("account.journal", "Paid by", readonly=True)
    user_id = fields.Many2one("res.users", "Recorded by", readonly=True)
    memo = fields.Char("Note", readonly=True)

    @property
    def _table_query(self):
        # One row per debt in the books (odd ids: payments; even ids: debts).
        return SQL("%s UNION ALL %s", self._due_query(), self._paid_query())

    def _due_query(self):
        # A payment whose method has no outstanding account has no journal entry to settle the
        # debt with until the bank statement comes: it is taken off all the same.
        return SQL(
            """
            SELECT line.id * 2 AS id, 'due' AS state, line.date, line.partner_id,
                   member.id AS member_id, line.company_id, line.id AS line_id,
                   CASE WHEN line.account_id = company.coop_refund_account_id
                        THEN 'leaving' ELSE 'subscription' END AS kind,
                   -line.amount_residual - COALESCE(SUM(pending.amount), 0) AS amount,
                   NULL::int AS journal_id, NULL::int AS user_id, NULL::varchar AS memo
              FROM account_move_line line
              JOIN res_company company ON company.id = line.company_id
               AND line.account_id IN
                   (company.coop_refund_account_id, company.coop_receivable_account_id)
              LEFT JOIN coop_member member
                ON member.partner_id = line.partner_id AND member.company_id = line.company_id
              LEFT JOIN account_payment pending
                ON pending.coop_payback_line_id = line.id AND pending.move_id IS NULL
               AND pending.state IN ('in_process', 'paid')
             WHERE line.parent_state = 'posted' AND NOT line.reconciled
               AND line.amount_residual < 0
             GROUP BY line.id, member.id, company.id
            HAVING -line.amount_residual - COALESCE(SUM(pending.amount), 0) > 0
            """
        )

    def _paid_query(self):
        return SQL(
            """
            SELECT payment.id * 2 + 1, 'paid', payment.date, payment.partner_id,
                   member.id, payment.company_id, line.id,
                   CASE WHEN line.account_id = company.coop_refund_account_id
                        THEN 'leaving' ELSE 'subscription' END,
                   payment.amount, payment.journal_id, payment.create_uid, payment.memo
              FROM account_payment payment
              JOIN account_move_line line ON line.id = payment.coop_payback_line_id
              JOIN res_company company ON company.id = payment.company_id
              LEFT JOIN coop_member member
                ON member.partner_id = payment.partner_id
               AND member.company_id = payment.company_id
             WHERE payment.state IN ('in_process', 'paid')
            """
        )

    def action_pay_back(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pay back"),
            "res_model": "coop.payback.pay",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_id": self.line_id.id},
        }
