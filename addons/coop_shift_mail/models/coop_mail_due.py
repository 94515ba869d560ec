from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.coop_shift.models.coop_work_sql import LOCAL_DAY

#: An alert that began longer ago is not told any more: a cron that was late for weeks must not
#: write to hundreds of people about old news.
ALERT_NEWS = timedelta(days=14)
#: Make-ups are recalled in the first days of a cycle, to those who were told of the alert before.
RECALL_DAYS = 7
IN_DEBT = ("alert", "grace", "suspended")


class CoopMailDue(models.AbstractModel):
    """Writes down the mails that are due, for all members at once: one statement for each kind."""

    _name = "coop.mail.due"
    _description = "Mails that are due"

    @api.model
    def _note_all(self, company):
        """:return: how many rows were added"""
        self.env.flush_all()
        today = company._coop_today()
        now = fields.Datetime.now()
        queries = [
            self._reminders(company, now),
            self._alerts(company, today),
            self._suspensions(company, today),
            self._make_ups(company, today),
            self._seats(company, now),
        ]
        return sum(self._insert(query) for query in queries if query)

    @api.model
    def _insert(self, rows):
        """:param rows: SELECT of ``kind, company_id, member_id, alert_id, res_model, res_id, date,
        useful_until``"""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO coop_mail_log (kind, company_id, member_id, alert_id, res_model, res_id,
                    date, useful_until, state, create_uid, create_date)
                SELECT due.*, 'waiting', %s, %s FROM (%s) due
                ON CONFLICT DO NOTHING
                """,
                self.env.uid,
                fields.Datetime.now(),
                rows,
            )
        )
        return self.env.cr.rowcount

    @api.model
    def _insert_one(self, kind, member, record, date, useful_until=None):
        self.env.flush_all()
        return self._insert(
            SQL(
                "SELECT %s, %s, %s, NULL::int, %s, %s, %s::date, %s::timestamp",
                kind,
                member.company_id.id,
                member.id,
                record._name,
                record.id,
                date,
                useful_until,
            )
        )

    @api.model
    def _reminders(self, company, now):
        return SQL(
            """
            SELECT 'reminder', s.company_id, a.member_id, NULL::int, 'coop.assignment', a.id,
                   %s, s.start
              FROM coop_assignment a JOIN coop_shift s ON s.id = a.shift_id
              JOIN res_company c ON c.id = s.company_id
              JOIN coop_member m ON m.id = a.member_id
             WHERE s.company_id = %s AND s.state = 'planned' AND a.state = 'expected'
               AND COALESCE(m.left_on, 'infinity') > %s
               AND s.start > %s AND s.start <= %s
            """,
            LOCAL_DAY,
            company.id,
            LOCAL_DAY,
            now,
            now + timedelta(days=company.coop_mail_reminder_days),
        )

    @api.model
    def _alerts(self, company, today):
        return SQL(
            """
            SELECT 'alert', st.company_id, st.member_id, NULL::int, 'coop.standing', st.member_id,
                   st.date_from, NULL::timestamp
              FROM coop_standing st
             WHERE st.company_id = %s AND st.standing = 'alert' AND st.date_from BETWEEN %s AND %s
               AND COALESCE(st.date_end, 'infinity') > %s
            """,
            company.id,
            today - ALERT_NEWS,
            today,
            today,
        )

    @api.model
    def _suspensions(self, company, today):
        tomorrow = today + timedelta(days=1)
        return SQL(
            """
            SELECT 'suspension', st.company_id, st.member_id, NULL::int, 'coop.standing',
                   st.member_id, st.date_from, %s::timestamp
              FROM coop_standing st
             WHERE st.company_id = %s AND st.standing IN ('suspended', 'frozen')
               AND st.date_from = %s
            """,
            company._coop_midnight(tomorrow),
            company.id,
            tomorrow,
        )

    @api.model
    def _make_ups(self, company, today):
        """Once a cycle, in its first days; ``None`` on other days."""
        policy = self.env["coop.work.policy"]._history(company).on(today)
        start = policy.cycle.start(today)
        if (today - start).days >= RECALL_DAYS:
            return None
        return SQL(
            """
            SELECT 'make_ups', st.company_id, st.member_id, NULL::int, 'coop.member', st.member_id,
                   %s::date, %s::timestamp
              FROM coop_standing st
             WHERE st.company_id = %s AND st.standing IN %s
               AND st.date_from <= %s AND COALESCE(st.date_end, 'infinity') > %s
               AND NOT EXISTS (SELECT 1 FROM coop_mail_log l WHERE l.member_id = st.member_id
                    AND l.kind IN ('alert', 'suspension') AND l.date > %s)
            """,
            start,
            company._coop_midnight(start + timedelta(days=policy.cycle.length)),
            company.id,
            IN_DEBT,
            today,
            today,
            today - timedelta(days=RECALL_DAYS),
        )

    @api.model
    def _seats(self, company, now):
        """Shifts on which a role of an alert is below its minimum; each alert tells once."""
        return SQL(
            """
            SELECT DISTINCT 'seats', al.company_id, NULL::int, al.id, 'coop.shift', s.id,
                   s.start::date, s.start
              FROM coop_seat_alert al
              JOIN coop_seat_alert_coop_shift_role_rel ar ON ar.coop_seat_alert_id = al.id
              JOIN coop_shift s ON s.company_id = al.company_id AND s.state = 'planned'
               AND s.start > %(now)s AND s.start <= %(now)s + al.days * interval '1 day'
              JOIN coop_shift_seat seat ON seat.role_id = ar.coop_shift_role_id AND seat.seats > 0
               AND (seat.shift_id = s.id OR (seat.template_id = s.template_id
                    AND NOT EXISTS (SELECT 1 FROM coop_shift_seat own WHERE own.shift_id = s.id)))
             WHERE al.company_id = %(company)s AND al.active
               AND al.minimum > (SELECT count(*) FROM coop_assignment a WHERE a.shift_id = s.id
                    AND a.role_id = ar.coop_shift_role_id AND a.state = 'expected')
            """,
            now=now,
            company=company.id,
        )
