from odoo import api, fields, models
from odoo.tools import SQL


class CoopMakeUpStat(models.Model):
    """What members still owe, one row for each member and counter below zero. Whoever has left
    owes nothing."""

    _name = "coop.make.up.stat"
    _description = "Make-up due"
    _auto = False
    _order = "due desc, id"

    member_id = fields.Many2one("coop.member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    counter = fields.Selection("_selection_counter", readonly=True)
    due = fields.Float("To make up", readonly=True)
    members = fields.Integer(readonly=True)
    since = fields.Date("Last movement", readonly=True)
    template_id = fields.Many2one("coop.shift.template", readonly=True)

    @api.model
    def _selection_counter(self):
        return self.env["coop.work.policy"]._counters(self.env.company)

    @property
    def _table_query(self):
        """The template is the member's place of today, when there is one."""
        return SQL(
            """
            WITH debt AS (
                SELECT min(entry.id) AS id, entry.member_id, entry.company_id, entry.counter,
                       -sum(entry.amount) AS due, max(entry.date) AS since
                  FROM coop_work_entry entry
                  JOIN coop_member member ON member.id = entry.member_id
                 WHERE COALESCE(member.left_on, 'infinity') > current_date
                 GROUP BY entry.member_id, entry.company_id, entry.counter
                HAVING sum(entry.amount) < 0
            )
            SELECT debt.*, 1 AS members, (
                SELECT place.template_id
                  FROM coop_enrollment place
                 WHERE place.member_id = debt.member_id AND place.template_id IS NOT NULL
                   AND place.withdrawn_on IS NULL
                   AND current_date >= place.date_from
                   AND current_date <= COALESCE(LEAST(place.date_to, place.dropped_on), 'infinity')
                 ORDER BY place.id
                 LIMIT 1) AS template_id
              FROM debt
            """
        )
