from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.coop_shift.models.coop_shift_template import WEEKDAYS


def selection_of(env, name):
    """The choices of a field of ``coop.assignment``, with their names."""
    return env["coop.assignment"]._fields[name]._description_selection(env)


class CoopPresenceStat(models.Model):
    """Attendances that were recorded, one row each, for graphs and pivots."""

    _name = "coop.presence.stat"
    _description = "Presence"
    _auto = False
    _order = "date desc, id desc"

    date = fields.Date(readonly=True, help="The co-op's local day of the shift.")
    company_id = fields.Many2one("res.company", readonly=True)
    shift_id = fields.Many2one("coop.shift", readonly=True)
    template_id = fields.Many2one("coop.shift.template", readonly=True)
    week = fields.Char(readonly=True)
    weekday = fields.Selection(WEEKDAYS, readonly=True)
    role_id = fields.Many2one("coop.shift.role", readonly=True)
    origin = fields.Selection(
        lambda self: selection_of(self.env, "origin"),
        readonly=True,
    )
    state = fields.Selection(
        lambda self: selection_of(self.env, "state"),
        string="Attendance",
        readonly=True,
    )
    present = fields.Integer("Were there", readonly=True)
    absent = fields.Integer(readonly=True)
    rate = fields.Float("Presence (%)", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT a.id, (s.start AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz)::date AS date,
                   s.company_id, s.id AS shift_id, s.template_id,
                   CASE WHEN t.week >= 26 THEN chr(64 + t.week / 26) ELSE '' END
                       || chr(65 + t.week %% 26) AS week, t.weekday, a.role_id, a.origin, a.state,
                   (a.state IN ('present', 'late'))::int AS present,
                   (a.state = 'absent')::int AS absent,
                   CASE WHEN a.state IN ('present', 'late') THEN 100.0 ELSE 0 END AS rate
              FROM coop_assignment a
              JOIN coop_shift s ON s.id = a.shift_id
              JOIN res_company c ON c.id = s.company_id
              LEFT JOIN coop_shift_template t ON t.id = s.template_id
             WHERE a.state IN ('present', 'late', 'absent', 'excused', 'half_excused',
                               'bereavement', 'replaced')
            """
        )
