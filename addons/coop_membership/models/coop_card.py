from odoo import api, fields, models

from ..rules import card_code


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

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalised(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalised(vals))

    @api.model
    def _normalised(self, vals):
        return {**vals, "code": card_code.normalise(vals["code"])} if vals.get("code") else vals
