from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CoopAssemblyProposal(models.Model):
    """A point that a member proposes. With enough supporters it goes on the agenda by itself."""

    _name = "coop.assembly.proposal"
    _description = "Point proposed by a member"
    _order = "assembly_id, id"

    assembly_id = fields.Many2one("coop.assembly", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one(
        "coop.member", "Proposed by", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char("Point", required=True, size=200)
    description = fields.Text("Why")
    support_ids = fields.One2many("coop.assembly.support", "proposal_id", string="Supporters")
    support_count = fields.Integer("Number of supporters", compute="_compute_support_count")
    point_id = fields.Many2one(
        "coop.assembly.point", "On the agenda", readonly=True, ondelete="set null"
    )
    answer = fields.Char(help="What the office answers, for example that two points are merged.")

    _once = models.Constraint(
        "UNIQUE(assembly_id, member_id, name)", "You have proposed this point already."
    )

    @api.depends("support_ids")
    def _compute_support_count(self):
        rows = self.env["coop.assembly.support"]._read_group(
            [("proposal_id", "in", self.ids)], ["proposal_id"], ["__count"]
        )
        counts = {proposal.id: number for proposal, number in rows}
        for proposal in self:
            proposal.support_count = counts.get(proposal.id, 0)

    @api.model
    def _propose(self, assembly, member, name, description):
        """A member proposes a point, and is its first supporter. Twice is once.

        :raise UserError: points are not taken now, the member has no vote, or there are no words
        """
        words = " ".join((name or "").split())[:200]
        if not words:
            raise UserError(self.env._("Write in a few words what the point is about."))
        assembly._check_takes_points(member)
        same = [("assembly_id", "=", assembly.id), ("member_id", "=", member.id)]
        proposal = self.search([*same, ("name", "=", words)], limit=1) or self.create(
            {
                "assembly_id": assembly.id,
                "member_id": member.id,
                "name": words,
                "description": (description or "").strip()[:5000],
            }
        )
        proposal._support(member)
        return proposal

    def _support(self, member):
        """A member supports this point. Twice is once; the last one needed puts it on the agenda.

        :raise UserError: points are not taken now, or the member has no vote
        """
        self.assembly_id._check_takes_points(member)
        self._lock()
        self.env["coop.assembly.support"]._enter(self, member)
        if not self.point_id and self.support_count >= self.assembly_id.support_needed:
            self.action_put_on_agenda()

    def _withdraw_support(self, member):
        """A member no longer supports this point; one that is on the agenda stays there."""
        self.assembly_id._check_takes_points(member)
        self._lock()
        self.support_ids.filtered(lambda line: line.member_id == member).unlink()

    def _supported_by(self, member):
        """Which of these points a member supports."""
        domain = [("proposal_id", "in", self.ids), ("member_id", "=", member.id)]
        return self.env["coop.assembly.support"].search(domain).proposal_id

    def _lock(self):
        """One supporter after the other, so that the last one needed is seen."""
        self.flush_model()
        self.env.execute_query(
            SQL("UPDATE coop_assembly_proposal SET name = name WHERE id = %s RETURNING id", self.id)
        )

    def action_put_on_agenda(self):
        """Put it on the agenda; the office may do so before there are enough supporters."""
        for proposal in self.filtered(lambda one: not one.point_id):
            if proposal.assembly_id.state != "draft":
                raise UserError(
                    self.env._("The agenda is sent already: no point is added after that.")
                )
            proposal.point_id = self.env["coop.assembly.point"].create(
                {
                    "assembly_id": proposal.assembly_id.id,
                    "name": proposal.name,
                    "description": proposal._as_html(),
                    "sequence": 100,
                }
            )

    def _as_html(self):
        """What the agenda says of it."""
        return self.env["ir.qweb"]._render("coop_vote.proposed_point", {"proposal": self})
