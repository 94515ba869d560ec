from odoo import fields, models


class CoopDebitRequest(models.Model):
    """A flying member asks for a reduced debit for one cycle."""

    _name = "coop.debit.request"
    _description = "Request for a reduced debit"
    _inherit = ["coop.work.fact"]
    _order = "date desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    date = fields.Date(
        "A day of the cycle", required=True, default=lambda self: self.env.company._coop_today()
    )

    _once_a_day = models.Constraint(
        "UNIQUE(member_id, date)", "The reduced debit was asked for already."
    )
