import json
import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ..rules.account import SHAPE, Account
from ..rules.keep import SETTLED
from .sql_array import sql_array

_logger = logging.getLogger(__name__)
#: Each night one of so many parts of the accounts is folded from birth.
NIGHTS = 28
#: So many are folded in one go by the job of those that are marked.
BATCH = 1000
#: So many accounts are folded before a transaction ends; more are left to the job.
AT_ONCE = 200
#: A settled state older than this is made anew.
OLD = 2 * SETTLED


class CoopWorkAccount(models.Model):
    """What is kept of a member's fold, so that it goes on where it was.

    A change of a fact marks the account dirty from the first day that it touches, by a trigger;
    whoever folds it takes the mark away.
    """

    _name = "coop.work.account"
    _description = "Checkpoint of a duty account"
    _order = "member_id, id"
    _log_access = False

    member_id = fields.Many2one("coop.member", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", index=True, ondelete="cascade")
    dirty_from = fields.Date(help="The first day that a fact has touched since it was folded.")
    rules = fields.Char(help="A fingerprint of the rules that the states were made with.")
    settled = fields.Json(help="The state some sixty days back.")
    fresh = fields.Json(help="The state of yesterday, seen from the day on which it was folded.")
    differs_on = fields.Date("Compared on", readonly=True)
    differs = fields.Text(
        "What differs",
        readonly=True,
        help="What is stored and what follows from the facts were not the same.",
    )
    next_wake = fields.Date(help="The first day on which there is more to write or to carry out.")

    _one_per_member = models.Constraint("UNIQUE(member_id)", "A member has one account.")
    _to_fold = models.Index("(company_id, next_wake)")
    _dirty = models.Index("(member_id) WHERE dirty_from IS NOT NULL")

    @api.model
    def _rules_of(self, company):
        """What the states of a co-op are made with: its rules, its time zone, and their shape."""
        rules = self.env["coop.work.policy"]._fingerprint_of(company.id)
        return f"{SHAPE} {rules} {company.coop_tz}"

    @api.model
    def _starts(self, member_ids, rules, today):
        """The state that each member's fold can go on from: ``{member_id: Account}``; whoever is
        missing is folded from birth."""
        self.env.cr.execute(
            SQL(
                "SELECT member_id, dirty_from, settled, fresh FROM coop_work_account "
                "WHERE member_id = ANY(%s) AND rules = %s",
                list(member_ids),
                rules,
            )
        )
        found = {}
        for member_id, dirty_from, settled, fresh in self.env.cr.fetchall():
            state = choose(dirty_from, settled, fresh, today)
            if state:
                found[member_id] = Account.from_data(state)
        return found

    @api.model
    def _keep(self, company, rules, kept):
        """Keep the states of folds, and take the marks of these members away.

        :param kept: ``{member_id: rules.keep.Kept}``
        """
        rows = [
            (id_, one.settled and json.dumps(one.settled), json.dumps(one.fresh), one.wake)
            for id_, one in kept.items()
        ]
        columns = map(sql_array, zip(*rows, strict=True))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO coop_work_account AS a (member_id, company_id, rules, settled, fresh,
                    next_wake)
                SELECT row.m, %s, %s, row.s::jsonb, row.f::jsonb, row.w
                  FROM unnest(%s::int[], %s::varchar[], %s::varchar[], %s::date[])
                    AS row (m, s, f, w)
                ON CONFLICT (member_id) DO UPDATE SET company_id = EXCLUDED.company_id,
                    rules = EXCLUDED.rules, settled = COALESCE(EXCLUDED.settled, a.settled),
                    fresh = EXCLUDED.fresh, next_wake = EXCLUDED.next_wake, dirty_from = NULL
                """,
                company.id,
                rules,
                *columns,
            )
        )
        self.invalidate_model()

    @api.model
    def _mark(self, member_ids):
        """Mark accounts from today on: there is something to carry out yet."""
        accounts = self.search([("member_id", "in", member_ids)])
        for company, rows in accounts.grouped("company_id").items():
            rows.write({"dirty_from": company._coop_today()})

    # ------------------------------------------------------------------ what is to be folded

    @api.model
    def _dirty_ids(self, member_ids=None, limit=None):
        """Ids of the members, or of those asked, whose facts changed since they were folded, in
        co-ops that have rules."""
        self.env.flush_all()
        among = SQL("TRUE") if member_ids is None else SQL("member_id = ANY(%s)", list(member_ids))
        self.env.cr.execute(
            SQL(
                "SELECT member_id FROM coop_work_account a WHERE dirty_from IS NOT NULL AND %s "
                "AND EXISTS (SELECT FROM coop_work_policy p WHERE p.company_id = a.company_id) "
                "ORDER BY member_id %s",
                among,
                SQL("LIMIT %s", limit) if limit else SQL(""),
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _due_ids(self, company, today):
        """Ids of the members of a co-op who are dirty, due, or never were folded by its rules."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT m.id FROM coop_member m LEFT JOIN coop_work_account a ON a.member_id = m.id
                 WHERE m.company_id = %s AND (a.id IS NULL OR a.dirty_from IS NOT NULL
                       OR a.next_wake <= %s OR a.rules IS DISTINCT FROM %s)
                 ORDER BY m.id
                """,
                company.id,
                today,
                self._rules_of(company),
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _fold_at_commit(self):
        """Fold what is dirty when the transaction ends: nothing depends on who remembers to."""
        precommit = self.env.cr.precommit
        if not precommit.data.get("coop_work_account"):
            precommit.data["coop_work_account"] = True
            # sudo: lends whoever changed facts the reading of them and the storing of what follows;
            # bounded to the marked accounts, and to what the rules derive for them.
            precommit.add(self.sudo().with_context(coop_defer_standings=False)._fold_dirty)

    @api.model
    def _fold_dirty(self):
        """Fold a few dirty accounts now, or leave many to the job."""
        ids = self._dirty_ids(limit=AT_ONCE + 1)
        if len(ids) > AT_ONCE:
            self.env.ref("coop_shift.cron_fold")._trigger()
        else:
            self.env["coop.member"].browse(ids)._coop_refresh_standings()
            self.env.flush_all()

    # ------------------------------------------------------------------ compared with the facts

    @api.model
    def _cron_compare(self):
        """Fold one 28th of the accounts from birth each night, and note those that differ."""
        companies = self.env["coop.work.policy"].search([("company_id", "!=", False)]).company_id
        for done, company in enumerate(companies, 1):
            night = company._coop_today().toordinal() % NIGHTS
            ids = self.env["coop.standing"]._member_ids(company)
            self._compare(company, [id_ for id_ in ids if id_ % NIGHTS == night])
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - done)

    @api.model
    def _compare(self, company, member_ids):
        """Compare what is stored of some members with their facts; nothing but the note of it is
        written.

        :return: the accounts that differ
        """
        standings, ledgers = self.env["coop.standing"]._rebuild_some(company, member_ids, False)
        said = {}
        for id_, had, has in standings:
            said.setdefault(id_, []).append(self._standing_words(had, has))
        for id_, lines in ledgers:
            said.setdefault(id_, []).append(self._ledger_words(lines))
        # sudo: lends the comparing the note on the accounts of the members that were compared.
        accounts = self.sudo().search([("member_id", "in", list(member_ids))])
        differ = accounts.filtered(lambda account: account.member_id.id in said)
        (accounts - differ).filtered("differs").write({"differs": False, "differs_on": False})
        for account in differ:
            words = "\n".join(said[account.member_id.id])
            account.write({"differs": words, "differs_on": company._coop_today()})
            _logger.warning("Member %s: %s", account.member_id.id, words)
        return differ

    def _standing_words(self, had, has):
        names = dict(self.env["coop.standing"]._selection_standing())

        def words(rows):
            told = [
                f"{format_date(self.env, start)} {names.get(standing, standing)}"
                for start, _end, standing in rows
            ]
            return ", ".join(told) or "–"

        return self.env._(
            "Standing: %(stored)s → %(right)s",
            stored=words([row for row in had if row not in has]),
            right=words([row for row in has if row not in had]),
        )

    def _ledger_words(self, lines):
        """What a ledger lacks, reversals of wrong lines included."""
        labels = self.env["coop.work.entry"]._reason_labels()
        names = dict(self.env["coop.work.policy"]._counters(self.env.company))
        told = [
            f"{format_date(self.env, line.date)} {labels.get(line.reason, line.reason)}, "
            f"{names.get(line.counter, line.counter)} {line.amount:+g}"
            for line in lines
        ]
        return self.env._("The ledger lacks: %(lines)s", lines="; ".join(told))

    def action_put_right(self):
        """Store what follows from the facts.

        :raise AccessError: for anybody else than a manager
        """
        if not self.env.user.has_group("coop_membership.group_manager"):
            raise AccessError(self.env._("Only a manager puts a ledger right."))
        for company, accounts in self.grouped("company_id").items():
            ids = accounts.member_id.ids
            self.env["coop.standing"]._rebuild_some(company, ids)
            self._compare(company, ids)

    @api.model
    def _cron_fold(self):
        """Fold all that is dirty, in batches; each is kept."""
        failed = set()
        while ids := [id_ for id_ in self._dirty_ids() if id_ not in failed][:BATCH]:
            members = self.env["coop.member"].browse(ids)
            for company, group in members.grouped("company_id").items():
                failed |= self._fold(company, group)[1]
            left = len(self._dirty_ids()) - len(failed)
            self.env["ir.cron"]._commit_progress(len(ids), remaining=max(left, 0))

    @api.model
    def _fold(self, company, members):
        """Fold members of a co-op; one of whom a fact is unknown to the rules stops no other, and
        is shown to the manager.

        :return: ``({member_id: Derived}, {ids of those who could not be folded})``
        """
        history = self.env["coop.work.policy"]._history_of(company.id)
        if not history or not members:
            return {}, {*members.ids}
        # sudo: lends whoever runs the job what the rules derive for these members.
        members = members.sudo()
        try:
            with self.env.cr.savepoint():
                return members._coop_derive(company, history), set()
        except UserError as error:
            self.env.invalidate_all()
            if len(members) == 1:
                return {}, self._not_folded(members, error)
        middle = len(members) // 2
        first, failed = self._fold(company, members[:middle])
        second, others = self._fold(company, members[middle:])
        return first | second, failed | others

    def _not_folded(self, member, error):
        """Show to the manager why an account cannot be folded."""
        _logger.warning("Member %s: %s", member.id, error)
        # sudo: lends the job the note on the account of this one member.
        account = self.sudo().search([("member_id", "=", member.id)])
        account.write({"differs": str(error), "differs_on": member.company_id._coop_today()})
        return {member.id}


def choose(dirty_from, settled, fresh, today):
    """The latest state that no fact has touched since; None when only birth is left.

    >>> from datetime import date
    >>> settled, fresh = {"day": "2026-10-01"}, {"day": "2026-11-29"}
    >>> today = date(2026, 11, 30)
    >>> choose(None, settled, fresh, today)["day"], choose(today, settled, fresh, today)["day"]
    ('2026-11-29', '2026-11-29')
    >>> choose(date(2026, 11, 29), settled, fresh, today)["day"]
    '2026-10-01'
    >>> choose(date(2026, 10, 1), settled, fresh, today) is None
    True
    """
    too_old = not settled or settled["day"] < str(today - OLD)
    for state in (settled,) if too_old else (fresh, settled):
        if state and state["day"] < str(today):
            if dirty_from is None or state["day"] < str(dirty_from):
                return state
    return None
