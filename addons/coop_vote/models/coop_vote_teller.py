from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopVoteTeller(models.Model):
    """What one teller counted in the room. Two tellers enter theirs, each under their own login."""

    _name = "coop.vote.teller"
    _description = "Teller's entry"

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    teller_id = fields.Many2one(
        "res.users", required=True, readonly=True, default=lambda self: self.env.user
    )
    yes = fields.Integer(required=True)
    no = fields.Integer(required=True)
    abstain = fields.Integer("Abstentions", required=True)

    college_id = fields.Many2one(
        "coop.share.type",
        domain="[('college_cap', '>', 0)]",
        help="Only where a college passes its cap: its votes, counted apart. Empty: all others.",
    )

    _one_for_each_college = models.UniqueIndex(
        "(vote_id, teller_id, COALESCE(college_id, 0))",
        "Each teller enters one count. Change yours instead.",
    )
    _not_negative = models.Constraint(
        "CHECK(yes >= 0 AND no >= 0 AND abstain >= 0)", "Votes are numbers, 0 or more."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["teller_id"] = self.env.uid
        entries = super().create(vals_list)
        entries._check_open()
        return entries

    def write(self, vals):
        self._check_open()
        if "vote_id" in vals or "teller_id" in vals or self.teller_id - self.env.user:
            raise UserError(self.env._("Each teller changes only their own count."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_own(self):
        self._check_open()
        if self.teller_id - self.env.user:
            raise UserError(self.env._("Each teller changes only their own count."))

    def _check_open(self):
        """Raise once the vote is counted."""
        for vote in self.vote_id:
            vote._lock_for_tellers()
