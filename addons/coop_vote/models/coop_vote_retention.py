from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Where choices lie, besides the answers to a call by name. The tellers' sums stay: the minutes
#: have them.
HOLDS_CHOICES = (
    "coop_vote_ballot",
    "coop_vote_envelope",
    "coop_vote_objection",
    "coop_vote_paper",
)


class CoopVote(models.Model):
    """Ballots are kept while a vote can be contested, then purged; the result stays."""

    _inherit = "coop.vote"

    counted_on = fields.Date(readonly=True, copy=False)
    purged_on = fields.Date(
        readonly=True, copy=False, help="Since then only the result and the minutes are kept."
    )
    contest_until = fields.Date(
        "Can be contested until",
        compute="_compute_contest_until",
        help="The last day on which the ballots can be recounted.",
    )

    @api.depends("counted_on", "contest_days")
    def _compute_contest_until(self):
        for vote in self:
            period = timedelta(days=vote.contest_days)
            vote.contest_until = vote.counted_on and vote.counted_on + period

    def action_count(self):
        done = super().action_count()
        for vote in self:
            vote._advance(counted_on=vote.company_id._coop_today())
        return done

    def _contest_is_over(self):
        """Whether the ballots are no longer shown, purged already or not."""
        over = self.contest_until and self.contest_until < self.company_id._coop_today()
        return bool(self.purged_on or over)

    def action_purge(self):
        """Erase the ballots, the choices of an open vote, and who signed.

        :raise UserError: not counted, or it can still be contested
        """
        for vote in self:
            vote._lock("counted", self.env._("This vote is not counted yet."))
            if not vote._contest_is_over():
                raise UserError(
                    self.env._(
                        "This vote can be contested until %(day)s: its ballots are kept.",
                        day=vote.contest_until,
                    )
                )
            if not vote.purged_on:
                vote._purge()

    def _purge(self):
        """Erase what says who voted and what the ballots say; the numbers stay in the result."""
        result = {**self.result, "used": self.used_count}
        self._erase_choices()
        self._advance(purged_on=self.company_id._coop_today(), result=result)

    def _erase_choices(self):
        """Erase what was chosen, by whatever way it came, and who has voted."""
        self.env.flush_all()
        for table in HOLDS_CHOICES:
            query = SQL("DELETE FROM %s WHERE vote_id = %s", SQL.identifier(table), self.id)
            self.env.cr.execute(query)
        called = SQL(
            "DELETE FROM coop_vote_call USING coop_vote_right line"
            " WHERE line.id = right_id AND line.vote_id = %s",
            self.id,
        )
        signed = SQL(
            "UPDATE coop_vote_right SET used_via = NULL, receipt = NULL WHERE vote_id = %s", self.id
        )
        for query in (called, signed):
            self.env.cr.execute(query)
        self.env.invalidate_all()

    def _compute_right_count(self):
        super()._compute_right_count()
        for vote in self.filtered("purged_on"):
            vote.used_count = vote.result["used"]

    def _shows_ballots(self):
        return not self._contest_is_over() and super()._shows_ballots()

    def _roll_call(self):
        return [] if self._contest_is_over() else super()._roll_call()

    def _cron_purge(self, limit=100):
        """Purge the votes whose time to be contested has passed. Shows and counts do not wait for
        it: `_contest_is_over` is what they ask."""
        yesterday = fields.Date.today() - timedelta(days=1)
        query = SQL(
            "SELECT id FROM coop_vote WHERE state = 'counted' AND purged_on IS NULL"
            " AND counted_on + contest_days < %s ORDER BY id LIMIT %s",
            yesterday,
            limit,
        )
        self.flush_model()
        votes = self.browse(row[0] for row in self.env.execute_query(query))
        for vote in votes.filtered(lambda one: one._contest_is_over()):
            vote._purge()
            self.env["ir.cron"]._commit_progress(1)
        # Once more for a count of the day whose file of envelopes was in use, say by a backup.
        if self.search_count([("counted_on", ">=", yesterday), ("secret", "=", True)], limit=1):
            self.env["coop.vote.envelope"]._shred_after_commit()
