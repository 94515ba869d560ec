from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CoopOfficePrint(models.TransientModel):
    """What to print: the wall chart, or the attendance sheets of some days."""

    _name = "coop.office.print"
    _description = "Print for the wall and for the shifts"

    kind = fields.Selection(
        [("chart", "Wall chart: who holds which seat"), ("sheets", "Attendance sheets")],
        "What to print",
        required=True,
        default="chart",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    day = fields.Date("True on", required=True, default=lambda self: self._today())
    week = fields.Selection("_selection_week", required=True, default="all")
    date_from = fields.Date("First day", required=True, default=lambda self: self._today())
    date_to = fields.Date("Last day", required=True, default=lambda self: self._today())

    @api.model
    def _today(self):
        return self.env.company._coop_today()

    @api.model
    def _selection_week(self):
        board = self.env["coop.shift.board"]
        history = self.env["coop.work.policy"]._history_of(self.env.company.id)
        today = self._today()
        weeks = board._weeks(history.on(today).cycle, today) if history else []
        return [
            ("all", self.env._("All weeks")),
            *(
                (str(n), self.env._("Week %(letter)s", letter=week["letter"]))
                for n, week in enumerate(weeks)
            ),
        ]

    @api.onchange("date_from")
    def _onchange_date_from(self):
        if self.date_from and (not self.date_to or self.date_to < self.date_from):
            self.date_to = self.date_from

    def action_week(self):
        """Choose the whole week of the first day, and print it."""
        self.date_from -= timedelta(days=self.date_from.weekday())
        self.date_to = self.date_from + timedelta(days=6)
        return self.action_print()

    def action_print(self):
        """:raise UserError: when there is nothing to print"""
        self.ensure_one()
        if not (self._chart() if self.kind == "chart" else self._shifts()):
            raise UserError(self.env._("There is nothing to print for these days."))
        name = "wall_chart" if self.kind == "chart" else "attendance_sheets"
        report = self.env.ref(f"coop_shift_office.report_{name}")
        return report.report_action(self, config=False)

    def _chart(self):
        """The weeks of the wall chart: see ``coop.shift.template._coop_wall_chart``."""
        weeks = self._selection_week()[1:]
        chosen = range(len(weeks)) if self.week == "all" else [int(self.week)]
        return self.env["coop.shift.template"]._coop_wall_chart(self.company_id, chosen, self.day)

    def _shifts(self):
        return self.env["coop.shift"]._coop_of_days(self.company_id, self.date_from, self.date_to)

    def _sheets(self):
        """``[(shift, rows)]``: see ``coop.shift._coop_sheet_rows``."""
        return list(self._shifts()._coop_sheet_rows().items())
