from odoo import fields, models
from odoo.tools import SQL


class CoopAssemblySupport(models.Model):
    """One member supports one point that a member proposes."""

    _name = "coop.assembly.support"
    _description = "Supporter of a point"
    _log_access = False
    _rec_name = "member_id"

    proposal_id = fields.Many2one(
        "coop.assembly.proposal", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")

    _once = models.Constraint("UNIQUE(proposal_id, member_id)", "A member supports a point once.")

    def _enter(self, proposal, member):
        """Write a supporter once."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO coop_assembly_support (proposal_id, member_id) VALUES (%s, %s)"
                " ON CONFLICT DO NOTHING",
                proposal.id,
                member.id,
            )
        )
        self.invalidate_model()
        proposal.invalidate_recordset(["support_ids", "support_count"])
