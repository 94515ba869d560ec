from odoo import api, fields, models


class CoopMoneyMoved(models.AbstractModel):
    """What the screens share that record money at the office, in or out: how, and when."""

    _name = "coop.money.moved"
    _description = "Money received or given"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    journal_id = fields.Many2one(
        "account.journal",
        "Paid by",
        domain="[('type', 'in', ('bank', 'cash')), ('company_id', '=', company_id)]",
        compute="_compute_journal_id",
        precompute=True,
        store=True,
        readonly=False,
    )
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    memo = fields.Char("Cheque number or note")

    @api.depends("company_id")
    def _compute_journal_id(self):
        for wizard in self:
            # sudo: lends the office the names of the co-op's bank and cash journals.
            journals = self.env["account.journal"].sudo()
            wizard.journal_id = journals.search(
                [("type", "in", ("bank", "cash")), ("company_id", "=", wizard.company_id.id)],
                limit=1,
            )

    def _coop_register(self, records, amount, reference):
        """Odoo's own registering of a payment on these invoices or journal items.

        :param records: ``account.move`` or ``account.move.line``, already lent by the caller
        :return: the ``account.payment`` made
        """
        register = self.env["account.payment.register"].with_context(
            active_model=records._name, active_ids=records.ids
        )
        # sudo: lends the office the recording of this one payment, on the records lent.
        wizard = register.sudo().create(
            {
                "journal_id": self.journal_id.id,
                "amount": amount,
                "payment_date": self.date,
                "communication": " ".join(filter(None, [reference, self.memo])),
                "installments_mode": "full",
            }
        )
        return wizard._create_payments()
