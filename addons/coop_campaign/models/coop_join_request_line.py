from odoo import api, fields, models


class CoopJoinRequestLine(models.Model):
    """Shares of one kind that somebody asks for in an application."""

    _name = "coop.join.request.line"
    _description = "Shares asked for"
    _order = "request_id, sequence, id"

    request_id = fields.Many2one("coop.join.request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True, precompute=True
    )
    type_id = fields.Many2one(
        "coop.share.type", "Share type", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="type_id.sequence", store=True, precompute=True)
    quantity = fields.Integer("Shares", required=True, default=1)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(compute="_compute_amount")

    _once_per_type = models.Constraint(
        "UNIQUE(request_id, type_id)", "Write the shares of one type on one line."
    )
    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "One asks for at least one share."
    )

    @api.depends("quantity", "type_id.value")
    def _compute_amount(self):
        for line in self:
            line.amount = line.quantity * line.type_id.value

    def _coop_least(self):
        """Shares of this kind that make a member of this applicant."""
        return self.type_id._coop_minimum(self.request_id.reduced)
