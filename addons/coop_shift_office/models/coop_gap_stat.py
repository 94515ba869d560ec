from odoo import fields, models
from odoo.tools import SQL


class CoopGapStat(models.Model):
    """Seats of the shifts to come by role: how many there are, are taken, and are free."""

    _name = "coop.gap.stat"
    _description = "Gap to come"
    _auto = False
    _order = "start, id"

    start = fields.Datetime(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    shift_id = fields.Many2one("coop.shift", readonly=True)
    template_id = fields.Many2one("coop.shift.template", readonly=True)
    role_id = fields.Many2one("coop.shift.role", readonly=True)
    seats = fields.Integer(readonly=True)
    taken = fields.Integer("Seats taken", readonly=True)
    gap = fields.Integer("Seats free", readonly=True)

    @property
    def _table_query(self):
        """A shift's own lines of seats replace those of its template."""
        return SQL(
            """
            WITH line AS (
                SELECT s.id AS shift_id, seat.id AS seat_id, seat.role_id, seat.seats
                  FROM coop_shift s
                  JOIN coop_shift_seat seat ON seat.shift_id = s.id
                 WHERE s.state = 'planned' AND s.start >= now() AT TIME ZONE 'UTC'
                UNION ALL
                SELECT s.id, seat.id, seat.role_id, seat.seats
                  FROM coop_shift s
                  JOIN coop_shift_seat seat ON seat.template_id = s.template_id
                 WHERE s.state = 'planned' AND s.start >= now() AT TIME ZONE 'UTC'
                   AND NOT EXISTS (SELECT 1 FROM coop_shift_seat own WHERE own.shift_id = s.id)
            ), taken AS (
                SELECT a.shift_id, a.role_id, count(*) AS taken
                  FROM coop_assignment a
                  JOIN coop_shift s ON s.id = a.shift_id
                 WHERE a.seat > 0 AND s.state = 'planned' AND s.start >= now() AT TIME ZONE 'UTC'
                 GROUP BY a.shift_id, a.role_id
            )
            SELECT row_number() OVER (ORDER BY line.shift_id, line.seat_id) AS id, s.start,
                   s.company_id, s.id AS shift_id, s.template_id, line.role_id, line.seats,
                   COALESCE(taken.taken, 0)::int AS taken,
                   GREATEST(line.seats - COALESCE(taken.taken, 0), 0)::int AS gap
              FROM line
              JOIN coop_shift s ON s.id = line.shift_id
              LEFT JOIN taken ON taken.shift_id = line.shift_id AND taken.role_id = line.role_id
            """
        )
