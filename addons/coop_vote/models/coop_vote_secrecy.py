from odoo import api, fields, models


class CoopVote(models.Model):
    """Secret or open: proposed by the rules of the assembly, to be changed until the vote opens."""

    _inherit = "coop.vote"

    secret = fields.Boolean(
        compute="_compute_secret", store=True, readonly=False, precompute=True, default=None
    )

    @api.depends("assembly_id", "rule_id", "method")
    def _compute_secret(self):
        for vote in self:
            vote.secret = vote.method != "consent" and vote._proposed_secrecy()

    def _proposed_secrecy(self):
        """What the rules say; secret where there are none."""
        source = self.rule_id or self.assembly_id
        return source.secret if source else True
