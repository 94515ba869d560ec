from odoo import api, fields, models
from odoo.tools import SQL

from .sql_array import sql_array


class CoopWorkCorrection(models.Model):
    """A movement decided by the office, with its reason. It is cancelled, never edited."""

    _name = "coop.work.correction"
    _description = "Correction of a counter"
    _inherit = ["coop.work.fact", "coop.counter.mixin"]
    _order = "date desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    date = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    counter = fields.Char(required=True)
    amount = fields.Float(required=True, digits=(12, 2))
    reason = fields.Char(required=True)
    active = fields.Boolean(default=True, help="Unticked: taken back.")

    _amount_not_zero = models.Constraint(
        "CHECK(amount <> 0 AND abs(amount) < 'Infinity')",
        "A correction moves its counter: write an amount other than 0.",
    )

    def action_take_back(self):
        """Take a correction back: the ledger gets its reversal."""
        self.write({"active": False})

    @api.model
    def _import(self, company, rows):
        """Take a ledger over from another system: facts and their lines, in one statement.

        The standings are not derived: call ``coop.standing._rebuild`` when all is imported.

        :param rows: ``[(member_id, date, counter, amount, reason), …]``; amounts other than 0
        """
        members, days, counters, amounts, reasons = map(list, zip(*rows, strict=True))
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH fact AS (
                    INSERT INTO coop_work_correction (member_id, company_id, date, counter, amount,
                        reason, active, create_uid, create_date)
                    SELECT row.m, %(company)s, row.d, row.c, row.a, row.r, true, %(uid)s,
                        now() AT TIME ZONE 'UTC'
                    FROM unnest(%(m)s::int[], %(d)s::date[], %(c)s::varchar[], %(a)s::numeric[],
                        %(r)s::varchar[]) AS row (m, d, c, a, r)
                    RETURNING *
                ), named AS (
                    SELECT *, format('correction:%%s:%%s', id, counter) AS key FROM fact
                )
                INSERT INTO coop_work_entry (member_id, company_id, key, counter, date, amount,
                    reason, source, create_uid, create_date)
                SELECT member_id, company_id, key, counter, date, amount, 'correction', key,
                    create_uid, create_date
                  FROM named
                """,
                company=company.id,
                uid=self.env.uid,
                m=sql_array(members),
                d=sql_array(days),
                c=sql_array(counters),
                a=sql_array(amounts),
                r=sql_array(reasons),
            )
        )
        self.env.invalidate_all()
