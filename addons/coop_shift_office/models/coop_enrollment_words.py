from datetime import timedelta

from odoo import models
from odoo.tools import format_date

#: How far ahead the preview of a move looks for the next shift.
AHEAD = timedelta(days=120)


class CoopEnrollment(models.Model):
    """What a move changes, in the words of the office."""

    _inherit = "coop.enrollment"

    def _coop_move_lines(self, template, role, seat, day):
        """The consequences of moving one place, one sentence each, the most important first."""
        self.ensure_one()
        lines = [
            self._coop_where_line(template, role, seat, day),
            self._coop_next_line(template, day),
            self._coop_gap_line(day),
            *self._coop_caution_lines(template, role, day),
        ]
        return [line for line in lines if line]

    def _coop_where_line(self, template, role, seat, day):
        return self.env._(
            "%(member)s: %(old)s until %(last)s, then %(new)s (%(role)s, seat %(seat)s).",
            member=self.member_id.name,
            old=self._coop_place_name(),
            last=format_date(self.env, max(day, self.date_from) - timedelta(days=1)),
            new=template.display_name,
            role=role.name,
            seat=seat,
        )

    def _coop_place_name(self):
        if not self.template_id:
            regimes = dict(self._fields["regime"]._description_selection(self.env))
            return regimes.get(self.regime, self.regime)
        return f"{self.template_id.display_name} ({self.role_id.name})"

    def _coop_next_line(self, template, day):
        days = template._days(max(day, self.date_from), day + AHEAD)
        if not days:
            return self.env._("No shift is planned there in the next months.")
        return self.env._(
            "First shift there: %(day)s. Planned shifts taken away at the old place: %(count)s.",
            day=format_date(self.env, days[0]),
            count=self._coop_coming(day).get(self.id, 0),
        )

    def _coop_gap_line(self, day):
        if not self.template_id:
            return ""
        free = self.template_id._free_seats(self.role_id, day) + 1
        return self.env._(
            "Free seats left behind at %(template)s (%(role)s): %(count)s.",
            template=self.template_id.display_name,
            count=free,
            role=self.role_id.name,
        )

    def _coop_caution_lines(self, template, role, day):
        """What does not forbid the move but should be known first."""
        missing = role.skill_ids - self.member_id.coop_skill_ids
        lines = []
        if missing:
            names = ", ".join(missing.mapped("name"))
            lines.append(self.env._("Careful: this role asks for %(skills)s.", skills=names))
        if self._coop_leave_on(day):
            lines.append(self.env._("Careful: a leave covers that day."))
        if self.member_id.coop_standing not in ("up_to_date", "exempted"):
            names = dict(self.member_id._selection_coop_standing())
            lines.append(
                self.env._(
                    "Standing today: %(standing)s.", standing=names[self.member_id.coop_standing]
                )
            )
        return lines

    def _coop_leave_on(self, day):
        leaves = self.env["coop.leave"]
        mine = [("member_id", "=", self.member_id.id), *leaves._covering(day)]
        return leaves.search_count(mine, limit=1)
