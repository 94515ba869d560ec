import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .coop_mail_log import KINDS
from .coop_mail_opt_out import OPTIONAL

_logger = logging.getLogger(__name__)
BATCH = 100


class CoopMailLog(models.Model):
    """Sending what is written down: locked, rendered, handed to the mail queue."""

    _inherit = "coop.mail.log"

    @api.model
    def _cron_mails(self):
        """The job: writes down what is due, and sends it batch by batch. Each batch is kept."""
        companies = self.env["res.company"].search([("coop_mails", "=", True)])
        for company in companies:
            if self.env["coop.work.policy"]._history_of(company.id):
                self.env["coop.mail.due"]._note_all(company)
        self.env["ir.cron"]._commit_progress(0, remaining=self._waiting_count())
        while sent := self._send_waiting():
            self.env["ir.cron"]._commit_progress(sent, remaining=self._waiting_count())

    @api.model
    def _waiting_count(self):
        return self.search_count([("state", "=", "waiting")])

    @api.model
    def _send_waiting(self, limit=BATCH):
        """Send a batch of rows that nobody else is sending.

        :return: how many rows were dealt with
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT l.id FROM coop_mail_log l JOIN res_company c ON c.id = l.company_id "
                "WHERE l.state = 'waiting' AND c.coop_mails ORDER BY l.id LIMIT %s "
                "FOR UPDATE OF l SKIP LOCKED",
                limit,
            )
        )
        rows = self.browse([row[0] for row in self.env.cr.fetchall()])
        for (company, kind), group in rows.grouped(lambda r: (r.company_id, r.kind)).items():
            group.with_company(company)._send_kind(kind)
        return len(rows)

    def _send_kind(self, kind):
        records = self._records(kind)
        left = self._set_aside("obsolete", lambda row: row.id not in records)
        today = self.env.company._coop_today()
        left = left._set_aside(
            "obsolete", lambda row: row.member_id and row.member_id._coop_has_left(today)
        )
        now = fields.Datetime.now()
        left = left._set_aside("late", lambda row: row.useful_until and row.useful_until <= now)
        declined = left._declined(kind)
        left = left._set_aside("opted_out", lambda row: row.member_id.id in declined)
        left = left._set_aside(
            "no_address", lambda row: row.member_id and not row.member_id.partner_id.email
        )
        left._hand_over(kind, records)

    def _set_aside(self, state, condition):
        """Give a state to the rows that meet a condition; returns the others."""
        aside = self.filtered(condition)
        if aside:
            aside.write({"state": state})
        return self - aside

    def _declined(self, kind):
        """Ids of the members who do not want this kind of mail."""
        if kind not in OPTIONAL:
            return set()
        rows = self.env["coop.mail.opt.out"].search(
            [("kind", "=", kind), ("member_id", "in", self.member_id.ids)]
        )
        return set(rows.member_id.ids)

    def _hand_over(self, kind, records):
        """Render the mails of these rows and put them in Odoo's queue."""
        template = self.env.ref(f"coop_shift_mail.{KINDS[kind][0]}")
        if kind == "seats":
            for row in self:
                row._queue(template, records, {"email_to": row.alert_id.email})
        elif self:
            self._queue(template, records)

    def _queue(self, template, records, values=None):
        try:
            with self.env.cr.savepoint():
                mails = template.send_mail_batch(
                    [records[row.id].id for row in self],
                    email_values=values,
                )
        except (UserError, ValueError) as error:
            return self._one_by_one(template, records, values, error)
        for row, mail in zip(self, mails, strict=True):
            row.write({"state": "sent", "mail_id": mail.id, "sent_on": fields.Datetime.now()})

    def _one_by_one(self, template, records, values, error):
        """One mail of a batch could not be made: the others go out all the same."""
        if len(self) > 1:
            for row in self:
                row._queue(template, records, values)
        else:
            _logger.warning("Mail %s of %s failed: %s", self.id, self.kind, error)
            self.write({"state": "failed", "problem": str(error)[:200]})

    # ------------------------------------------------------------------ what they are about

    def _records(self, kind):
        """``{id of the row: record}`` for the rows that are still true."""
        if kind == "seats":
            return {row.id: row for row in self if row._seats_missing()}
        if kind in ("alert", "suspension"):
            return self._standings(("alert",) if kind == "alert" else ("suspended", "frozen"))
        known = self.env[KINDS[kind][1]].browse(set(self.mapped("res_id"))).exists()
        by_id = {record.id: record for record in known}
        return {
            row.id: by_id[row.res_id]
            for row in self
            if row.res_id in by_id and row._still_true(by_id[row.res_id])
        }

    def _still_true(self, record):
        """Whether what this mail says of a record holds now."""
        if self.kind == "reminder":
            shift = record.shift_id
            return (record.state, shift.state, shift.day) == ("expected", "planned", self.date)
        if self.kind == "shift_cancelled":
            return (record.state, record.shift_id.state) == ("expected", "cancelled")
        if self.kind == "make_ups":
            return record.coop_make_ups_due > 0
        return record.state == {"leave_granted": "confirmed", "leave_refused": "refused"}[self.kind]

    def _seats_missing(self):
        shift = self.shift_id.exists()
        return shift.state == "planned" and self.alert_id._roles_missing(shift)

    def _standings(self, names):
        rows = self.env["coop.standing"].search(
            [
                ("member_id", "in", self.member_id.ids),
                ("date_from", "in", self.mapped("date")),
                ("standing", "in", names),
            ]
        )
        found = {(row.member_id.id, row.date_from): row for row in rows}
        pairs = ((row, found.get((row.member_id.id, row.date))) for row in self)
        return {row.id: standing for row, standing in pairs if standing}
