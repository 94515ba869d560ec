from odoo import api, fields, models


class CoopMember(models.Model):
    """A person who owns at least the minimum of shares. One row per person and co-op."""

    _name = "coop.member"
    _description = "Member"
    _inherits = {"res.partner": "partner_id"}
    _inherit = ["mail.thread"]
    _order = "number, id"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    number = fields.Integer("Member number", copy=False, aggregator=False)
    joined_on = fields.Date(
        index=True, help="The day on which the minimum of shares was paid."
    )
    left_on = fields.Date(index=True, help="The first day without membership.")
    origin = fields.Selection(
        [
            ("portal", "Portal"),
            ("meeting", "Meeting"),
            ("paper", "Paper form"),
            ("invitation", "Invited by a member"),
        ],
        "How they came",
    )
    share_entry_ids = fields.One2many("coop.share.entry", "member_id", string="Share register")
    share_count = fields.Integer("Shares", compute="_compute_share_count")
    household_ids = fields.One2many("coop.household.person", "member_id", string="Household")

    _partner_unique = models.Constraint(
        "UNIQUE(company_id, partner_id)", "This person is a member of the co-op already."
    )
    _number_unique = models.Constraint(
        "UNIQUE(company_id, number)", "This member number is taken; numbers are never reused."
    )
    _number_positive = models.Constraint("CHECK(number > 0)", "Member numbers begin at 1.")
    _left_after_joined = models.Constraint(
        "CHECK(left_on IS NULL OR joined_on <= left_on)", "Nobody leaves before joining."
    )

    @api.depends("share_entry_ids.quantity")
    def _compute_share_count(self):
        self.share_count = 0
        totals = self.env["coop.share.entry"]._read_group(
            [("member_id", "in", self.ids)], ["member_id"], ["quantity:sum"]
        )
        for member, quantity in totals:
            member.share_count = quantity

    @api.depends("number", "partner_id.name")
    def _compute_display_name(self):
        for member in self:
            number = f"{member.number} · " if member.number else ""
            member.display_name = f"{number}{member.name or ''}"
