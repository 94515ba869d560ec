from odoo import fields, models


class CoopCharterSignature(models.Model):
    """A person accepted a version of the charter, on a day. Never edited."""

    _name = "coop.charter.signature"
    _description = "Charter signature"
    _order = "signed_on desc, id desc"

    charter_id = fields.Many2one("coop.charter", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        related="charter_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    signed_on = fields.Datetime(required=True, default=fields.Datetime.now)
    signed_name = fields.Char("Signed as", required=True)
    on_paper = fields.Boolean(help="The signed sheet is kept by the members' office.")

    _once = models.Constraint(
        "UNIQUE(charter_id, partner_id)", "This person has signed this version already."
    )
