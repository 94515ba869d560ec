from odoo import fields, models

KINDS = [
    ("no_person", "Sold to nobody in particular"),
    ("refused_paid", "Sold to somebody who might not shop"),
    ("different", "The till said something else"),
    ("warned", "Sold on a warning"),
    ("no_check", "No check was sent"),
    ("foreign_check", "Shows the check of another sale"),
    ("person_changed", "Another person was put on it afterwards"),
    ("edited", "Goods or amounts were changed after the payment"),
    ("paid_as_another", "Refused to, or ordered by, somebody else before"),
    ("bad_override", "Lifted without proof"),
    ("stale", "The till's list was old"),
    ("clock", "The clock of the till is wrong"),
]


class CoopOrderFlag(models.Model):
    """Something about a sale that somebody should look at. Derived: rebuilt when facts arrive."""

    _name = "coop.order.flag"
    _description = "Sale to look at"
    _order = "id desc"

    order_id = fields.Many2one(
        "pos.order",
        "Sale",
        required=True,
        index=True,
        ondelete="cascade",
        # The office looks for a flag by the receipt, and may not open sales.
        bypass_search_access=True,
    )
    kind = fields.Selection(KINDS, "What to look at", required=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    session_id = fields.Many2one(related="order_id.session_id", store=True, index=True)
    config_id = fields.Many2one(related="order_id.config_id", store=True, index=True)
    partner_id = fields.Many2one(related="order_id.partner_id", store=True, index=True)
    judged_partner_id = fields.Many2one(related="order_id.coop_judged_partner_id")
    currency_id = fields.Many2one(related="order_id.currency_id")
    judged_amount = fields.Monetary(related="order_id.coop_judged_amount")
    date = fields.Datetime(related="order_id.date_order", store=True, index=True)
    reviewed_by = fields.Many2one("res.users", "Looked at by", readonly=True)
    reviewed_on = fields.Datetime("Looked at on", readonly=True)

    _once = models.Constraint("UNIQUE(order_id, kind)", "A sale carries each flag once.")

    def action_reviewed(self):
        """Somebody of the office looked at these sales."""
        self.check_access("read")
        flags = self.filtered(lambda flag: not flag.reviewed_on)
        # sudo: lends the office, who may read the flag, the right to sign that it was seen.
        flags.sudo().write({"reviewed_by": self.env.uid, "reviewed_on": fields.Datetime.now()})
