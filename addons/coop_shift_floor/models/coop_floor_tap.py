from odoo import api, fields, models

from ..rules import timing

#: What was tapped is kept that long, to answer "who said so, and when?".
KEPT_DAYS = 400


class CoopFloorTap(models.Model):
    """One tap of a coordinator: who said what of whom, and when. Rows are added, never edited.

    ``key`` is made by the phone: the same tap sent twice is written once.
    """

    _name = "coop.floor.tap"
    _description = "Tap on the shop floor"
    _order = "moment, id"

    shift_id = fields.Many2one("coop.shift", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="shift_id.company_id", store=True)
    key = fields.Char(required=True)
    device = fields.Char(help="Which phone: a random name that it gave itself.")
    user_id = fields.Many2one("res.users", "Said by", required=True, index=True)
    assignment_id = fields.Many2one(
        "coop.assignment", "About", index="btree_not_null", ondelete="set null"
    )
    kind = fields.Selection(
        [
            ("attendance", "Attendance"),
            ("scan", "Card or number"),
            ("note", "Note on a person"),
            ("shift_note", "Note on the shift"),
            ("close", "Closing"),
        ],
        required=True,
    )
    member_id = fields.Many2one(related="assignment_id.member_id", string="Of whom")
    value = fields.Char("As it was sent")
    said = fields.Char(compute="_compute_said")
    moment = fields.Float(
        digits=(16, 3), required=True, aggregator=False, help="Seconds since 1970, corrected."
    )
    said_on = fields.Datetime("Said at", compute="_compute_said_on")
    result = fields.Selection(
        [
            ("applied", "Recorded"),
            ("older", "Somebody said otherwise later"),
            ("refused", "Not taken"),
        ],
        required=True,
    )
    answer = fields.Char("Answered")

    _once = models.Constraint("UNIQUE(shift_id, key)", "This tap was recorded already.")

    @api.depends("moment")
    def _compute_said_on(self):
        for tap in self:
            tap.said_on = timing.utc(int(tap.moment))

    @api.depends("kind", "value")
    def _compute_said(self):
        words = self.env["coop.assignment"]._floor_state_words()
        for tap in self:
            is_state = tap.kind == "attendance"
            tap.said = words.get(tap.value, tap.value) if is_state else tap.value

    @api.autovacuum
    def _gc_old_taps(self):
        """Attendance stays; who tapped it is forgotten after a while."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("create_date", "<", limit)], limit=10_000).unlink()
