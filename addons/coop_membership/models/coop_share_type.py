from odoo import fields, models


class CoopShareType(models.Model):
    _name = "coop.share.type"
    _description = "Share type"
    _order = "sequence, code, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(required=True, help="Nominal value of one share.")
    minimum = fields.Integer(required=True, default=1, help="Shares needed to be a member.")
    minimum_reduced = fields.Integer(
        required=True, default=1, help="The minimum for people on minimum social benefits."
    )
    is_worker = fields.Boolean("Owes work", help="Its owners owe the work duty.")
    has_vote = fields.Boolean("Carries a vote", default=True)
    college_cap = fields.Float(
        "Cap on votes",
        help="All owners of this type together have at most this fraction of the votes "
        "(0.1 for a tenth). 0: no cap.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(company_id, code)", "This code is taken by another share type."
    )
    _value_positive = models.Constraint("CHECK(value > 0)", "A share is worth more than zero.")
    _minimum_positive = models.Constraint(
        "CHECK(minimum >= 1 AND minimum_reduced BETWEEN 1 AND minimum)",
        "The minimum is at least one share; the lowered minimum is not above it.",
    )
    _cap_is_fraction = models.Constraint(
        "CHECK(college_cap >= 0 AND college_cap <= 1)", "The cap is a fraction from 0 to 1."
    )

    def _coop_minimum(self, reduced=False):
        """Shares of this type that make a member."""
        self.ensure_one()
        return self.minimum_reduced if reduced else self.minimum
