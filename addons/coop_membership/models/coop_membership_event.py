from odoo import fields, models
from odoo.tools import SQL


class CoopMembershipEvent(models.Model):
    """Arrivals and departures, one row each, for the graphs of the dashboard."""

    _name = "coop.membership.event"
    _description = "Arrival or departure"
    _auto = False
    _order = "date desc, id desc"

    date = fields.Date(readonly=True)
    kind = fields.Selection([("arrival", "Arrival"), ("departure", "Departure")], readonly=True)
    count = fields.Integer("Members", readonly=True, help="1 for an arrival, -1 for a departure.")
    member_id = fields.Many2one("coop.member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    origin = fields.Selection(
        [
            ("portal", "Portal"),
            ("meeting", "Meeting"),
            ("paper", "Paper form"),
            ("invitation", "Invited by a member"),
        ],
        "How they came",
        readonly=True,
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH spell AS (
                SELECT id AS member_id, company_id, origin, joined_on, left_on
                  FROM coop_member
                 WHERE joined_on IS NOT NULL
                UNION ALL
                SELECT member.id, member.company_id, member.origin, past.joined_on, past.left_on
                  FROM coop_member_period past
                  JOIN coop_member member ON member.id = past.member_id
            ), event AS (
                SELECT member_id, company_id, origin, joined_on AS date, 'arrival' AS kind,
                       1 AS count
                  FROM spell
                UNION ALL
                SELECT member_id, company_id, origin, left_on, 'departure', -1
                  FROM spell
                 WHERE left_on IS NOT NULL
            )
            SELECT ROW_NUMBER() OVER (ORDER BY date, member_id, kind) AS id, event.* FROM event
            """
        )
