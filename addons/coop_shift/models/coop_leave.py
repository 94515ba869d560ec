from odoo import api, fields, models


class CoopLeave(models.Model):
    """A dated absence of a member; only a confirmed one has an effect. Both ends included."""

    _name = "coop.leave"
    _description = "Leave"
    _inherit = ["coop.work.fact", "mail.thread"]
    _order = "date_from desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    type_id = fields.Many2one("coop.leave.type", required=True, index=True, ondelete="restrict")
    type_code = fields.Char(related="type_id.code")
    date_from = fields.Date("First day", required=True, tracking=True)
    date_to = fields.Date("Last day", tracking=True)
    asked_on = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    children = fields.Integer(default=1)
    state = fields.Selection(
        [
            ("draft", "Asked"),
            ("waiting", "Waiting for a certificate"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        tracking=True,
    )
    note = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _children_positive = models.Constraint("CHECK(children >= 1)", "At least one child.")
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(member_id, member_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (state IN ('draft', 'waiting', 'confirmed'))",
        "This member has another leave on some of these days. End or cancel that one first.",
    )

    @api.model
    def _coop_watched(self):
        return {"member_id", "type_id", "date_from", "date_to", "state"}

    @api.depends("member_id.display_name", "type_id.name")
    def _compute_display_name(self):
        for leave in self:
            leave.display_name = f"{leave.member_id.display_name} · {leave.type_id.name or ''}"

    def action_confirm(self):
        self.write({"state": "confirmed"})

    def action_wait(self):
        self.write({"state": "waiting"})

    def action_refuse(self):
        self.write({"state": "refused"})

    def action_cancel(self):
        self.write({"state": "cancelled"})
