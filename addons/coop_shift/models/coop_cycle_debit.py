import logging
from collections import defaultdict
from datetime import date, timedelta

from odoo import api, models
from odoo.tools import SQL

from ..rules import credits
from ..rules.packed import place, read_all, with_lines
from ..rules.spans import duties
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
        members = self.env["coop.member"].browse(self._owing_ids(company, history))
        members._coop_refresh_standings()
        return []

    @api.model
    def _owing_ids(self, company, history, day=None):
        """Ids of the members who can owe a debit on a day (on any, without it): by a place under
        a regime with debits, or by shares where no place is needed."""
        self.env.flush_all()
        first, last = day or date.min, day or date.max
        by_place = SQL(
            """
            SELECT e.member_id FROM coop_enrollment e
             WHERE e.company_id = %s AND e.regime = ANY(%s) AND e.date_from <= %s
               AND COALESCE(LEAST(e.date_to, e.dropped_on), 'infinity') >= %s
            """,
            company.id,
            self._debited_regimes(history),
            last,
            first,
        )
        by_shares = SQL(
            """
            SELECT m.id FROM coop_member m
             WHERE m.company_id = %s AND m.joined_on <= %s
               AND COALESCE(m.left_on, 'infinity') > %s
               AND EXISTS (SELECT 1 FROM coop_share_entry e
                    JOIN coop_share_type t ON t.id = e.type_id AND t.is_worker
                   WHERE e.member_id = m.id AND e.date <= %s)
            """,
            company.id,
            last,
            first,
            last,
        )
        needed = history.on(day).enrollment_required if day else history.always_enrolled
        union = by_place if needed else SQL("%s UNION %s", by_place, by_shares)
        self.env.cr.execute(SQL("SELECT DISTINCT member_id FROM (%s) o ORDER BY 1", union))
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _debit(self, company, history, day):
        """Write the debits of the cycle that begins on a day, for whoever has none yet."""
        ids = self._not_debited(company, history, day)
        if not ids:
            return 0
        facts = self.env["coop.work.gather"]._facts(company, ids, attendances=False)
        totals = self._balances_on(company, day, self._at_end(history, day))
        rows, whole = [], []
        for id_ in ids:
            made = credits.due_ledger(facts[id_], history, totals.get(id_, {}), day, day)
            # What a debit makes happen (a place that ends) is carried out with the whole life.
            if made is None or made.consequences:
                whole.append(id_)
            else:
                rows += [(id_, entry) for entry in made.entries]
        self.env["coop.work.entry"]._append(company, rows)
        self.env["coop.member"].browse(whole)._coop_refresh_standings()
        _logger.info("Cycle of %s: %s debits.", day, len(rows))
        return len(rows) + len(whole)

    @api.model
    def _not_debited(self, company, history, day):
        """Ids of the members who can owe a debit on a day and have none of it."""
        ids = self._owing_ids(company, history, day)
        self.env.cr.execute(
            SQL(
                "SELECT member_id FROM coop_work_entry "
                "WHERE member_id = ANY(%s) AND date = %s AND reason = 'debit'",
                ids,
                day,
            )
        )
        debited = {row[0] for row in self.env.cr.fetchall()}
        return [id_ for id_ in ids if id_ not in debited]

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
        """Ids of the members who owe work, or will, under a regime with debits."""
        regimes = set(self._debited_regimes(history))
        today = company._coop_today()
        return {
            id_
            for id_, life in facts.items()
            for row in duties(life, history)
            if row.regime in regimes and (row.end is None or row.end > today)
        }

    @api.model
    def _foreseen(self, company, history, facts, ledgers):
        """Debits of the cycles that begin soon.

        :return: ``{member_id: [(day it counts from, place in the day, counter, amount), …]}``
        """
        owing = self._owing(company, history, facts)
        today = company._coop_today()
        longest = max(policy.cycle.length for _start, policy in history.versions)
        since = today - timedelta(days=longest)
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
                (e.counts_from or e.date, place(e), e.counter, e.amount)
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
