from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopSubscriptionLine(models.Model):
    """Shares of one type in a subscription, at the value of the day."""

    _name = "coop.subscription.line"
    _description = "Shares subscribed"
    _inherit = ["coop.sealed.mixin"]
    _order = "subscription_id, sequence, id"

    subscription_id = fields.Many2one(
        "coop.subscription", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="subscription_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    type_id = fields.Many2one("coop.share.type", "Share type", required=True, ondelete="restrict")
    quantity = fields.Integer("Shares", required=True, default=1)
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(
        "Value of one share", compute="_compute_value", store=True, precompute=True
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    entry_ids = fields.One2many("coop.share.entry", "subscription_line_id", string="Register")

    _once_per_type = models.Constraint(
        "UNIQUE(subscription_id, type_id)", "Write the shares of one type on one line."
    )
    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "One subscribes to at least one share."
    )

    @api.model
    def _coop_sealed(self):
        types = self.env._("The value of a share stands on its type.")
        return {**super()._coop_sealed(), **dict.fromkeys(("value", "amount"), types)}

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_not_called()
        return lines

    def write(self, vals):
        self._check_not_called()
        done = super().write(vals)
        self._check_not_called()
        return done

    @api.ondelete(at_uninstall=False)
    def _check_not_called(self):
        """:raise UserError: when the payment of these shares was called for already"""
        if not self.env.su and any(line.subscription_id.state != "draft" for line in self):
            raise UserError(
                self.env._("The payment was called for already. Cancel it, and write another one.")
            )

    @api.depends("type_id")
    def _compute_value(self):
        for line in self:
            line.value = line.type_id.value

    @api.depends("quantity", "value")
    def _compute_amount(self):
        for line in self:
            line.amount = line.quantity * line.value

    @api.onchange("type_id", "subscription_id.reduced")
    def _onchange_type_id(self):
        if self.type_id:
            self.quantity = self.type_id._coop_minimum(self.subscription_id.reduced)

    def _prepare_invoice_line(self):
        return {
            "name": self.env._("Shares: %s", self.type_id.name),
            "quantity": self.quantity,
            "price_unit": self.value,
            "account_id": self.company_id.coop_called_account_id.id,
            "tax_ids": [],
        }
