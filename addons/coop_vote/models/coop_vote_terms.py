from fractions import Fraction

from odoo import api, fields, models

from ..rules.counting.resolution import Majority
from ..rules.quorum import Quorum

DEFAULTS = {
    "majority_strict": True,
    "majority_numerator": 1,
    "majority_denominator": 2,
    "majority_base": "expressed",
    "abstention": "left_out",
    "quorum_number": 0,
    "quorum_numerator": 0,
    "quorum_denominator": 1,
    "quorum_strict": False,
    "quorum_base": "represented",
    "college_caps": True,
    "contest_days": 90,
}


def term(kind, *args, **kwargs):
    """A field that is proposed by where the terms come from, and can be changed."""
    return kind(
        *args,
        required=kind is not fields.Boolean,
        **kwargs,
        compute="_compute_terms",
        store=True,
        readonly=False,
        precompute=True,
    )


class CoopVoteTerms(models.AbstractModel):
    """Majority and quorum as data, each value visible and changeable until frozen."""

    _name = "coop.vote.terms"
    _description = "Majority and quorum"

    majority_strict = term(
        fields.Boolean, "More than", help="More than the fraction; otherwise at least the fraction."
    )
    majority_numerator = term(fields.Integer)
    majority_denominator = term(fields.Integer)
    majority_base = term(
        fields.Selection,
        [
            ("expressed", "the votes expressed"),
            ("present", "all present or represented"),
            ("members", "all members with a vote"),
        ],
        "Of",
    )
    abstention = term(
        fields.Selection,
        [
            ("left_out", "do not count as votes expressed"),
            ("counted", "count as votes expressed"),
        ],
        "Abstentions",
    )
    quorum_number = term(
        fields.Integer, "Quorum: members", help="How many must take part at least; 0 for none."
    )
    quorum_numerator = term(
        fields.Integer, "Quorum: fraction", help="Which fraction of the members; 0 for none."
    )
    quorum_denominator = term(fields.Integer)
    quorum_strict = term(fields.Boolean, "More than the fraction")
    quorum_base = term(
        fields.Selection,
        [
            ("present", "members present"),
            ("represented", "members present or represented"),
            ("voting", "members who vote"),
        ],
        "Quorum counts",
    )

    college_caps = term(
        fields.Boolean,
        "Caps of colleges",
        help="The share types with a cap have together at most that fraction of the votes.",
    )
    contest_days = term(
        fields.Integer,
        "Can be contested (days)",
        help="Ballots are kept that long after the count, then purged.",
    )

    _contest_is_a_time = models.Constraint(
        "CHECK(contest_days >= 0)", "A vote can be contested for 0 days or more."
    )
    _majority_is_fraction = models.Constraint(
        "CHECK(majority_denominator > 0 AND majority_numerator BETWEEN 1 AND majority_denominator)",
        "A majority is a fraction above 0 and at most 1.",
    )
    _majority_is_possible = models.Constraint(
        "CHECK(NOT (majority_strict AND majority_numerator = majority_denominator))",
        "Nothing is more than the whole: for unanimity choose «at least 1/1».",
    )
    _quorum_is_fraction = models.Constraint(
        "CHECK(quorum_number >= 0 AND quorum_denominator > 0"
        " AND quorum_numerator BETWEEN 0 AND quorum_denominator)",
        "A quorum is a number of members, 0 or more, or a fraction from 0 to 1.",
    )

    def _compute_terms(self):
        """Propose the terms of where this comes from."""
        for record in self:
            for name, value in record._proposed_terms().items():
                record[name] = value

    def _proposed_terms(self):
        """The terms to propose, by field."""
        return DEFAULTS

    @api.model
    def _term_names(self):
        """The fields that say how a vote is decided."""
        return set(DEFAULTS)

    def _terms_of(self, source):
        """The terms of another record."""
        return {name: source[name] for name in DEFAULTS} if source else DEFAULTS

    def _majority(self) -> Majority:
        """The majority as the rules know it."""
        return Majority(
            Fraction(self.majority_numerator, self.majority_denominator),
            self.majority_strict,
            self.majority_base,
            self.abstention,
        )

    def _quorum(self) -> Quorum:
        """The quorum as the rules know it."""
        fraction = Fraction(self.quorum_numerator, self.quorum_denominator)
        return Quorum(self.quorum_number, fraction, self.quorum_strict, self.quorum_base)
