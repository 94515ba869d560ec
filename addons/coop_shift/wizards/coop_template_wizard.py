from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..models.coop_shift_template import WEEKDAYS


class CoopTemplateWizard(models.TransientModel):
    """Move, split or merge shift templates with their members, after a look at what happens."""

    _name = "coop.template.wizard"
    _description = "Change shift templates"

    template_ids = fields.Many2many("coop.shift.template", string="Templates")
    kind = fields.Selection(
        [
            ("move", "Move to another time"),
            ("split", "Split: some members move to another time"),
            ("merge", "Merge into one template"),
            ("cycle", "Change the length of the cycle, for all templates"),
            ("zone", "Change the time zone: shifts keep their local hours"),
        ],
        "What to do",
        required=True,
        default="move",
    )
    date = fields.Date("From", required=True, default=lambda self: self._default_date())
    change_week = fields.Boolean("Another week of the cycle")
    week = fields.Integer(help="0 is week A, 1 week B…")
    weekday = fields.Selection(WEEKDAYS)
    hour_from = fields.Float("Begins at")
    hour_to = fields.Float("Ends at")
    weeks = fields.Integer("Weeks of the new cycle", default=4)
    zone = fields.Selection(
        lambda self: self.env["res.company"]._fields["coop_tz"]._description_selection(self.env),
        "New time zone",
    )
    target_id = fields.Many2one("coop.shift.template", "Into")
    enrollment_ids = fields.Many2many("coop.enrollment", string="Members who move")
    preview = fields.Text("What will happen", compute="_compute_preview")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "coop.shift.template":
            values["template_ids"] = [fields.Command.set(self.env.context.get("active_ids", []))]
        return values

    @api.model
    def _default_date(self):
        """The first day of the next cycle."""
        today = self.env.company._coop_today()
        history = self.env["coop.work.policy"]._history_of(self.env.company.id)
        if not history:
            return fields.Date.add(today, days=1)
        cycle = history.on(today).cycle
        return fields.Date.add(cycle.start(today), days=cycle.length)

    @api.constrains("weeks")
    def _check_weeks(self):
        for wizard in self:
            if not 1 <= wizard.weeks <= 52:
                raise UserError(self.env._("A cycle has from 1 to 52 weeks."))

    @api.depends(
        "template_ids", "kind", "weeks", "date", "target_id", "enrollment_ids", "weekday", "week"
    )
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = "\n".join(wizard._preview_lines()) if wizard.date else False

    def _preview_lines(self):
        _ = self.env._
        if self.kind == "zone":
            return [_("Shifts to come begin and end at the same hours on the clock as before.")]
        templates = self.template_ids._origin
        places = self._places()
        lines = [
            _(
                "%(count)s members move, from %(day)s on.",
                count=len(places.member_id),
                day=format_date(self.env, self.date),
            ),
            _("%(count)s shifts that are planned already change.", count=self._planned()),
        ]
        if self.kind == "merge" and self.target_id:
            missing = templates._missing_seats(self.date, self.target_id._origin)
            lines += [
                _("%(role)s: %(count)s seats are missing.", role=role.name, count=count)
                for role, count in missing.items()
            ]
        return lines

    def _places(self):
        if self.kind == "split":
            return self.enrollment_ids._origin
        if self.kind == "zone":
            return self.env["coop.enrollment"]
        templates = self.template_ids._origin
        if self.kind == "cycle":
            templates = templates.search([("week", ">=", self.weeks)])
        if self.kind == "merge":
            templates -= self.target_id._origin
        return templates._places_from(self.date)

    def _planned(self):
        return self.env["coop.shift"].search_count(
            [
                ("template_id", "in", self._places().template_id.ids),
                ("occurrence", ">=", self.date),
                ("state", "=", "planned"),
            ]
        )

    def _new_time(self):
        """The values of the new time; hours left at 0 stay as they are.

        :raise UserError: when nothing changes
        """
        values = {name: self[name] for name in ("weekday", "hour_from", "hour_to") if self[name]}
        if self.change_week:
            values["week"] = self.week
        if not values:
            raise UserError(self.env._("Choose another week, weekday or hours."))
        return values

    def action_apply(self):
        """:raise UserError: when the choice is incomplete or seats are missing"""
        self.ensure_one()
        if self.kind == "zone":
            self._apply_zone()
        elif self.kind == "cycle":
            self.template_ids._change_cycle(self.env.company, self.date, self.weeks)
        elif self.kind == "move":
            self.template_ids._move(self.date, self._new_time())
        elif self.kind == "split":
            self._apply_split()
        else:
            self._apply_merge()
        return {"type": "ir.actions.act_window_close"}

    def _apply_split(self):
        if len(self.template_ids) != 1 or not self.enrollment_ids:
            raise UserError(self.env._("Choose one template and the members who move."))
        self.template_ids._split(self.date, self.enrollment_ids, self._new_time())

    def _apply_zone(self):
        if not self.zone:
            raise UserError(self.env._("Choose the time zone."))
        # sudo: bypasses the rules of res.company; bounded to the time zone of the user's co-op,
        # for managers, who alone have this wizard.
        self.env.company.sudo()._coop_move_to_zone(self.zone)

    def _apply_merge(self):
        if not self.target_id:
            raise UserError(self.env._("Choose the template that takes the members."))
        self.template_ids._merge(self.date, self.target_id)
