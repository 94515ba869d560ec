from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules.seating import allot, free_numbers


class CoopEnrollment(models.Model):
    """Moving single places to another template or role, many at once."""

    _inherit = "coop.enrollment"

    @api.model
    def _coop_check_move_day(self, day):
        """:raise UserError: when the day is not to come"""
        if not day or day <= self.env.company._coop_today():
            raise UserError(self.env._("Choose a day to come: the past is not rewritten."))

    @api.model
    def _coop_free_numbers(self, template, role, day):
        """Numbers of the seats of a role that nobody holds on a day or later, lowest first."""
        seats = sum(template.seat_ids.filtered(lambda line: line.role_id == role).mapped("seats"))
        held = template._places_from(day).filtered(lambda row: row.role_id == role)
        return free_numbers(seats, set(held.mapped("seat")))

    def _coop_move_seats(self, template, role, day):
        """What moving these places would do, without doing it.

        :return: ``{place: (seat, None)}``, or ``(None, code)`` for a place that cannot move; the
            codes are those of ``_coop_move_texts``
        """
        there = template._places_from(day)
        refusals = {place: place._coop_move_refusal(template, role, day, there) for place in self}
        asking = [place for place in self if not refusals[place]]
        seats = allot(asking, self._coop_free_numbers(template, role, day))
        return {
            place: (seats.get(place), refusals[place] or (None if place in seats else "full"))
            for place in self
        }

    def _coop_move_refusal(self, template, role, day, there):
        if self._last_day(day) < day:
            return "ended"
        if template.date_to and template.date_to < day:
            return "target_ended"
        others = there.filtered(lambda row: row.member_id == self.member_id and row != self)
        if self.template_id == template and self.role_id == role:
            return "already"
        return "enrolled" if others else None

    @api.model
    def _coop_move_texts(self):
        _ = self.env._
        return {
            "ended": _("This place ends before that day."),
            "target_ended": _("The other shift ends before that day."),
            "already": _("Holds this place already."),
            "enrolled": _("Is enrolled on that shift already."),
            "full": _("No free seat is left there. Add seats, or use the waiting list."),
            "no_place": _("Has no place to move. Use “Enroll on a shift”."),
            "several": _("Holds several places. Choose the place in the list of enrollments."),
            "has_place": _("Has a place already. Use “Move to another shift”."),
        }

    @api.model
    def _coop_move(self, seats, template, role, day):
        """Move places from a day on: each ends the day before and goes on elsewhere.

        :param seats: ``{place: seat number}``; a place that has not begun moves as a whole
        :raise UserError: when the day is not to come, or a seat has just been taken
        """
        self._coop_check_move_day(day)
        places = self.browse([place.id for place in seats])
        new = [place._coop_moved_vals(template, role, seat, day) for place, seat in seats.items()]
        members = places.member_id
        deferred = places.with_context(coop_defer_standings=True)
        with self.env["coop.registration.past"]._keep(members):
            deferred._coop_end_before(day, self.env._("Moved by the office."))
            created = deferred.create(new)
        members._coop_refresh_standings()
        return created.with_env(self.env)

    def _coop_moved_vals(self, template, role, seat, day):
        return {
            "member_id": self.member_id.id,
            "regime": self.regime if self.template_id else self._default_regime(),
            "template_id": template.id,
            "role_id": role.id,
            "seat": seat,
            "date_from": max(day, self.date_from),
            "date_to": self.date_to,
            "decided_on": self.decided_on,
        }

    def _coop_end_before(self, day, reason):
        """End places the day before a day; those that would not have begun yet are taken back."""
        begun = self.filtered(lambda row: row.date_from < day)
        (self - begun)._coop_take_back(reason)
        begun.write({"date_to": fields.Date.subtract(day, days=1), "end_reason": reason})

    def _coop_coming(self, day):
        """How many planned shifts each place expects from a day on: ``{place id: count}``."""
        rows = self.env["coop.assignment"]._read_group(
            [
                ("enrollment_id", "in", self.ids),
                ("state", "in", ("expected", "waiting")),
                ("shift_id.occurrence", ">=", day),
            ],
            ["enrollment_id"],
            ["__count"],
        )
        return {place.id: count for place, count in rows}

    def action_coop_mass(self):
        """Do one thing to the places chosen in a list."""
        return self.env["coop.mass.action"]._coop_open(places=self)
