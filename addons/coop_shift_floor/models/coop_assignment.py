import time

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.tap import STATES


class CoopAssignment(models.Model):
    """What is added for the shop floor: a note of the coordinator, and when each was said."""

    _inherit = "coop.assignment"

    floor_note = fields.Char("Coordinator's note", copy=False)
    floor_moment = fields.Float(
        "Said at", digits=(16, 3), copy=False, aggregator=False, readonly=True,
        help="Seconds since 1970 of the latest word on the attendance: a tap that was made "
        "before, and comes later, does not count.",
    )  # fmt: skip
    floor_note_moment = fields.Float(digits=(16, 3), copy=False, aggregator=False, readonly=True)
    may_half_excuse = fields.Boolean(compute="_compute_may_half_excuse")

    _not_by_oneself = models.Constraint(
        "CHECK(replaced_by_id IS NULL OR replaced_by_id <> member_id)",
        "Nobody is replaced by themselves.",
    )

    @api.depends("shift_id")
    def _compute_may_half_excuse(self):
        for shift, rows in self.grouped("shift_id").items():
            rows.may_half_excuse = "half_excused" in shift._floor_states()

    def write(self, vals):
        """A word on the attendance has its moment; who came instead goes with ``replaced``."""
        if "state" in vals and "floor_moment" not in vals:
            vals = {**vals, "floor_moment": time.time()}
        if vals.get("replaced_by_id") and "state" not in vals:
            self.filtered(lambda row: row.state != "replaced")._record("replaced")
        elif vals.get("state", "replaced") != "replaced":
            vals = {**vals, "replaced_by_id": False}
        return super().write(vals)

    def _floor_back_on_seats(self):
        """Whoever gave the seat back and is here after all gets a free one of the role again."""
        for row in self.filtered(lambda row: row.role_id and not row.seat):
            row.seat = next(iter(row.shift_id._free_seat_numbers(row.role_id)), 0)

    def _floor_say(self, state):
        """One click at the desk.

        :raise UserError: when the shift is closed, or the co-op's rules do not have this
        """
        for shift in self.shift_id:
            if shift.state != "planned":
                raise UserError(self.env._("This shift is not open. Open it again first."))
            if state in STATES and state not in shift._floor_states():
                raise UserError(self.env._("The co-op's rules do not have this."))
        self._record(state)

    def action_late(self):
        self._floor_say("late")

    def action_half_excused(self):
        self._floor_say("half_excused")

    def action_replaced(self):
        self._floor_say("replaced")

    def action_take_off(self):
        """A make-up that was a mistake: the member was not there."""
        self.filtered(lambda row: row.origin == "make_up")._floor_say("cancelled")
