from odoo import api, models
from odoo.tools import SQL

from ..rules import credits
from .coop_member import FORESEEN, is_foreseen


class CoopCycleDebit(models.AbstractModel):
    """What each cycle costs: once per member and cycle, whatever happens, late or twice."""

    _name = "coop.cycle.debit"
    _description = "Cycle debit"

    @api.model
    def _with_foreseen(self, company, history, facts):
        """The ledger rows of all members, with the debits that are foreseen but not yet written.

        :return: ``[(member_id, counter, date, amount, counts_from, is_debit), …]`` grouped by member
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT member_id, counter, date, amount::float, counts_from, reason = 'debit' "
                "FROM coop_work_entry WHERE company_id = %s ORDER BY member_id",
                company.id,
            )
        )
        rows = self.env.cr.fetchall()
        foreseen = self._foreseen(company, history, facts)
        return sorted(rows + foreseen, key=lambda row: row[0]) if foreseen else rows

    @api.model
    def _foreseen(self, company, history, facts):
        """Debits of the cycles that begin soon, for the members who owe them."""
        today = company._coop_today()
        owing = [id_ for id_, life in facts.items() if self._may_be_debited(life, history, today)]
        lives = self.env["coop.work.gather"]._facts(company, owing) if owing else {}
        return [
            (id_, entry.counter, entry.date, entry.amount, entry.counts_from, entry.reason == "debit")
            for id_, life in lives.items()
            for entry in credits.ledger(life, history, today + FORESEEN).entries
            if is_foreseen(entry, today)
        ]

    @staticmethod
    def _may_be_debited(life, history, today):
        debited = {name for name, regime in history.latest.regimes.items() if regime.debit}
        return any(
            row.regime in debited and (row.end is None or row.end > today)
            for row in life.enrollments
        )
