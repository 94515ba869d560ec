from odoo import api, fields, models
from odoo.exceptions import AccessError

MANAGER = "coop_membership.group_manager"


# Settings are a screen of their own, as Odoo's are: no wizard.
# pylint: disable-next=no-wizard-in-models
class CoopSettings(models.TransientModel):
    """The co-op's own settings: a manager of the co-op changes them, without being Odoo's
    administrator. Each field is one of ``res.company``; addons add theirs."""

    _name = "coop.settings"
    _description = "Settings of the co-op"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
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

    @api.model
    def _coop_names(self):
        """Names of the company's fields that are settings here."""
        return {
            name
            for name, field in self._fields.items()
            if field.related and field.related.startswith("company_id.") and not field.readonly
        }

    @api.model_create_multi
    def create(self, vals_list):
        self._coop_check_may_set()
        for vals in vals_list:
            vals["company_id"] = self.env.company.id
        # sudo: lends a manager of the co-op the writing of these settings of the present company.
        return super(CoopSettings, self.sudo()).create(vals_list).with_env(self.env)

    def write(self, vals):
        self._coop_check_may_set()
        kept = {name: value for name, value in vals.items() if name != "company_id"}
        # sudo: as above; the company of the record stays, and is the present one.
        return super(CoopSettings, self.sudo()).write(kept)

    def _coop_check_may_set(self):
        """:raise AccessError: for who is no manager, or asks for the settings of another co-op"""
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("The settings are for the co-op's managers."))
        self.check_access("write")
        if self.company_id - self.env.company:
            raise AccessError(
                self.env._(
                    "These are the settings of another co-op. Please switch to it, and open its "
                    "settings anew."
                )
            )

    def execute(self):
        """The button of the form: what was entered is saved already."""
        return {"type": "ir.actions.client", "tag": "reload"}

    def action_coop_french_capital(self):
        self._coop_check_may_set()
        # sudo: lends a manager of the co-op the making of the accounts of capital, once.
        self.company_id.sudo().coop_set_up_french_capital()
        return {"type": "ir.actions.client", "tag": "reload"}
