import json
from hashlib import sha256

from odoo import api, fields, models
from odoo.tools import SQL

from ..rules.account import Account
from ..rules.keep import SETTLED
from .sql_array import sql_array

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
    next_wake = fields.Date(help="The first day on which there is more to write or to carry out.")

    _one_per_member = models.Constraint("UNIQUE(member_id)", "A member has one account.")
    _to_fold = models.Index("(company_id, next_wake)")
    _dirty = models.Index("(member_id) WHERE dirty_from IS NOT NULL")

    @api.model
    def _rules_of(self, company):
        """A fingerprint of all that a co-op's rules say."""
        # sudo: lends the asker the text of the co-op's own rules, which are not secret.
        versions = self.env["coop.work.policy.version"].sudo()
        rows = versions.search([("policy_id.company_id", "=", company.id)])
        data = json.dumps([row._data() for row in rows], sort_keys=True)
        return sha256(f"{company.coop_tz} {data}".encode()).hexdigest()[:16]

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

    # ------------------------------------------------------------------ what is to be folded

    @api.model
    def _dirty_ids(self, member_ids=None, limit=None):
        """Ids of the members, or of those asked, whose facts changed since they were folded."""
        self.env.flush_all()
        among = SQL("TRUE") if member_ids is None else SQL("member_id = ANY(%s)", list(member_ids))
        self.env.cr.execute(
            SQL(
                "SELECT member_id FROM coop_work_account WHERE dirty_from IS NOT NULL AND %s "
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
            precommit.add(self.sudo()._fold_dirty)

    @api.model
    def _fold_dirty(self):
        """Fold a few dirty accounts now, or leave many to the job."""
        ids = self._dirty_ids(limit=AT_ONCE + 1)
        if len(ids) > AT_ONCE:
            self.env.ref("coop_shift.cron_fold")._trigger()
        else:
            self.env["coop.member"].browse(ids)._coop_refresh_standings()
            self.env.flush_all()

    @api.model
    def _cron_fold(self):
        """Fold all that is dirty, in batches; each is kept."""
        while ids := self._dirty_ids(limit=1000):
            self.env["coop.member"].browse(ids)._coop_refresh_standings()
            left = len(self._dirty_ids())
            self.env["ir.cron"]._commit_progress(len(ids), remaining=left)


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
