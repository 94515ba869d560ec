import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rules.counting.ballot_file import clean


class CoopVoteCandidate(models.Model):
    """Somebody (or something) that can be elected in a vote."""

    _name = "coop.vote.candidate"
    _description = "Candidate"
    _order = "vote_id, sequence, id"

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    statement = fields.Html()

    _once = models.Constraint("UNIQUE(vote_id, name)", "This candidate is on the list already.")

    @api.constrains("name")
    def _check_name(self):
        """The ballot file separates names with these signs."""
        for candidate in self:
            if re.search(r"[,;:>=#\t\n]", candidate.name):
                raise ValidationError(
                    self.env._("A candidate's name holds no comma, semicolon, colon, > = or #.")
                )

    def _check_draft(self):
        if any(candidate.vote_id.state != "draft" for candidate in self):
            raise UserError(
                self.env._(
                    "The list of candidates is frozen since the vote opened. Make a new vote."
                )
            )

    def _with_clean_name(self, vals):
        """A name as ballot files compare it, so that a recount finds the same candidates."""
        return {**vals, "name": clean(vals["name"])} if vals.get("name") else vals

    @api.model_create_multi
    def create(self, vals_list):
        candidates = super().create([self._with_clean_name(vals) for vals in vals_list])
        candidates._check_draft()
        return candidates

    def write(self, vals):
        self._check_draft()
        return super().write(self._with_clean_name(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_drafts(self):
        self._check_draft()
