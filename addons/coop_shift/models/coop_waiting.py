from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopWaiting(models.Model):
    """A member waits for a seat of a template. First come, first served."""

    _name = "coop.waiting"
    _description = "Waiting list of a template"
    _order = "template_id, asked_at, id"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    template_id = fields.Many2one(
        "coop.shift.template", required=True, index=True, ondelete="cascade"
    )
    role_id = fields.Many2one("coop.shift.role", required=True, index=True, ondelete="restrict")
    asked_at = fields.Datetime(required=True, default=fields.Datetime.now)
    rank = fields.Integer("Place in the list", compute="_compute_rank")
    seat_free = fields.Boolean("A seat is free", compute="_compute_seat_free")

    _once = models.Constraint(
        "UNIQUE(template_id, role_id, member_id)", "This member is on that waiting list already."
    )

    @api.depends("template_id", "role_id", "asked_at")
    def _compute_rank(self):
        everyone = self.search(
            [("template_id", "in", self.template_id.ids), ("role_id", "in", self.role_id.ids)]
        )
        for row in self:
            same = everyone.filtered(
                lambda r, row=row: r.template_id == row.template_id and r.role_id == row.role_id
            )
            row.rank = next((n for n, r in enumerate(same, 1) if r == row), len(same) + 1)

    @api.depends("template_id", "role_id")
    def _compute_seat_free(self):
        today = self.env.company._coop_today()
        for (template, role), rows in self.grouped(lambda r: (r.template_id, r.role_id)).items():
            rows.seat_free = bool(template and role and template._free_seats(role, today))

    def action_enroll(self):
        """Give the next seat to whoever waits here, from today on.

        :raise UserError: when someone else waits longer, or there is no free seat
        """
        self.ensure_one()
        if self.rank > 1:
            raise UserError(
                self.env._("Someone else has been waiting longer for this seat. Enroll them first.")
            )
        place = self.env["coop.enrollment"].create(
            {
                "member_id": self.member_id.id,
                "template_id": self.template_id.id,
                "role_id": self.role_id.id,
            }
        )
        self.unlink()
        return place
