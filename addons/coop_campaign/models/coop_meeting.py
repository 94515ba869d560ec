from odoo import api, fields, models


class CoopMeeting(models.Model):
    """A meeting in the neighbourhood where people join, one after the other, on a tablet."""

    _name = "coop.meeting"
    _description = "Neighbourhood meeting"
    _order = "date desc, id desc"

    name = fields.Char(required=True)
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    place = fields.Char()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    campaign_id = fields.Many2one("coop.campaign", index="btree_not_null", ondelete="set null")
    host_ids = fields.Many2many(
        "res.users",
        string="Hosts",
        help="Members who may enrol people at this meeting, on its day, besides the office.",
    )
    request_ids = fields.One2many("coop.join.request", "meeting_id", string="Enrolled")
    currency_id = fields.Many2one(related="company_id.currency_id")
    enrolled_count = fields.Integer("Number enrolled", compute="_compute_takings")
    cash = fields.Monetary("Cash to hand in", compute="_compute_takings")
    cheques = fields.Monetary("Cheques to hand in", compute="_compute_takings")

    @api.depends("request_ids.state", "request_ids.way", "request_ids.amount")
    def _compute_takings(self):
        groups = self.env["coop.join.request"]._read_group(
            [("meeting_id", "in", self.ids), ("state", "=", "confirmed")],
            ["meeting_id", "way"],
            ["amount:sum", "__count"],
        )
        rows = {(meeting.id, way): (amount, count) for meeting, way, amount, count in groups}
        for meeting in self:
            mine = {way: row for (meeting_id, way), row in rows.items() if meeting_id == meeting.id}
            meeting.enrolled_count = sum(count for _amount, count in mine.values())
            meeting.cash = mine.get("cash", (0, 0))[0]
            meeting.cheques = mine.get("cheque", (0, 0))[0]

    def _coop_may_enrol(self):
        """Whether the current user may enrol people here: the office always, hosts on the day."""
        self.ensure_one()
        # sudo: lends the asker the date, the hosts and the company of this one meeting.
        meeting = self.sudo()
        user = self.env.user
        if user.has_group("coop_membership.group_office"):
            return meeting.company_id in user.company_ids
        return user in meeting.host_ids and meeting.date == meeting.company_id._coop_today()

    def _coop_charter(self):
        """The charter in force on the day of the meeting."""
        return self.env["coop.charter"]._coop_current(self.company_id, self.date)

    def _coop_types(self):
        """The share types offered to newcomers."""
        return self.env["coop.share.type"]._coop_open(self.company_id)

    def action_open_tablet(self):
        return {"type": "ir.actions.act_url", "url": f"/coop/meeting/{self.id}", "target": "new"}
