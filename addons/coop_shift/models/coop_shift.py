from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopShift(models.Model):
    """One dated occurrence. Its hours are UTC; ``occurrence`` names the planned local day of the
    template that it stands for, so that planning twice, or after a move, writes it once."""

    _name = "coop.shift"
    _description = "Shift"
    _order = "start, id"
    _inherit = ["mail.thread", "coop.in.use", "coop.sealed.mixin"]

    name = fields.Char("Title")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    template_id = fields.Many2one(
        "coop.shift.template", index="btree_not_null", ondelete="restrict"
    )
    occurrence = fields.Date("Planned day", copy=False)
    start = fields.Datetime(required=True, index=True, tracking=True)
    stop = fields.Datetime(required=True, tracking=True)
    factor = fields.Float("A make-up counts", default=1.0, required=True)
    state = fields.Selection(
        [("planned", "Planned"), ("closed", "Closed"), ("cancelled", "Cancelled")],
        required=True,
        default="planned",
        copy=False,
        tracking=True,
    )
    holiday_id = fields.Many2one(
        "coop.shop.holiday", "Cancelled by", index="btree_not_null", ondelete="set null", copy=False
    )
    cancelled_on = fields.Date(
        readonly=True, copy=False, help="Since this day nobody is expected on it."
    )
    seat_ids = fields.One2many("coop.shift.seat", "shift_id", string="Seats of this shift only")
    assignment_ids = fields.One2many("coop.assignment", "shift_id", string="Members")
    day = fields.Date(compute="_compute_local", help="The co-op's local day.")
    hours = fields.Char(compute="_compute_local", help="The co-op's local hours.")
    seat_count = fields.Integer("Seats in all", compute="_compute_counts")
    taken_count = fields.Integer("Seats taken", compute="_compute_counts")
    free_count = fields.Integer("Seats free", compute="_compute_counts")
    to_record_count = fields.Integer("Attendance to record", compute="_compute_counts")

    _once = models.Constraint(
        "UNIQUE(template_id, occurrence)", "This shift of the template is planned already."
    )
    _in_order = models.Constraint("CHECK(start < stop)", "A shift ends after it starts.")
    _factor_in_bounds = models.Constraint(
        "CHECK(factor >= 0 AND factor <= 10)", "A make-up counts from 0 to 10 times a shift."
    )
    _planned_day = models.Constraint(
        "CHECK((template_id IS NULL) = (occurrence IS NULL))",
        "A shift of a template names the planned day.",
    )

    @api.model
    def _coop_sealed(self):
        step = self.env._("Close, open again or cancel the shift.")
        return {**super()._coop_sealed(), "state": step}

    def _coop_check_by_hand(self, names):
        """A shift is not moved onto hours for which its people are expected elsewhere."""
        super()._coop_check_by_hand(names)
        if names is not None and names & {"start", "stop"}:
            self.assignment_ids._check_hours()

    @api.constrains("start")
    def _check_recorded_day(self):
        """Nobody was there on a day to come."""
        self.assignment_ids._check_recorded_day()

    def _become(self, state):
        self.check_access("write")
        # sudo: lends whoever may write these shifts the state of a step that was checked.
        self.sudo().write({"state": state})

    @api.model
    def _coop_parts(self):
        return super()._coop_parts() | {"coop.shift.seat"}

    def write(self, vals):
        if "state" in vals:
            cancelled = vals["state"] == "cancelled"
            vals = {**vals, "cancelled_on": cancelled and self.env.company._coop_today()}
        done = super().write(vals)
        self.env["coop.work.account"]._fold_at_commit()
        if vals.keys() & {"start", "stop", "factor"}:
            recorded = self.assignment_ids.filtered("recorded_on")
            recorded.member_id._coop_refresh_standings()
        return done

    @api.depends("start", "stop", "company_id.coop_tz")
    def _compute_local(self):
        for shift in self:
            shift.day = shift.start and shift.company_id._coop_local_day(shift.start)
            shift.hours = shift._local_hours()

    def _local(self, moment):
        """A UTC moment as an aware moment in the co-op's time zone."""
        zone = self.with_context(tz=self.company_id.coop_tz)
        return fields.Datetime.context_timestamp(zone, moment)

    def _local_hours(self):
        if not self.start or not self.stop:
            return ""
        return f"{self._local(self.start):%H:%M}–{self._local(self.stop):%H:%M}"

    @api.depends("day", "hours", "name", "template_id")
    def _compute_display_name(self):
        for shift in self:
            title = shift.name or shift.template_id.name or ""
            letter = shift.template_id.letter or ""
            parts = [fields.Date.to_string(shift.day), letter, shift.hours, title]
            shift.display_name = " ".join(filter(None, parts))

    def _seats(self):
        """Seats by role: ``{shift_id: {role_id: seats}}``; a shift's own lines replace those of its
        template."""
        lines = self.env["coop.shift.seat"].search_fetch(
            ["|", ("shift_id", "in", self.ids), ("template_id", "in", self.template_id.ids)],
            ["shift_id", "template_id", "role_id", "seats"],
        )
        own, planned = {}, {}
        for line in lines:
            owner, found = (own, line.shift_id) if line.shift_id else (planned, line.template_id)
            owner.setdefault(found.id, {})[line.role_id.id] = line.seats
        return {s.id: own.get(s.id) or planned.get(s.template_id.id, {}) for s in self}

    def _free_seat_numbers(self, role):
        """The numbers of the free seats of a role, lowest first."""
        self.ensure_one()
        taken = set(
            self.env["coop.assignment"]
            .search([("shift_id", "=", self.id), ("role_id", "=", role.id), ("seat", ">", 0)])
            .mapped("seat")
        )
        seats = self._seats()[self.id].get(role.id, 0)
        return [number for number in range(1, seats + 1) if number not in taken]

    @api.depends("seat_ids", "assignment_ids.state")
    def _compute_counts(self):
        seats = self._seats()
        Assignment = self.env["coop.assignment"]
        mine = [("shift_id", "in", self.ids)]
        taken = dict(Assignment._read_group([*mine, ("seat", ">", 0)], ["shift_id"], ["__count"]))
        expected = dict(
            Assignment._read_group([*mine, ("state", "=", "expected")], ["shift_id"], ["__count"])
        )
        for shift in self:
            shift.seat_count = sum(seats[shift.id].values())
            shift.taken_count = taken.get(shift, 0)
            shift.free_count = max(shift.seat_count - shift.taken_count, 0)
            shift.to_record_count = expected.get(shift, 0)

    def action_close(self):
        """Close the attendance. Whoever is still expected must be recorded first."""
        missing = self.assignment_ids.filtered("is_expected")
        if missing:
            raise UserError(
                self.env._(
                    "Say first who was there: %(names)s.",
                    names=", ".join(missing.member_id.mapped("display_name")),
                )
            )
        self._become("closed")

    def action_reopen(self):
        self._become("planned")

    def action_cancel(self):
        """Cancel a shift: nobody need come, and nothing is written.

        :raise UserError: when attendance was recorded already
        """
        recorded = self.assignment_ids.filtered("recorded_on")
        if recorded:
            raise UserError(
                self.env._(
                    "The attendance of %(names)s is recorded on this shift. Withdraw it first.",
                    names=", ".join(recorded.member_id.mapped("display_name")),
                )
            )
        self._become("cancelled")

    def action_all_present(self):
        """Everyone expected was there: the usual case in one click."""
        self.assignment_ids.filtered("is_expected")._record("present")
