from odoo import fields, models


class CoopCard(models.Model):
    """A barcode given to a person. A lost card is revoked; the person stays."""

    _name = "coop.card"
    _description = "Card"
    _rec_name = "code"
    _order = "issued_on desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    code = fields.Char("Barcode", required=True, copy=False)
    issued_on = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    revoked_on = fields.Date(help="From this day on the card is refused.")
    reason = fields.Char("Why it was revoked")

    _code_unique = models.Constraint(
        "UNIQUE(company_id, code)", "This barcode belongs to a card already."
    )
