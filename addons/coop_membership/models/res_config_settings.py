from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    coop_tz = fields.Selection(related="company_id.coop_tz", readonly=False)
    coop_household_max = fields.Integer(related="company_id.coop_household_max", readonly=False)
    coop_leave_notice = fields.Integer(related="company_id.coop_leave_notice", readonly=False)
    coop_card_nomenclature_id = fields.Many2one(
        related="company_id.coop_card_nomenclature_id", readonly=False
    )
    coop_card_fee = fields.Monetary(
        related="company_id.coop_card_fee", readonly=False, currency_field="currency_id"
    )
    coop_card_fee_product_id = fields.Many2one(
        related="company_id.coop_card_fee_product_id", readonly=False
    )
    coop_capital_journal_id = fields.Many2one(
        related="company_id.coop_capital_journal_id", readonly=False
    )
    coop_called_account_id = fields.Many2one(
        related="company_id.coop_called_account_id", readonly=False
    )
    coop_paid_account_id = fields.Many2one(
        related="company_id.coop_paid_account_id", readonly=False
    )
    coop_receivable_account_id = fields.Many2one(
        related="company_id.coop_receivable_account_id", readonly=False
    )
    coop_refund_account_id = fields.Many2one(
        related="company_id.coop_refund_account_id", readonly=False
    )
    coop_loss_account_id = fields.Many2one(
        related="company_id.coop_loss_account_id", readonly=False
    )

    coop_share_loss = fields.Monetary(
        related="company_id.coop_share_loss",
        readonly=False,
        currency_field="currency_id",
    )

    def action_coop_french_capital(self):
        self.company_id.coop_set_up_french_capital()
        return {"type": "ir.actions.client", "tag": "reload"}
