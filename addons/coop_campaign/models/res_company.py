from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_instalment_term_id = fields.Many2one(
        "account.payment.term",
        "Instalments offered to newcomers",
        help="Left empty, newcomers pay everything at once.",
    )
