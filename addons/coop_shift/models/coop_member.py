from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules import facts as rules
from ..rules.spans import regime_on


class CoopMember(models.Model):
    _inherit = "coop.member"

    coop_work_revision = fields.Integer(
        copy=False, help="Counts the times the working life was derived: one at a time."
    )
    coop_standing = fields.Selection(
        "_selection_coop_standing",
        "Work standing",
        compute="_compute_coop_standing",
        search="_search_coop_standing",
    )
    coop_standing_until = fields.Date("Standing until", compute="_compute_coop_standing")
    coop_out_of_team_on = fields.Date(
        "Out of the flying team since",
        readonly=True,
        copy=False,
        help="So many shifts were missed that the rules put the member out of the team.",
    )
    coop_balances = fields.Char("Counters", compute="_compute_coop_balances")
    enrollment_ids = fields.One2many(
        "coop.enrollment",
        "member_id",
        string="Enrollments",
        domain=[("withdrawn_on", "=", False)],
    )
    assignment_ids = fields.One2many("coop.assignment", "member_id", string="Shifts")
    standing_ids = fields.One2many("coop.standing", "member_id", string="Standings")
    work_entry_ids = fields.One2many("coop.work.entry", "member_id", string="Work ledger")
    leave_ids = fields.One2many("coop.leave", "member_id", string="Leaves")
    grace_ids = fields.One2many("coop.grace", "member_id", string="Graces")
    coop_skill_ids = fields.Many2many("coop.skill", string="Skills")

    @api.model
    def _selection_coop_standing(self):
        not_concerned = ("not_concerned", self.env._("No work duty"))
        return [*self.env["coop.standing"]._selection_standing(), not_concerned]

    def _compute_coop_standing(self):
        today = self.env.company._coop_today()
        self._coop_fold_dirty()
        rows = self.env["coop.standing"].search_fetch(
            [
                ("member_id", "in", self.ids),
                ("date_from", "<=", today),
                "|",
                ("date_end", "=", False),
                ("date_end", ">", today),
            ],
            ["member_id", "standing", "date_end"],
        )
        found = {row.member_id.id: row for row in rows}
        for member in self:
            row = found.get(member.id)
            member.coop_standing = row.standing if row else "not_concerned"
            member.coop_standing_until = row.date_end if row else False

    def _compute_coop_balances(self):
        names = self.env["coop.work.policy"]._counters(self.env.company)
        balances = self.env["coop.work.entry"]._balances(self.ids)
        for member in self:
            own = balances.get(member.id, {})
            counters = [f"{name} {signed(own.get(code, 0))}" for code, name in names]
            member.coop_balances = " · ".join(counters)

    @api.model
    def _search_coop_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = set(value)
        domain = Domain("id", "in", self._coop_in_standing(wanted))
        if wanted & {"not_concerned", False}:
            everyone = {code for code, _name in self._selection_coop_standing()}
            domain |= Domain("id", "not in", self._coop_in_standing(everyone))
        return domain

    @api.model
    def _coop_in_standing(self, standings, day=None):
        """SQL of the ids of the members who have one of the standings on a day (today)."""
        day = day or self.env.company._coop_today()
        return SQL(
            "(SELECT member_id FROM coop_standing WHERE standing = ANY(%s) "
            "AND daterange(date_from, date_end, '[)') @> %s::date)",
            [name for name in standings if name],
            day,
        )

    def action_give_extension(self):
        """More time for a suspended member, until the next own shift, as the rules allow."""
        self.ensure_one()
        self.env["coop.grace"]._check_may_give()
        self.env["coop.grace"]._give(self, "extension")

    def _coop_is_out_of_team(self):
        """Whether too many shifts were missed since the member last joined the team."""
        joined = self.enrollment_ids.filtered(lambda row: not row.template_id).mapped("date_from")
        since = self.coop_out_of_team_on
        return bool(since and (not joined or max(joined) <= since))

    def _coop_regime(self, day):
        """The name of the regime that the member is under on a day."""
        self.ensure_one()
        policy = self.env["coop.work.policy"]._history(self.company_id).on(day)
        places = [
            rules.Enrollment(row.regime, row.date_from, row._last_day(None), row.decided_on)
            for row in self.enrollment_ids.sorted(lambda row: (row.date_from, row.id))
        ]
        return regime_on(places, day, policy.default_regime)

    def _coop_end_places(self, last_day, reason):
        """End the enrollments that run after a day; those that have not begun are taken back."""
        places = self.enrollment_ids.filtered(lambda row: not row.date_to or row.date_to > last_day)
        begun = places.filtered(lambda row: row.date_from <= last_day)
        (places - begun)._coop_take_back(reason)
        begun.write({"date_to": last_day, "end_reason": reason})

    def _coop_next_own_day(self):
        """The local day of the next shift that the member is expected on, or ``None``."""
        self.ensure_one()
        coming = self.env["coop.assignment"].search(
            [
                ("member_id", "=", self.id),
                ("state", "=", "expected"),
                ("origin", "=", "enrollment"),
                ("shift_id.start", ">", "now"),
            ]
        )
        return min(coming.shift_id.mapped("day"), default=None)

    # ------------------------------------------------------------------ deriving

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._coop_refresh_standings()
        return members

    def write(self, vals):
        done = super().write(vals)
        if vals.keys() & {"joined_on", "left_on"}:
            self._coop_refresh_standings()
        return done

    def _coop_refresh_standings(self, carry=True):
        """Derive ledger and standings of these members from their facts, in one batch.

        Rows that are right already stay untouched, so the cost is that of reading. Whoever changes
        many facts in several steps sets ``coop_defer_standings`` in the context: the accounts stay
        marked, and are folded once, when the transaction ends or by the job.
        """
        if not self:
            return
        accounts = self.env["coop.work.account"]
        accounts._fold_at_commit()
        if self.env.context.get("coop_defer_standings"):
            return
        # sudo: lends whoever changed a fact the right to write what follows from it; bounded to
        # what the rules derive for these members.
        members = self.sudo().exists()
        for company, group in members.grouped("company_id").items():
            history = self.env["coop.work.policy"]._history_of(company.id)
            if history:
                group._coop_derive(company, history, carry=carry)

    def _coop_one_at_a_time(self):
        """Two transactions that derive the same member: the second starts again (a serialization
        failure, which the server retries), so that neither misses the other's fact."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE coop_member SET coop_work_revision = coalesce(coop_work_revision, 0) + 1 "
                "WHERE id IN (SELECT id FROM coop_member WHERE id = ANY(%s) "
                "ORDER BY id FOR NO KEY UPDATE)",
                self.ids,
            )
        )
        self.invalidate_recordset(["coop_work_revision", "coop_standing", "coop_standing_until"])


def signed(amount):
    """A balance as people write it.

    >>> signed(-2.0), signed(0.5), signed(0)
    ('-2', '+0.5', '0')
    """
    return f"{amount:+g}" if amount else "0"
