from odoo import fields, models


class CoopBlock(models.Model):
    """A dated manual stop with a reason. Both ends included; open without a last day."""

    _name = "coop.block"
    _description = "Block"
    _order = "date_from desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("blocked", "Blocked by hand"), ("unpaid", "Instalment overdue")],
        required=True,
        default="blocked",
    )
    date_from = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    date_to = fields.Date("Last day")
    reason = fields.Char(required=True, help="Read by the office only.")
    message = fields.Char(help="Shown at the till and at the door.")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
