from odoo import fields, models


class CoopVoteBallot(models.Model):
    """A choice. It says nothing of who made it, nor when. Nobody has access to this model."""

    _name = "coop.vote.ballot"
    _description = "Ballot"
    _log_access = False

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    choice = fields.Char(required=True)
    college_id = fields.Many2one(
        "coop.share.type",
        ondelete="restrict",
        help="Only where this college passed its cap, so that its ballots count for less.",
    )

    def _numbers(self, vote):
        """How many votes each choice has; parts of votes where a college passed its cap."""
        numbers = {}
        for choice, college, number in self._groups(vote):
            numbers[choice] = numbers.get(choice, 0) + number * vote._parts_of(college.id)
        return numbers

    def _groups(self, vote):
        """Choices, colleges and how many ballots."""
        # sudo: lends the assembly office the sums of the ballots of one vote, never a ballot.
        ballots = self.sudo()
        domain = [("vote_id", "=", vote.id)]
        return ballots._read_group(domain, ["choice", "college_id"], ["__count"])
