from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .coop_in_use import MOVES


class CoopShiftTemplate(models.Model):
    """Operations on templates with their members, applied from a date."""

    _inherit = "coop.shift.template"

    def _places_from(self, day):
        """The enrollments of these templates that hold on a day or later."""
        places = self.env["coop.enrollment"]
        return places.search([("template_id", "in", self.ids), *places._running_from(day)])

    def _free_seats(self, role, day):
        """Seats of a role that nobody holds on a day or later."""
        self.ensure_one()
        seats = sum(self.seat_ids.filtered(lambda line: line.role_id == role).mapped("seats"))
        held = self._places_from(day).filtered(lambda row: row.role_id == role)
        return max(seats - len(set(held.mapped("seat"))), 0)

    def _move(self, day, vals):
        """Move templates to another time from a day on: members keep their roles and seats.

        Each template ends the day before; a copy with the new time goes on with its members.

        :param vals: any of ``week``, ``weekday``, ``hour_from``, ``hour_to``
        :return: the templates that go on
        """
        self._check_day(day)
        followers = self.browse()
        moves = []
        for template in self:
            follower = template.copy({**vals, "date_from": day, "date_to": template.date_to})
            follower.seat_ids = [
                fields.Command.create({"role_id": line.role_id.id, "seats": line.seats})
                for line in template.seat_ids
            ]
            moves.append((template._places_from(day), follower, True))
            followers |= follower
        self._transfer(moves, day)
        self._end(day)
        return followers

    def _split(self, day, places, vals):
        """Move some of the members to a new template of another time, from a day on.

        :param places: the enrollments that move
        :return: the new template
        """
        self.ensure_one()
        self._check_day(day)
        seats = places.grouped("role_id")
        follower = self.copy({**vals, "date_from": day, "date_to": self.date_to})
        follower.seat_ids = [
            fields.Command.create({"role_id": role.id, "seats": len(rows)})
            for role, rows in seats.items()
        ]
        self._transfer([(places, follower, False)], day)
        self._plan_again()
        return follower

    def _merge(self, day, target):
        """Bring the members of these templates into another one, from a day on.

        :raise UserError: when the other has too few free seats; says how many are missing
        """
        self._check_day(day)
        missing = self._missing_seats(day, target)
        if missing:
            raise UserError(
                self.env._(
                    "%(template)s has too few seats: %(missing)s. Add seats first.",
                    template=target.display_name,
                    missing=", ".join(f"{role.name} {count}" for role, count in missing.items()),
                )
            )
        others = self - target
        others._transfer([(others._places_from(day), target, False)], day)
        others._end(day)

    def _missing_seats(self, day, target):
        """Seats that the target lacks to take the members of these templates, by role."""
        coming = (self - target)._places_from(day).grouped("role_id")
        lacks = {role: len(rows) - target._free_seats(role, day) for role, rows in coming.items()}
        return {role: count for role, count in lacks.items() if count > 0}

    def _check_day(self, day):
        if day <= self.env.company._coop_today():
            raise UserError(self.env._("Choose a day to come: the past is not rewritten."))

    @api.model
    def _transfer(self, moves, day):
        """End places the day before and begin them elsewhere on the day, in one batch.

        :param moves: ``[(enrollments, template, keep the seat numbers), …]``
        """
        Enrollment = self.env["coop.enrollment"].with_context(coop_defer_standings=True)
        places = Enrollment.browse([id_ for rows, _template, _keep in moves for id_ in rows.ids])
        new = [
            {
                "member_id": row.member_id.id,
                "regime": row.regime,
                "template_id": template.id,
                "role_id": row.role_id.id,
                "seat": row.seat if keep else False,
                "date_from": max(day, row.date_from),
                "date_to": row.date_to,
                "decided_on": row.decided_on,
            }
            for rows, template, keep in moves
            for row in rows
        ]
        members = places.member_id
        begun = places.filtered(lambda row: row.date_from < day)
        with self.env["coop.registration.past"]._keep(members):
            (places - begun).unlink()
            begun.write(
                {
                    "date_to": fields.Date.subtract(day, days=1),
                    "end_reason": self.env._("The shift moved."),
                }
            )
            Enrollment.create(new)
        members.with_context(coop_defer_standings=False)._coop_refresh_standings()

    def _end(self, day):
        """End these templates the day before, take their untouched shifts away, plan again."""
        with self.env["coop.registration.past"]._keep(self._people()):
            self._end_now(day)

    def _people(self):
        """Whoever has, or had, a place on these templates."""
        places = self.env["coop.enrollment"].search([("template_id", "in", self.ids)])
        return places.member_id

    def _end_now(self, day):
        last = fields.Date.subtract(day, days=1)
        self.filtered(lambda row: row.date_from >= day).active = False
        self.filtered(lambda row: row.date_from < day).date_to = last
        self.env["coop.shift"].search(
            [
                ("template_id", "in", self.ids),
                ("occurrence", ">=", day),
                ("state", "=", "planned"),
                ("assignment_ids", "=", False),
                ("write_date", "=", False),  # nobody touched it since it was planned
            ]
        ).unlink()
        self._plan_again()

    @api.model
    def _change_cycle(self, company, day, weeks):
        """Let cycles of another length begin on a Monday to come.

        Templates keep their week; those of weeks that no longer exist go on, with their members,
        in the week that takes their place.

        :raise UserError: when the day is not a Monday to come
        """
        self._check_day(day)
        if day.weekday():
            raise UserError(self.env._("A cycle begins on a Monday."))
        policy = self.env["coop.work.policy"].search([("company_id", "=", company.id)])
        cycle = {"weeks": weeks, "anchor": fields.Date.to_string(day)}
        versions = self.env["coop.work.policy.version"].with_context(coop_cycle_moves=MOVES)
        templates = self.search([("company_id", "=", company.id)])
        with self.env["coop.registration.past"]._keep(templates._people()):
            versions.create(
                {"policy_id": policy.id, "date_from": day, "params": {"changes": {"cycle": cycle}}}
            )
            templates._unplan(day)
            outside = templates.filtered(lambda template: template.week >= weeks)
            for week, group in outside.grouped("week").items():
                group._move(day, {"week": week % weeks})
            templates._plan_again()

    def _unplan(self, day):
        """Take away what was planned from a day on and what nobody touched since."""
        self.env["coop.work.account"]._fold_at_commit()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM coop_assignment a USING coop_shift s WHERE s.id = a.shift_id "
                "AND s.template_id = ANY(%s) AND s.occurrence >= %s AND s.state = 'planned' "
                "AND s.write_date IS NULL AND a.write_date IS NULL "
                "AND a.origin = 'enrollment' AND a.state IN ('expected', 'waiting')",
                self.ids,
                day,
            )
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM coop_shift s WHERE s.template_id = ANY(%s) AND s.occurrence >= %s "
                "AND s.state = 'planned' AND s.write_date IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM coop_assignment a WHERE a.shift_id = s.id)",
                self.ids,
                day,
            )
        )
        self.env.invalidate_all()

    def _plan_again(self):
        for company in self.company_id:
            if company.coop_planning_start:
                self.env["coop.planning"]._plan(company)
