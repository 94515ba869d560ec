from odoo import fields, models


class CoopVoteBallot(models.Model):
    """A choice. It says nothing of who made it, nor when. Nobody has access to this model."""

    _name = "coop.vote.ballot"
    _description = "Ballot"
    _log_access = False

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    choice = fields.Char(required=True)

    def _numbers(self, vote):
        """How many ballots of a vote make each choice."""
        # sudo: lends the assembly office the sums of the ballots of one vote, never a ballot.
        rows = self.sudo()._read_group([("vote_id", "=", vote.id)], ["choice"], ["__count"])
        return dict(rows)
