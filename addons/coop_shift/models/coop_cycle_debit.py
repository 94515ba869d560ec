import logging
from collections import defaultdict
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from odoo import api, models
from odoo.tools import SQL

from ..rules import credits
from ..rules.facts import Correction
from .coop_member import FORESEEN, is_foreseen

_logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
#: Debits that nobody wrote are caught up so far back.
CATCH_UP = timedelta(days=366)


class CoopCycleDebit(models.AbstractModel):
    """What each cycle costs: once per member and cycle, whatever happens, late or twice.

    The rules make a debit from a whole life. For all members at once, a life is shortened to its
    balances on the eve and what holds from then on; the rules say the same of both, save where
    they look further back (:meth:`_needs_whole_life`): those lives are read whole.
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
            for day in history.cycle_starts(today - CATCH_UP, today):
                written += self._debit(company, history, day)
            self.env["coop.standing"]._rebuild(company)
        return written

    @api.model
    def _debit(self, company, history, day):
        """Write the debits of the cycle that begins on a day, for whoever has none yet."""
        ids = self._not_debited(company, history, day)
        if not ids:
            return 0
        facts = self.env["coop.work.gather"]._facts(company, ids, attendances=False)
        whole = self._needs_whole_life(company, history, facts)
        short = [id_ for id_ in ids if id_ not in whole]
        balances = self._balances_on(company, day, self._at_end(history, day))
        rows = [
            (id_, entry)
            for id_ in short
            for entry in self._from_short(facts[id_], balances.get(id_, {}), history, day, day)
        ]
        self.env["coop.work.entry"]._append(company, rows)
        self.env["coop.member"].browse(whole)._coop_refresh_standings()
        _logger.info("Cycle of %s: %s debits.", day, len(rows))
        return len(rows)

    @api.model
    def _from_short(self, life, balances, history, first, last):
        """The debits between two days of a life shortened to its balances before the first."""
        short = shortened(life, balances, first)
        return [
            entry
            for entry in credits.ledger(short, history, last).entries
            if entry.reason in ("debit", "surplus")
        ]

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

    @api.model
    def _needs_whole_life(self, company, history, facts):
        """Ids of the members of whom the rules look further back than the balances of the eve."""
        if not all(is_plain(policy) for _start, policy in history.versions):
            return set(facts)
        self.env.cr.execute(
            SQL(
                "SELECT member_id FROM coop_debit_request WHERE company_id = %s "
                "UNION SELECT member_id FROM coop_work_entry WHERE company_id = %s "
                "AND counts_from > %s",
                company.id,
                company.id,
                company._coop_today() - ONE_DAY,
            )
        )
        return {row[0] for row in self.env.cr.fetchall()} & facts.keys()

    # ------------------------------------------------------------------ what is to come

    @api.model
    def _with_foreseen(self, company, history, facts):
        """The ledger rows of all members, with the debits that are foreseen but not yet written.

        :return: iterator of ``(member_id, counter, date, amount, counts_from, is_debit)``, grouped
            by member
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
        owing = self._owing(company, history, facts)
        if not owing:
            return rows
        return self._merged(rows, self._foreseen(company, history, facts, owing, rows))

    @api.model
    def _merged(self, rows, foreseen):
        for member_id, group in groupby(rows, itemgetter(0)):
            yield from group
            yield from foreseen.pop(member_id, ())
        for extra in foreseen.values():
            yield from extra

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
    def _foreseen(self, company, history, facts, owing, rows):
        """Debits of the cycles that begin soon: ``{member_id: [ledger row, …]}``."""
        today = company._coop_today()
        whole = self._needs_whole_life(company, history, facts) & owing
        balances = sums(rows, owing)
        lives = self.env["coop.work.gather"]._facts(company, whole) if whole else {}
        foreseen = {}
        for id_ in owing:
            if id_ in whole:
                entries = credits.ledger(lives[id_], history, today + FORESEEN).entries
            else:
                first, last = today + ONE_DAY, today + FORESEEN
                entries = self._from_short(facts[id_], balances.get(id_, {}), history, first, last)
            foreseen[id_] = [
                (id_, e.counter, e.date, e.amount, e.counts_from, e.reason == "debit")
                for e in entries
                if is_foreseen(e, today)
            ]
        return foreseen


def is_plain(policy):
    """Whether a debit depends on nothing but the balance of the eve and what holds on its day."""
    return all(
        not (regime.debt and regime.debt.rescue)
        and not (
            regime.debit
            and (
                regime.debit.member_cycle
                or regime.debit.surplus_up_to is not None
                or any(rule.once for rule in regime.debit.rules)
            )
        )
        for regime in policy.regimes.values()
    )


def sums(rows, wanted):
    """Balances from ledger rows: ``{member_id: {counter: amount}}`` for the members wanted."""
    balances = defaultdict(lambda: defaultdict(float))
    for member_id, counter, _day, amount, _since, _debit in rows:
        if member_id in wanted:
            balances[member_id][counter] += amount
    return balances


def shortened(life, balances, first):
    """A life from a day on, with its balances of the eve as an opening."""
    eve = first - ONE_DAY
    return life._replace(
        attendances=(),
        reduced_debits=(),
        corrections=tuple(
            Correction(f"opening-{counter}", eve, counter, round(amount, 2))
            for counter, amount in balances.items()
        ),
        enrollments=tuple(
            row if row.start >= first else row._replace(start=first)
            for row in life.enrollments
            if row.end is None or row.end >= first
        ),
        leaves=tuple(
            row if row.start >= first else row._replace(start=first, missed=0)
            for row in life.leaves
            if row.end is None or row.end >= first
        ),
    )
