from odoo import fields, models
from odoo.tools import SQL


class CoopPlaceEvent(models.Model):
    """Who came to a shift and who left it, one row each."""

    _name = "coop.place.event"
    _description = "Arrival on a shift, or departure"
    _auto = False
    _order = "date desc, id desc"

    date = fields.Date(readonly=True)
    kind = fields.Selection(
        [("arrival", "Arrival"), ("departure", "Departure"), ("dropped", "Ended by the rules")],
        readonly=True,
    )
    count = fields.Integer("Members", readonly=True, help="1 for an arrival, -1 for a departure.")
    member_id = fields.Many2one("coop.member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    template_id = fields.Many2one("coop.shift.template", readonly=True)
    role_id = fields.Many2one("coop.shift.role", readonly=True)

    @property
    def _table_query(self):
        """Even ids are arrivals and odd ones departures, so that an id keeps its meaning."""
        return SQL(
            """
            SELECT place.id * 2 AS id, place.date_from AS date, 'arrival' AS kind, 1 AS count,
                   place.member_id, place.company_id, place.template_id, place.role_id
              FROM coop_enrollment place
             WHERE place.withdrawn_on IS NULL
            UNION ALL
            SELECT place.id * 2 + 1, LEAST(place.date_to, place.dropped_on) + 1,
                   CASE WHEN place.dropped_on <= COALESCE(place.date_to, 'infinity')
                        THEN 'dropped' ELSE 'departure' END, -1,
                   place.member_id, place.company_id, place.template_id, place.role_id
              FROM coop_enrollment place
             WHERE place.withdrawn_on IS NULL
               AND COALESCE(place.date_to, place.dropped_on) IS NOT NULL
            """
        )
