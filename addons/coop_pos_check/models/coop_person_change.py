from datetime import datetime, timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

#: A local list that was not refreshed for longer is loaded anew.
LONGEST_DELTA = timedelta(hours=12)
#: A till's clock is not asked, but the servers of a cluster may differ by that much.
CLOCKS = timedelta(minutes=10)
#: Changes are kept that long; a local list that is older is loaded anew.
KEPT = timedelta(days=2)


class Mark(NamedTuple):
    """How far a reader saw: every change of a transaction before ``xact`` was visible to it.

    Transactions are numbered by a PostgreSQL server, so the mark names the server too.
    """

    server: str
    xact: str


class CoopPersonChange(models.Model):
    """Something about a person changed: tills and doors ask for these persons again.

    Rows are only added, each with the number of the transaction that wrote it. A reader asks for
    those of every transaction that was not over when it read last; a transaction that is long and
    commits late is thus not missed, and a change is not sent again for a span of time. Reading one
    twice does no harm.
    """

    _name = "coop.person.change"
    _description = "Change to a person in the local lists"
    _order = "id"

    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", index=True, ondelete="cascade")

    _moment = models.Index("(create_date)")

    @api.model
    def _note(self, changes):
        """Write changes down once per transaction, just before it is committed.

        :param changes: set of ``(partner_id, company_id or False)``
        """
        precommit = self.env.cr.precommit
        if "coop_pos_check.changes" not in precommit.data:
            precommit.data["coop_pos_check.changes"] = set()
            precommit.add(self.env["coop.person.change"]._write_noted)
        precommit.data["coop_pos_check.changes"] |= changes

    @api.model
    def _write_noted(self):
        changes = self.env.cr.precommit.data.pop("coop_pos_check.changes", set())
        known = set(self.env["res.partner"].browse({pid for pid, _cid in changes}).exists()._ids)
        # sudo: whoever may change a fact about a person thereby tells the local lists; the row
        # says that something changed, not what.
        self.sudo().create(
            [
                {"partner_id": pid, "company_id": cid}
                for pid, cid in sorted(changes, key=lambda change: (change[0], change[1] or 0))
                if pid in known
            ]
        )
        companies = {cid for _pid, cid in changes if cid}
        self.env["pos.config"]._coop_ring(companies or None)

    def init(self):
        """Add the number of the writing transaction: 64 bits, for which Odoo has no field."""
        self.env.cr.execute(
            """ALTER TABLE coop_person_change ADD COLUMN IF NOT EXISTS
                   xact xid8 NOT NULL DEFAULT pg_current_xact_id();
               CREATE INDEX IF NOT EXISTS coop_person_change_xact_index
                   ON coop_person_change (xact)"""
        )

    # ------------------------------------------------------------------ reading

    @api.model
    def _mark(self):
        """How far this transaction sees."""
        return Mark(
            *self.env.execute_query(
                SQL(
                    """SELECT (SELECT system_identifier FROM pg_control_system())::text,
                              pg_snapshot_xmin(pg_current_snapshot())::text"""
                )
            )[0]
        )

    @api.model
    def _cursor(self, company, moment, mark):
        """What a reader hands back at its next pull."""
        return "|".join([company.coop_list_epoch, fields.Datetime.to_string(moment), *mark])

    @api.model
    def _read_cursor(self, company, cursor, mark):
        """The transaction from which a reader is to read, or ``None``: the whole list is due.

        :param mark: see ``_mark``. A cursor of another server says nothing here, nor does one that
            is ahead of this one, as after the server was put back to an earlier hour.
        """
        parts = cursor.split("|") if isinstance(cursor, str) else []
        if len(parts) != 4 or parts[0] != company.coop_list_epoch or parts[2] != mark.server:
            return None
        _epoch, moment, _server, xact = parts
        try:
            last = datetime.strptime(moment, "%Y-%m-%d %H:%M:%S")
        except ValueError:
            return None
        now = fields.Datetime.now()
        if not xact.isdecimal() or int(xact) > int(mark.xact):
            return None
        return int(xact) if now - LONGEST_DELTA < last <= now + CLOCKS else None

    @api.model
    def _since(self, company, xact):
        """Ids of the persons of a company who changed in that transaction or after it.

        Rows of a restored database may have the numbers of another server. Those that this server
        has not come to yet are left out, and those older than any reader's list.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT partner_id FROM coop_person_change
                    WHERE xact >= %s::text::xid8 AND create_date > %s
                      AND (xact < pg_snapshot_xmax(pg_current_snapshot())
                           OR xact = pg_current_xact_id_if_assigned())
                      AND (company_id = %s OR company_id IS NULL)""",
                str(xact),
                fields.Datetime.now() - 2 * LONGEST_DELTA,
                company.id,
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.autovacuum
    def _forget_old_changes(self):
        limit = fields.Datetime.now() - KEPT
        self.search([("create_date", "<", limit)]).unlink()
