from collections import defaultdict

from odoo import api, models

from odoo.addons.coop_shift.models.coop_shift_template import clock


class CoopShiftTemplate(models.Model):
    """The wall chart: who holds which seat, week by week."""

    _inherit = "coop.shift.template"

    @api.model
    def _coop_wall_chart(self, company, weeks, day):
        """What the chart shows, in a few statements whatever the number of members.

        :param weeks: the weeks of the cycle to print, from 0
        :param day: the day for which it is true
        :return: ``[(letter, [(weekday, [(hours, title, [(role, seats, [name, …])])])])]``
        """
        templates = self.search(
            [
                ("company_id", "=", company.id),
                ("week", "in", list(weeks)),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )
        names = templates._coop_names(day)
        days = dict(self._fields["weekday"]._description_selection(self.env))
        return [
            (
                week[0].letter,
                [
                    (days[weekday], [template._coop_chart_cell(names) for template in rows])
                    for weekday, rows in week.grouped("weekday").items()
                ],
            )
            for week in templates.grouped("week").values()
        ]

    def _coop_names(self, day):
        """``{(template id, role id): [name, …]}`` of those who hold a seat on a day."""
        Enrollment = self.env["coop.enrollment"]
        rows = Enrollment.search_fetch(
            [("template_id", "in", self.ids), *Enrollment._running(day)],
            ["template_id", "role_id", "member_id"],
            order="template_id, role_id, seat",
        )
        rows.member_id.fetch(["name"])
        names = defaultdict(list)
        for row in rows:
            names[row.template_id.id, row.role_id.id].append(row.member_id.name or "")
        return names

    def _coop_chart_cell(self, names):
        roles = [
            (line.role_id.name, line.seats, names[self.id, line.role_id.id])
            for line in self.seat_ids
        ]
        return (f"{clock(self.hour_from)}–{clock(self.hour_to)}", self.name or "", roles)
