from odoo import fields, models


class CoopWorkCorrection(models.Model):
    """A movement decided by the office, with its reason. It is cancelled, never edited."""

    _name = "coop.work.correction"
    _description = "Correction of a counter"
    _inherit = ["coop.work.fact"]
    _order = "date desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    counter = fields.Char(required=True)
    amount = fields.Float(required=True, digits=(12, 2))
    reason = fields.Char(required=True)
    active = fields.Boolean(default=True, help="Unticked: taken back.")

    _amount_not_zero = models.Constraint(
        "CHECK(amount <> 0)", "A correction moves its counter: write an amount other than 0."
    )

    def action_take_back(self):
        """Take a correction back: the ledger gets its reversal."""
        self.write({"active": False})
