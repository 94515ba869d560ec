import logging
from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..rules import credits
from ..rules.packed import read_all, with_lines
from .coop_member import FORESEEN, is_foreseen

_logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
#: Debits that nobody wrote are caught up so far back.
CATCH_UP = timedelta(days=366)


class CoopCycleDebit(models.AbstractModel):
    """What each cycle costs: once per member and cycle, whatever happens, late or twice.

    For all members at once the rules need balances only (``rules.credits.due_debits``); the few
    lives of which they look further back are read whole.
    """

    _name = "coop.cycle.debit"
    _description = "Cycle debit"

    @api.model
    def _run(self, company):
        """Write the debits that are due, then look further ahead. Running twice writes once.

        :return: how many debits were written
        """
        history = self.env["coop.work.policy"]._history(company)
        today = company._coop_today()
        written = 0
        if self._debited_regimes(history):
            for day in self._debit_days(company, history, today):
                written += self._debit(company, history, day)
            self.env["coop.standing"]._rebuild(company)
        return written

    @api.model
    def _debit_days(self, company, history, today):
        """The days whose debits may be missing. Where each member has cycles of their own, every
        life is derived once instead."""
        if not has_member_cycles(history):
            return history.cycle_starts(today - CATCH_UP, today)
        places = self.env["coop.enrollment"].search(
            [("company_id", "=", company.id), ("regime", "in", self._debited_regimes(history))]
        )
        places.member_id._coop_refresh_standings()
        return []

    @api.model
    def _debit(self, company, history, day):
        """Write the debits of the cycle that begins on a day, for whoever has none yet."""
        ids = self._not_debited(company, history, day)
        if not ids:
            return 0
        facts = self.env["coop.work.gather"]._facts(company, ids, attendances=False)
        totals = self._balances_on(company, day, self._at_end(history, day))
        found = {
            id_: credits.due_debits(facts[id_], history, totals.get(id_, {}), day, day)
            for id_ in ids
        }
        rows = [(id_, entry) for id_, entries in found.items() for entry in entries or ()]
        self.env["coop.work.entry"]._append(company, rows)
        whole = [id_ for id_, entries in found.items() if entries is None]
        self.env["coop.member"].browse(whole)._coop_refresh_standings()
        _logger.info("Cycle of %s: %s debits.", day, len(rows))
        return len(rows) + len(whole)

    @api.model
    def _not_debited(self, company, history, day):
        """Ids of the members enrolled on a day under a regime with debits, who have none of it."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT e.member_id FROM coop_enrollment e
                 WHERE e.company_id = %s AND e.regime = ANY(%s) AND e.date_from <= %s
                   AND COALESCE(LEAST(e.date_to, e.dropped_on), 'infinity') >= %s
                   AND NOT EXISTS (SELECT 1 FROM coop_work_entry w WHERE w.member_id = e.member_id
                        AND w.date = %s AND w.reason = 'debit')
                 ORDER BY e.member_id
                """,
                company.id,
                self._debited_regimes(history),
                day,
                day,
                day,
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _balances_on(self, company, day, at_end):
        """Balances of all members before the debit of a day: ``{member_id: {counter: amount}}``."""
        self.env.cr.execute(
            SQL(
                "SELECT member_id, counter, sum(amount)::float FROM coop_work_entry "
                "WHERE company_id = %s AND date < %s GROUP BY member_id, counter",
                company.id,
                day + ONE_DAY if at_end else day,
            )
        )
        balances = defaultdict(dict)
        for member_id, counter, amount in self.env.cr.fetchall():
            balances[member_id][counter] = round(amount, 2)
        return balances

    @api.model
    def _debited_regimes(self, history):
        return sorted(
            {
                name
                for _start, policy in history.versions
                for name, regime in policy.regimes.items()
                if regime.debit
            }
        )

    @api.model
    def _at_end(self, history, day):
        return any(r.debit and r.debit.at_end for r in history.on(day).regimes.values())

    # ------------------------------------------------------------------ what is to come

    @api.model
    def _with_foreseen(self, company, history, facts):
        """The ledgers of members, with the debits that are foreseen but not yet written.

        :param facts: ``{member_id: rules.facts.Facts}``
        :return: iterator of ``(member_id, [rules.packed.Packed, …])``
        """
        ledgers = self.env["coop.work.entry"]._packed(facts)
        foreseen = self._foreseen(company, history, facts, ledgers)
        for member_id in facts:
            ledger = read_all(ledgers.get(member_id, ()))
            yield member_id, with_lines(ledger, foreseen.get(member_id, ()))

    @api.model
    def _owing(self, company, history, facts):
        """Ids of the members who are, or will be, enrolled under a regime with debits."""
        regimes = set(self._debited_regimes(history))
        today = company._coop_today()
        return {
            id_
            for id_, life in facts.items()
            for row in life.enrollments
            if row.regime in regimes and (row.end is None or row.end > today)
        }

    @api.model
    def _foreseen(self, company, history, facts, ledgers):
        """Debits of the cycles that begin soon.

        :return: ``{member_id: [(day it counts from, is_debit, counter, amount), …]}``
        """
        owing = self._owing(company, history, facts)
        today = company._coop_today()
        since = today - timedelta(days=history.latest.cycle.length)
        found = {}
        for id_ in owing:
            ledger = read_all(ledgers.get(id_, ()))
            totals = {packed.counter: packed.total() for packed in ledger}
            debited = [day for packed in ledger for day in packed.debits(since)]
            found[id_] = credits.due_debits(
                facts[id_], history, totals, today + ONE_DAY, today + FORESEEN, debited
            )
        whole = [id_ for id_, entries in found.items() if entries is None]
        lives = self.env["coop.work.gather"]._facts(company, whole) if whole else {}
        for id_, life in lives.items():
            found[id_] = credits.ledger(life, history, today + FORESEEN).entries
        return {
            id_: [
                (e.counts_from or e.date, e.reason == "debit", e.counter, e.amount)
                for e in entries
                if is_foreseen(e, today)
            ]
            for id_, entries in found.items()
        }


def has_member_cycles(history):
    """Whether some cycles count from the day of the enrollment, and not with the co-op's."""
    return any(
        regime.debit and regime.debit.member_cycle
        for _start, policy in history.versions
        for regime in policy.regimes.values()
    )
