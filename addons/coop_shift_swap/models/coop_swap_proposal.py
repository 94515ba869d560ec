from odoo import api, fields, models


class CoopSwapProposal(models.Model):
    """A shift that another member proposes in exchange for the one offered."""

    _name = "coop.swap.proposal"
    _description = "Shift proposed in exchange"
    _order = "id"

    swap_id = fields.Many2one("coop.swap", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="swap_id.company_id", store=True)
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    assignment_id = fields.Many2one("coop.assignment", index="btree_not_null", ondelete="set null")
    shift_id = fields.Many2one("coop.shift", required=True, ondelete="restrict")
    role_id = fields.Many2one("coop.shift.role", ondelete="restrict")
    state = fields.Selection(
        [
            ("open", "Open"),
            ("accepted", "Accepted"),
            ("refused", "Not chosen"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="open",
    )
    is_live = fields.Boolean(compute="_compute_is_live")

    _once = models.UniqueIndex(
        "(swap_id, assignment_id) WHERE state = 'open'",
        "You propose this shift already.",
    )
    _one_accepted = models.UniqueIndex(
        "(swap_id) WHERE state = 'accepted'", "Another shift was accepted already."
    )

    @api.depends("state", "swap_id.is_live", "assignment_id.state", "shift_id.start")
    def _compute_is_live(self):
        now = fields.Datetime.now()
        for row in self:
            row.is_live = (
                row.state == "open"
                and row.swap_id.is_live
                and row.assignment_id.state == "expected"
                and row.shift_id.state == "planned"
                and row.shift_id.start > now
            )

    def _withdraw(self):
        self.filtered(lambda row: row.state == "open").write({"state": "withdrawn"})

    def _refuse(self):
        """The member who offers says no to one proposal; the offer stays open."""
        chosen = self.filtered(lambda row: row.state == "open")
        chosen.write({"state": "refused"})
        for row in chosen:
            row.swap_id._coop_notify_refused(row)
