from odoo import api, fields, models
from odoo.exceptions import UserError

#: States in which the member holds a seat of the shift.
SEATED = ("expected", "present", "late", "absent", "excused", "half_excused", "bereavement")
#: States that are an attendance: something happened, and the rules look at it.
RECORDED = (*SEATED[1:], "replaced")
#: Who recorded what, and when.
STAMPED = {"recorded_on", "recorded_by", "cancelled_on"}
#: States of somebody who was to come and has given the shift away or up.
GIVEN_UP = ("cancelled", "replaced")


class CoopAssignment(models.Model):
    """One member on one shift: how they came to it, and what became of it."""

    _name = "coop.assignment"
    _description = "Assignment"
    _inherit = ["coop.work.fact", "coop.sealed.mixin"]
    _order = "shift_id, role_id, seat, id"

    shift_id = fields.Many2one("coop.shift", required=True, index=True, ondelete="restrict")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="shift_id.company_id", store=True)
    start = fields.Datetime(related="shift_id.start")
    role_id = fields.Many2one("coop.shift.role", index="btree_not_null", ondelete="restrict")
    seat = fields.Integer(
        "Seat number", copy=False, aggregator=False, help="0: expected, but on no numbered seat."
    )
    enrollment_id = fields.Many2one(
        "coop.enrollment", index="btree_not_null", ondelete="set null", copy=False
    )
    origin = fields.Selection(
        [
            ("enrollment", "Own shift"),
            ("booking", "Booked"),
            ("make_up", "Make-up"),
            ("stand_in", "Stands in for someone"),
            ("solidarity", "Solidarity shift"),
            ("meeting", "General meeting"),
        ],
        required=True,
        default="booking",
    )
    state = fields.Selection(
        [
            ("expected", "Expected"),
            ("present", "Present"),
            ("late", "Late"),
            ("absent", "Absent"),
            ("excused", "Excused"),
            ("half_excused", "Half excused"),
            ("bereavement", "Excused: bereavement"),
            ("replaced", "Replaced"),
            ("waiting", "On leave"),
            ("cancelled", "Cancelled"),
        ],
        "Attendance",
        required=True,
        default="expected",
    )
    is_expected = fields.Boolean("To record", compute="_compute_is_expected")
    recorded_on = fields.Datetime(readonly=True, copy=False)
    recorded_by = fields.Many2one("res.users", readonly=True, copy=False)
    booked_on = fields.Datetime("Booked at", default=fields.Datetime.now, copy=False)
    cancelled_on = fields.Datetime("Cancelled at", readonly=True, copy=False)
    replaced_by_id = fields.Many2one(
        "coop.member", "Replaced by", index="btree_not_null", ondelete="restrict", copy=False
    )
    note = fields.Char()

    _once_per_shift = models.Constraint(
        "UNIQUE(shift_id, member_id)", "This member is on this shift already."
    )
    _one_per_seat = models.UniqueIndex(
        "(shift_id, role_id, seat) WHERE seat > 0",
        "This seat has just been taken by someone else. Choose another.",
    )
    _seat_of_role = models.Constraint(
        "CHECK(COALESCE(seat, 0) = 0 OR (seat >= 1 AND role_id IS NOT NULL AND state IN "
        "('expected', 'present', 'late', 'absent', 'excused', 'half_excused', 'bereavement')))",
        "A numbered seat belongs to a role and to someone who is expected or was recorded.",
    )

    @api.model
    def _coop_sealed(self):
        step = self.env._("Record the attendance.")
        return {**super()._coop_sealed(), **dict.fromkeys(STAMPED, step)}

    def _coop_sealed_now(self):
        other = self.env._("It is of one member and one shift. Take it off, and make another.")
        return {**super()._coop_sealed_now(), **dict.fromkeys(("member_id", "shift_id"), other)}

    def _coop_by_hand(self, vals, sealed):
        """Whoever writes an attendance gives no stamp: ``write`` puts its own in the place."""
        return super()._coop_by_hand(vals, sealed) - (STAMPED if "state" in vals else set())

    @api.constrains("state", "shift_id")
    def _check_recorded_day(self):
        """Nobody is recorded as present before the shift's day, however the row came to be."""
        for state in ("present", "late", "absent"):
            self.filtered(lambda row, state=state: row.state == state)._check_may_record(state)

    @api.depends("state")
    def _compute_is_expected(self):
        for row in self:
            row.is_expected = row.state == "expected"

    @api.depends("member_id.display_name", "shift_id.display_name")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.member_id.display_name} · {row.shift_id.display_name}"

    @api.model
    def _coop_watched(self):
        return {"member_id", "shift_id", "state", "origin", "cancelled_on"}

    def _coop_members(self):
        """Only what happened bears on the standing; being expected somewhere does not."""
        return self.member_id

    def write(self, vals):
        if "state" in vals:
            self._check_open(vals["state"])
            self._check_may_record(vals["state"])
            vals = {**vals, **self._stamp(vals["state"])}
        if vals.get("state") != "expected":
            return super().write(vals)
        again = self.filtered(lambda row: row._is_given_up())
        if again:
            # Who is to come once more has booked now.
            now = {**vals, "booked_on": fields.Datetime.now()}
            with self.env["coop.registration.past"]._keep(again.member_id):
                super(CoopAssignment, again).write(now)
        return super(CoopAssignment, self - again).write(vals)

    def _is_given_up(self):
        """Whether the member was to come, and gave it up, or on to somebody else."""
        return self.state in GIVEN_UP or (self.state == "excused" and bool(self.replaced_by_id))

    @api.model_create_multi
    def create(self, vals_list):
        """Stamp an attendance that is recorded with its row, as one that is recorded later."""
        if self.env.su:
            return super().create(vals_list)
        rows = super().create(vals_list)
        for state, recorded in (
            rows.filtered(lambda row: row.state in RECORDED).grouped("state").items()
        ):
            # sudo: stamps what this user has recorded, under their own name.
            recorded.sudo().write(recorded._stamp(state))
        return rows

    def _coop_check_by_hand(self, names):
        """Nobody is put on a shift that is over and done with, or on a seat that it has not."""
        super()._coop_check_by_hand(names)
        if names is None:
            for row in self:
                row._check_shift_takes()
        if names is None or names & {"role_id", "seat"}:
            for row in self.filtered("seat"):
                row._check_seat()

    def _check_shift_takes(self):
        if self.shift_id.state == "closed":
            raise UserError(self.env._("This shift is not open. Open it again first."))
        if self.shift_id.state == "cancelled":
            raise UserError(self.env._("%(shift)s is cancelled.", shift=self.shift_id.display_name))

    def _check_seat(self):
        seats = self.shift_id._seats()[self.shift_id.id].get(self.role_id.id, 0)
        if self.seat > seats:
            raise UserError(
                self.env._(
                    "%(shift)s has %(count)s seats for %(role)s. Choose one of these, or give the "
                    "shift more seats first.",
                    shift=self.shift_id.display_name,
                    count=seats,
                    role=self.role_id.name,
                )
            )

    def _stamp(self, state):
        """Who recorded what and when; a state that holds no seat gives it back."""
        if state in SEATED:
            stamp = {}
        else:
            stamp = {"seat": 0}
        if state == "cancelled":
            return {**stamp, "cancelled_on": fields.Datetime.now()}
        return {
            **stamp,
            "cancelled_on": False,
            "recorded_on": fields.Datetime.now() if state in RECORDED else False,
            "recorded_by": self.env.uid if state in RECORDED else False,
        }

    def _check_open(self, state):
        """:raise UserError: when somebody changes the attendance of a shift that is closed"""
        changing = self.filtered(lambda row: row.state != state)
        if not self.env.su and "closed" in changing.shift_id.mapped("state"):
            raise UserError(self.env._("This shift is not open. Open it again first."))

    def _check_may_record(self, state):
        """Nobody is present or absent before the shift's day.

        :raise UserError: when the shift is on a later day, or cancelled
        """
        if state == "waiting" and not self.env.su:
            raise UserError(self.env._("It follows from a leave: record the leave."))
        by_hand = state == "replaced" and not self.env.su
        if state not in ("present", "late", "absent") and not by_hand:
            return
        for shift in self.shift_id:
            if shift.state == "cancelled":
                raise UserError(self.env._("%(shift)s is cancelled.", shift=shift.display_name))
            if shift.day > shift.company_id._coop_today():
                raise UserError(
                    self.env._(
                        "%(shift)s has not taken place yet. Its attendance can be recorded from "
                        "its day on.",
                        shift=shift.display_name,
                    )
                )

    def _coop_wait(self):
        """These were set aside by a leave, with their seats; a hook for what goes with them."""

    def _record(self, state):
        """Record an attendance; the same state again changes nothing.

        :param state: one of ``RECORDED``, or ``expected`` to withdraw what was recorded
        """
        changed = self.filtered(lambda row: row.state != state)
        if changed:
            changed.write({"state": state})
        return changed

    @api.model
    def _cancel_frozen(self, frozen):
        """Cancel the shifts to come that members held when they were frozen.

        Shifts taken since then stay: they are the way back.

        :param frozen: ``{member_id: day}``
        """
        coming = self.search(
            [
                ("member_id", "in", list(frozen)),
                ("state", "=", "expected"),
                ("shift_id.start", ">", fields.Datetime.now()),
            ]
        )
        held = coming.filtered(
            lambda row: row.company_id._coop_local_day(row.booked_on) <= frozen[row.member_id.id]
        )
        if held:
            held.write({"state": "cancelled"})

    def action_present(self):
        self._record("present")

    def action_absent(self):
        self._record("absent")

    def action_excused(self):
        self._record("excused")

    def action_withdraw(self):
        self._record("expected")
