from fractions import Fraction

from odoo import fields, models

from ..rules.counting.resolution import Majority


class CoopVoteMajority(models.AbstractModel):
    """A majority as data: more than, or at least, a fraction of a base."""

    _name = "coop.vote.majority"
    _description = "Majority"

    majority_strict = fields.Boolean(
        "More than", default=True, help="More than the fraction; otherwise at least the fraction."
    )
    majority_numerator = fields.Integer(required=True, default=1)
    majority_denominator = fields.Integer(required=True, default=2)
    majority_base = fields.Selection(
        [
            ("expressed", "the votes expressed"),
            ("present", "all present or represented"),
            ("members", "all members with a vote"),
        ],
        "Of",
        required=True,
        default="expressed",
    )
    abstention = fields.Selection(
        [
            ("left_out", "do not count as votes expressed"),
            ("counted", "count as votes expressed"),
        ],
        "Abstentions",
        required=True,
        default="left_out",
    )

    def _majority(self) -> Majority:
        """The rule that counts."""
        return Majority(
            Fraction(self.majority_numerator, self.majority_denominator),
            self.majority_strict,
            self.majority_base,
            self.abstention,
        )
