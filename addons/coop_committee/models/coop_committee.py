from odoo import api, fields, models


class CoopCommittee(models.Model):
    """A committee or a working group: members whose hours there count as shifts."""

    _name = "coop.committee"
    _description = "Committee"
    _inherit = ["coop.in.use"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    purpose = fields.Text(translate=True, help="What the committee is for.")
    coordinator_ids = fields.Many2many(
        "coop.member",
        string="Coordinators",
        check_company=True,
        help="They approve the hours of the others on their own page.",
    )
    hours_per_credit = fields.Float(
        "Hours for a credit",
        required=True,
        digits=(12, 2),
        default=lambda self: self._default_hours_per_credit(),
        help="How many hours are worth one shift. A change holds for what is approved after it.",
    )
    cap_per_cycle = fields.Integer(
        "Most credits in a cycle", help="0: no limit. What goes beyond is not credited."
    )
    seat_ids = fields.One2many("coop.committee.seat", "committee_id", string="Members")
    work_ids = fields.One2many("coop.committee.work", "committee_id", string="Hours")
    seat_count = fields.Integer("Members today", compute="_compute_seat_count")
    to_answer_count = fields.Integer("Hours to answer", compute="_compute_to_answer_count")

    _rate_positive = models.Constraint(
        "CHECK(hours_per_credit > 0)", "A credit takes some time: write more than 0 hours."
    )
    _cap_not_negative = models.Constraint(
        "CHECK(cap_per_cycle >= 0)", "The most credits in a cycle cannot be negative."
    )
    _by_company = models.Index("(company_id, active)")

    @api.model
    def _default_hours_per_credit(self):
        """The length of a shift in the co-op's work policy; 3 hours (La Louve) without one."""
        company = self.env.company
        history = self.env["coop.work.policy"]._history_of(company.id)
        return history.on(company._coop_today()).shift_minutes / 60 if history else 3

    @api.depends("seat_ids.date_from", "seat_ids.date_to")
    def _compute_seat_count(self):
        domain = self.env["coop.committee.seat"]._held_domain(self.env.company._coop_today())
        counts = dict(
            self.env["coop.committee.seat"]._read_group(
                domain & fields.Domain("committee_id", "in", self.ids),
                ["committee_id"],
                ["__count"],
            )
        )
        for committee in self:
            committee.seat_count = counts.get(committee._origin, 0)

    @api.depends("work_ids.state")
    def _compute_to_answer_count(self):
        counts = dict(
            self.env["coop.committee.work"]._read_group(
                [("committee_id", "in", self.ids), ("state", "=", "declared")],
                ["committee_id"],
                ["__count"],
            )
        )
        for committee in self:
            committee.to_answer_count = counts.get(committee._origin, 0)

    def action_hours(self):
        """The hours of this committee."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "coop_committee.coop_committee_work_action"
        )
        return {**action, "domain": [("committee_id", "=", self.id)], "context": {}}

    @api.model
    def _coordinated_by(self, member):
        """The committees in use that a member coordinates; none after the membership."""
        member = member.filtered(lambda row: not row._coop_has_left(row.company_id._coop_today()))
        return self.search([("coordinator_ids", "in", member.ids)])
