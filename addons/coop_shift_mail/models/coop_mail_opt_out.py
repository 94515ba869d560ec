from odoo import api, fields, models

#: Kinds that a member may do without. The others tell of a right that changes.
OPTIONAL = ("reminder", "make_ups")


class CoopMailOptOut(models.Model):
    """A kind of mail that a member does not want."""

    _name = "coop.mail.opt.out"
    _description = "Mail that a member does not want"

    member_id = fields.Many2one("coop.member", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    kind = fields.Selection("_selection_kind", required=True)

    _once = models.Constraint("UNIQUE(member_id, kind)", "This mail was declined already.")

    @api.model
    def _selection_kind(self):
        names = dict(self.env["coop.mail.log"]._selection_kind())
        return [(kind, names[kind]) for kind in OPTIONAL]

    @api.model
    def _choices(self, member):
        """What a member chose: ``[(kind, name, wanted), …]``."""
        declined = set(self.search([("member_id", "=", member.id)]).mapped("kind"))
        return [(kind, name, kind not in declined) for kind, name in self._selection_kind()]

    @api.model
    def _choose(self, member, wanted):
        """Keep the choice of a member; choosing the same twice changes nothing.

        :param wanted: the optional kinds that the member wants
        """
        for kind in OPTIONAL:
            row = self.search([("member_id", "=", member.id), ("kind", "=", kind)])
            if kind in wanted:
                row.unlink()
            elif not row:
                self.create({"member_id": member.id, "kind": kind})
