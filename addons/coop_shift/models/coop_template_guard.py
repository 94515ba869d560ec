from datetime import date

from odoo import api, models
from odoo.exceptions import UserError

#: What decides on which days and hours a template is planned.
TIMES = ("week", "weekday", "hour_from", "hour_to", "company_id")


class CoopShiftTemplate(models.Model):
    """The form edits what changes nothing that is planned; the rest is the action's."""

    _inherit = "coop.shift.template"

    @api.model
    def _coop_parts(self):
        return super()._coop_parts() | {"coop.shift.seat"}

    def write(self, vals):
        self.filtered(lambda row: row._changes_time(vals))._check_nothing_planned()
        if not vals.keys() & {"active", "date_from", "date_to"}:
            return super().write(vals)
        with self.env["coop.registration.past"]._keep(self._people()):
            done = super().write(vals)
        self._check_people_follow()
        return done

    def _changes_time(self, vals):
        """Whether a value differs from what is stored; hours to the minute."""

        def stored(name, value):
            value = self._fields[name].convert_to_cache(value, self)
            return round(value * 60) if name.startswith("hour") else value

        return any(
            stored(name, vals[name]) != stored(name, self[name]) for name in TIMES if name in vals
        )

    def _coming_shifts(self, company=None):
        """The planned shifts of templates from today on, of these or of a whole co-op."""
        companies = company or self.company_id
        domain = [("state", "=", "planned"), ("company_id", "in", companies.ids)]
        domain += [("template_id", "!=", False)] if company else [("template_id", "in", self.ids)]
        today = min((row._coop_today() for row in companies), default=date.max)
        return self.env["coop.shift"].search([*domain, ("occurrence", ">=", today)])

    def _check_nothing_planned(self):
        """:raise UserError: when shifts are planned or members hold places"""
        for template in self:
            today = template.company_id._coop_today()
            if template._places_from(today) or template._coming_shifts():
                raise UserError(
                    self.env._(
                        "Shifts of %(template)s are planned already, or members hold places "
                        "there: with another time here, the old shifts and the new ones would "
                        "both be theirs. Choose “Move, split or merge” in the menu of actions: "
                        "members and shifts move with it, from a day to come.",
                        template=template.display_name,
                    )
                )

    def _check_people_follow(self):
        """:raise UserError: when members hold places outside of the days of their template"""
        for template in self:
            today = template.company_id._coop_today()
            end = template.date_to or date.max
            if not template.active:
                end = min(end, date.min)
            places = template._places_from(today)
            late = places.filtered(lambda row, end=end: row._last_day(date.max) > end)
            early = self.env["coop.assignment"].search_count(
                [
                    ("shift_id", "in", template._coming_shifts().ids),
                    ("shift_id.occurrence", "<", template.date_from),
                    ("origin", "=", "enrollment"),
                    ("state", "in", ("expected", "waiting")),
                ],
                limit=1,
            )
            if late or early:
                raise UserError(
                    self.env._(
                        "Members hold places of %(template)s on days that it would lose: "
                        "%(names)s. Choose “Move, split or merge” in the menu of actions, or end "
                        "their places first.",
                        template=template.display_name,
                        names=", ".join((late or places).member_id.mapped("display_name")[:10]),
                    )
                )


class CoopShiftSeat(models.Model):
    """Seats that somebody holds are not taken away."""

    _inherit = "coop.shift.seat"

    @api.model_create_multi
    def create(self, vals_list):
        Template, Shift = self.env["coop.shift.template"], self.env["coop.shift"]
        templates = Template.browse({v["template_id"] for v in vals_list if v.get("template_id")})
        shifts = Shift.browse({v["shift_id"] for v in vals_list if v.get("shift_id")})
        # A first line of its own replaces the seats that a shift has from its template.
        before = self._beyond(templates, shifts)
        lines = super().create(vals_list)
        self._check_held(templates, shifts, before)
        return lines

    def write(self, vals):
        templates, shifts = self.template_id, self.shift_id
        before = self._beyond(templates, shifts)
        done = super().write(vals)
        self._check_held(templates | self.template_id, shifts | self.shift_id, before)
        return done

    def unlink(self):
        templates, shifts = self.template_id, self.shift_id
        before = self._beyond(templates, shifts)
        done = super().unlink()
        self._check_held(templates, shifts, before)
        return done

    @api.model
    def _check_held(self, templates, shifts, before):
        """:raise UserError: when somebody holds a seat that there is no more"""
        beyond = self._beyond(templates, shifts)
        new = [row for row in beyond if row not in before]
        if new:
            raise UserError(
                self.env._(
                    "%(names)s hold these seats. Give them another seat or shift first: “Move, "
                    "split or merge” in the menu of actions of shift templates does it.",
                    names=", ".join(sorted({row.member_id.display_name for row in new})[:10]),
                )
            )

    @api.model
    def _beyond(self, templates, shifts):
        """Enrollments and assignments to come on a numbered seat that does not exist."""
        self.env.flush_all()
        found = []
        if templates:
            today = min(row._coop_today() for row in templates.company_id)
            seats = {(line.template_id, line.role_id): line.seats for line in templates.seat_ids}
            found += [
                place
                for place in templates._places_from(today)
                if place.seat > seats.get((place.template_id, place.role_id), 0)
            ]
            shifts |= templates._coming_shifts().filtered(lambda row: not row.seat_ids)
        shifts = shifts.filtered(lambda row: row.state == "planned")
        numbers = shifts._seats()
        rows = self.env["coop.assignment"].search(
            [("shift_id", "in", shifts.ids), ("seat", ">", 0), ("state", "=", "expected")]
        )
        return found + [
            row for row in rows if row.seat > numbers[row.shift_id.id].get(row.role_id.id, 0)
        ]
