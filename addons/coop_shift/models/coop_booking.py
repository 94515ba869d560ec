from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..rules import booking

#: States of an assignment that counts as a shift held.
HELD = ("expected", "present", "late", "absent", "excused", "half_excused", "bereavement")


class CoopAssignment(models.Model):
    """Booking and cancelling seats, by the member's own rights or for them by the office."""

    _inherit = "coop.assignment"

    @api.model
    def _book(self, member, shift, role):
        """Give a member a free seat of a role on a shift.

        :return: the assignment
        :raise UserError: the first reason against it, in words
        """
        refusals = self._booking_refusals(member, shift, role)
        if refusals:
            raise UserError(self._booking_texts()[refusals[0]])
        for seat in shift._free_seat_numbers(role):
            booked = self._take_seat(member, shift, role, seat)
            if booked:
                return booked
        raise UserError(self._booking_texts()["full"])

    def _coop_check_by_hand(self, names):
        """Nobody is put on two shifts at the same time; the rule is that of booking."""
        super()._coop_check_by_hand(names)
        if names is None:
            self._check_hours()

    def _check_hours(self):
        """:raise UserError: when one of these would be expected at two places at once"""
        rows = self.filtered(lambda row: row.state == "expected")
        held = self.search([("member_id", "in", rows.member_id.ids), ("state", "in", HELD)])
        for member, own in held.grouped("member_id").items():
            for row in rows.filtered(lambda row, member=member: row.member_id == member):
                mine = row._booked_fact()
                if any(booking.overlap(mine, one._booked_fact()) for one in own - row):
                    raise UserError(
                        self.env._(
                            "%(member)s is on another shift during these hours.",
                            member=member.name,
                        )
                    )

    @api.model
    def _take_seat(self, member, shift, role, seat):
        """The assignment on a numbered seat; empty when someone else has just taken it."""
        values = {"role_id": role.id, "seat": seat, "origin": "booking", "state": "expected"}
        before = self.search([("shift_id", "=", shift.id), ("member_id", "=", member.id)])
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                if before:
                    before.write(values)
                else:
                    before = self.create({"shift_id": shift.id, "member_id": member.id, **values})
                before.flush_recordset()
            return before
        except UniqueViolation:
            self.env.invalidate_all()
            return self.browse()

    @api.model
    def _booking_refusals(self, member, shift, role):
        """Why the member may not book: codes of ``rules.booking.refusals``, empty when they may."""
        company = shift.company_id
        history = self.env["coop.work.policy"]._history(company)
        today = company._coop_today()
        if member._coop_has_left(shift.day):
            return ["not_member"]
        held = self.search([("member_id", "=", member.id), ("state", "in", HELD)])
        return booking.refusals(
            history.on(today),
            member._coop_regime(shift.day),
            member.coop_standing,
            self._seat_fact(shift, role),
            [row._booked_fact() for row in held],
            company._coop_now(),
            frozenset(member.coop_skill_ids.ids),
            member._coop_is_out_of_team(),
        )

    @api.model
    def _seat_fact(self, shift, role):
        return booking.Seat(
            shift._local(shift.start).replace(tzinfo=None),
            len(shift._free_seat_numbers(role)),
            frozenset(role.skill_ids.ids),
            id=str(shift.id),
            cancelled=shift.state != "planned",
            stop=shift._local(shift.stop).replace(tzinfo=None),
        )

    def _booked_fact(self):
        shift = self.shift_id
        return booking.Booked(
            shift._local(shift.start).replace(tzinfo=None),
            self.origin == "enrollment",
            "meeting" if self.origin == "meeting" else "regular",
            str(shift.id),
            shift._local(shift.stop).replace(tzinfo=None),
        )

    def _cancel_booking(self):
        """Cancel a booked shift within the rules.

        :raise UserError: when it is too late, or not a booking
        """
        self.ensure_one()
        history = self.env["coop.work.policy"]._history(self.company_id)
        day = self.company_id._coop_today()
        refusals = booking.cancel_refusals(
            history.on(day),
            self.member_id._coop_regime(self.shift_id.day),
            self._booked_fact(),
            self.company_id._coop_now(),
        )
        if refusals:
            raise UserError(self._booking_texts()[refusals[0]])
        self.write({"state": "cancelled"})

    @api.model
    def _booking_texts(self):
        _ = self.env._
        return {
            "not_member": _("The membership has ended by then. Please see the members' office."),
            "shift_cancelled": _("This shift does not take place."),
            "regime_cannot_book": _("Yours is a fixed shift: only flying members book shifts."),
            "standing": _("Please see the members' office before booking a shift."),
            "out_of_team": _("Please see the members' office before booking a shift."),
            "past": _("This shift has begun already."),
            "beyond_window": _("This shift is too far ahead. Please book it later."),
            "already_on_shift": _("You are on a shift at that time already."),
            "overlap": _("You are on a shift at that time already."),
            "full": _("The last free seat has just been taken. Please choose another shift."),
            "skill": _("This seat asks for a skill. The members' office helps you learn it."),
            "per_day": _("You have as many shifts on that day as the rules allow."),
            "per_period": _("You have as many shifts in these weeks as the rules allow."),
            "ahead": _("You have as many shifts ahead as the rules allow."),
            "per_year": _("You have as many shifts of this kind this year as the rules allow."),
            "too_late": _("It is too late to cancel. Please warn the members' office."),
            "own_shift": _("This is your own shift: ask for a swap or warn the members' office."),
        }
