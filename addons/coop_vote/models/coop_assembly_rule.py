from odoo import fields, models


class CoopAssemblyRule(models.Model):
    """A set of rules from the statutes: what an assembly of this type starts from."""

    _name = "coop.assembly.rule"
    _description = "Rules of an assembly"
    _inherit = ["coop.vote.terms"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for every co-op.")
    kind = fields.Selection(
        [
            ("ordinary", "Ordinary"),
            ("extraordinary", "Extraordinary"),
            ("referendum", "Referendum"),
        ],
        required=True,
        default="ordinary",
    )
    source = fields.Char(help="The article of the statutes or of the law.")
    notice = fields.Integer(
        "Notice (days)", default=15, help="Days between the convocation and the assembly."
    )
    second_notice = fields.Integer("Notice on second call (days)", default=15)
    second_quorum_number = fields.Integer("Quorum on second call: members")
    second_quorum_numerator = fields.Integer("Quorum on second call: fraction")
    second_quorum_denominator = fields.Integer(default=1)
    proxy_cap = fields.Integer("Proxies per holder", default=5, help="0: no proxies.")
    secret = fields.Boolean("Secret votes", default=True)
    support_needed = fields.Integer(
        "Supporters of a member's point",
        default=10,
        help="A point that a member proposes goes on the agenda once so many members support it.",
    )

    _second_quorum = models.Constraint(
        "CHECK(second_quorum_number >= 0 AND second_quorum_denominator > 0"
        " AND second_quorum_numerator BETWEEN 0 AND second_quorum_denominator)",
        "A quorum is a number of members, 0 or more, or a fraction from 0 to 1.",
    )
    _not_negative = models.Constraint(
        "CHECK(notice >= 0 AND second_notice >= 0 AND proxy_cap >= 0 AND support_needed >= 1)",
        "Days of notice and numbers of proxies are 0 or more, and of supporters 1 or more.",
    )

    def _terms_for_call(self, call):
        """The terms of a first or a second call."""
        terms = self._terms_of(self)
        if call == "second":
            for name in ("quorum_number", "quorum_numerator", "quorum_denominator"):
                terms[name] = self[f"second_{name}"]
        return terms
