from odoo import api, fields, models

from ..rules.cycle import letter

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class CoopShiftTemplate(models.Model):
    """A weekday and a week of the cycle, local hours, and seats by role.

    Hours are local to the co-op (``company.coop_tz``), whatever the season; the shifts made from
    the template hold UTC.
    """

    _name = "coop.shift.template"
    _description = "Shift template"
    _inherit = ["coop.in.use"]
    _order = "week, weekday, hour_from, id"

    name = fields.Char("Title", translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    week = fields.Integer(
        "Week of the cycle", required=True, default=0, help="0 is week A, 1 week B…"
    )
    letter = fields.Char("Week", compute="_compute_letter")
    weekday = fields.Selection(WEEKDAYS, required=True, default="0")
    hour_from = fields.Float("From", required=True, help="Local hour of the co-op.")
    hour_to = fields.Float(
        "To", required=True, help="Local hour of the co-op; smaller than the first: the next day."
    )
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self.env.company._coop_today()
    )
    date_to = fields.Date("Last day")
    factor = fields.Float(
        "A make-up counts", default=1.0, required=True, help="0.5, 1, 1.5 or 2 make-ups."
    )
    seat_ids = fields.One2many("coop.shift.seat", "template_id", string="Seats")
    seat_count = fields.Integer("Seats in all", compute="_compute_counts")
    enrollment_ids = fields.One2many(
        "coop.enrollment",
        "template_id",
        string="Enrollments",
        domain=[("withdrawn_on", "=", False)],
    )
    enrolled_count = fields.Integer("Enrolled", compute="_compute_counts")

    _week_from_zero = models.Constraint("CHECK(week >= 0)", "Weeks are counted from A.")
    _hours = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from < 24 AND hour_to > 0 AND hour_to <= 24 "
        "AND hour_from <> hour_to)",
        "Hours go from 0 to 24, and a shift has a length.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _factor_positive = models.Constraint(
        "CHECK(factor > 0 AND factor <= 4)", "A make-up counts for more than 0 and at most 4."
    )

    @api.depends("week")
    def _compute_letter(self):
        for template in self:
            template.letter = letter(template.week)

    @api.depends("week", "weekday", "hour_from", "name")
    def _compute_display_name(self):
        days = dict(self._fields["weekday"]._description_selection(self.env))
        for template in self:
            hour = clock(template.hour_from)
            title = f" · {template.name}" if template.name else ""
            template.display_name = (
                f"{template.letter} {days.get(template.weekday, '')} {hour}{title}"
            )

    @api.depends("seat_ids.seats", "enrollment_ids")
    def _compute_counts(self):
        seats = dict(
            self.env["coop.shift.seat"]._read_group(
                [("template_id", "in", self.ids)], ["template_id"], ["seats:sum"]
            )
        )
        today = self.env.company._coop_today()
        enrolled = dict(
            self.env["coop.enrollment"]._read_group(
                [("template_id", "in", self.ids), *self.env["coop.enrollment"]._running(today)],
                ["template_id"],
                ["__count"],
            )
        )
        for template in self:
            template.seat_count = seats.get(template, 0)
            template.enrolled_count = enrolled.get(template, 0)

    def _days(self, first, last):
        """The local days of this template between two days, both included, in order."""
        self.ensure_one()
        first = max(first, self.date_from)
        last = min(last, self.date_to) if self.date_to else last
        history = self.env["coop.work.policy"]._history(self.company_id)
        return [
            day
            for begin, end, policy in history.spans(first, last)
            if self.week < policy.cycle.weeks
            for day in policy.cycle.days(self.letter, int(self.weekday), begin, end)
        ]


def clock(hour):
    """A decimal hour as on a clock.

    >>> clock(10.75)
    '10:45'
    """
    minutes = round(hour * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
