from odoo import fields, models


class CoopMember(models.Model):
    _inherit = "coop.member"

    vote_right_ids = fields.One2many("coop.vote.right", "member_id", string="Voting rights")
    proxy_given_ids = fields.One2many("coop.proxy", "giver_id", string="Proxies given")
    proxy_held_ids = fields.One2many("coop.proxy", "holder_id", string="Proxies held")

    def _coop_export(self):
        """What the co-op knows of a member's part in assemblies; of a choice it knows nothing."""

        def rows(model, names, field="member_id"):
            # sudo: lends a member the rows of assemblies and rolls that name them.
            own = self.env[model].sudo().search([(field, "=", self.id)])
            return self._coop_rows(own, names)

        return {
            **super()._coop_export(),
            "convocations": rows("coop.assembly.convocation", ["assembly_id", "way", "queued_at"]),
            "assemblies": rows("coop.assembly.presence", ["assembly_id", "state", "arrived_at"]),
            "attendances": rows("coop.vote.attendance", ["vote_id", "part", "holder_id"]),
            "votes": rows("coop.vote.right", ["vote_id", "exclusion", "used_via", "receipt"]),
            "proxies_given": rows("coop.proxy", ["assembly_id", "state"], "giver_id"),
            "proxies_held": rows("coop.proxy", ["assembly_id", "state"], "holder_id"),
            "points_proposed": rows("coop.assembly.proposal", ["name", "description"]),
            "points_supported": rows("coop.assembly.support", ["proposal_id"]),
            "objections": rows("coop.vote.objection", ["vote_id", "reason", "state"]),
        }
