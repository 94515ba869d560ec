from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..rules import newcomers

#: States in which a member is, or was, there for a newcomer.
THERE = ("expected", "present", "late")


class CoopShift(models.Model):
    _inherit = "coop.shift"

    beginners_only = fields.Boolean(
        "Beginners alone",
        compute="_compute_beginners_only",
        search="_search_beginners_only",
        help="In one role of this shift only beginners remain.",
    )

    # ------------------------------------------------------------------ beginners

    def _coop_would_be_alone(self, member, role, leaving=None):
        """Whether a member would be a beginner alone in a role of this shift.

        :param leaving: the member who gives the seat, whose company does not count
        """
        needed = self.company_id.coop_beginner_shifts
        if not needed:
            return False
        rows = self.env["coop.assignment"].search(
            [
                ("shift_id", "=", self.id),
                ("role_id", "=", role.id),
                ("state", "in", THERE),
                ("member_id", "not in", (member | (leaving or member)).ids),
            ]
        )
        worked = (rows.member_id | member)._coop_shifts_worked()
        companions = [worked[row.member_id.id] for row in rows]
        return newcomers.alone(worked[member.id], companions, needed)

    def _coop_roles_for_beginner(self, member):
        """Where a beginner finds somebody experienced: ``{(shift_id, role_id)}``; None when the
        member is no beginner. One query for all shifts."""
        needed = member.company_id.coop_beginner_shifts
        if not newcomers.is_beginner(member._coop_shifts_worked()[member.id], needed):
            return None
        rows = self.env["coop.assignment"].search_fetch(
            [("shift_id", "in", self.ids), ("state", "in", THERE), ("role_id", "!=", False)],
            ["shift_id", "role_id", "member_id"],
        )
        worked = rows.member_id._coop_shifts_worked()
        return {
            (row.shift_id.id, row.role_id.id)
            for row in rows
            if not newcomers.is_beginner(worked[row.member_id.id], needed)
        }

    def _coop_seat_refusals(self, member, role):
        """Why a free seat is not for this member: ``passed_on``, ``beginner``, ``kept``; empty
        when it is."""
        self.ensure_one()
        if self.env["coop.assignment"]._swap_passed_on(member, self):
            return ["passed_on"]
        codes = ["beginner"] if self._coop_would_be_alone(member, role) else []
        if self._coop_is_kept_from(member, role):
            codes.append("kept")
        return codes

    @api.model
    def _beginners_only_ids(self, company):
        """SQL: the shifts to come of a co-op where a role is held by beginners alone."""
        return SQL(
            """(SELECT a.shift_id FROM coop_assignment a JOIN coop_shift s ON s.id = a.shift_id
                 WHERE s.company_id = %(company)s AND s.state = 'planned' AND s.stop > %(now)s
                   AND a.state = ANY(%(there)s) AND a.role_id IS NOT NULL
                 GROUP BY a.shift_id, a.role_id
                HAVING bool_and((SELECT count(*) FROM (SELECT 1 FROM coop_assignment w
                    WHERE w.member_id = a.member_id AND w.state IN ('present', 'late')
                    LIMIT %(needed)s) done) < %(needed)s))""",
            company=company.id,
            now=fields.Datetime.now(),
            there=list(THERE),
            needed=company.coop_beginner_shifts,
        )

    def _search_beginners_only(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._beginners_only_ids(self.env.company))]

    def _compute_beginners_only(self):
        for company, shifts in self.grouped("company_id").items():
            self.env["coop.assignment"].flush_model()
            ids = self._beginners_only_ids(company)
            query = SQL("SELECT id FROM coop_shift WHERE id = ANY(%s) AND id IN %s", self.ids, ids)
            found = {row[0] for row in self.env.execute_query(query)}
            for shift in shifts:
                shift.beginners_only = shift.id in found

    # ------------------------------------------------------------------ kept seats

    def _coop_kept_for(self):
        """For whom seats are kept now: ``{(shift_id, role_id): {member ids}}``, two queries.

        A seat is kept for whoever booked it on the last occurrence of the template, a cycle ago.
        """
        kept = {}
        for company, shifts in self.filtered("template_id").grouped("company_id").items():
            if company.coop_kept_days:
                shifts._coop_add_kept(company, kept)
        return kept

    def _coop_add_kept(self, company, kept):
        last_time, holding = self._coop_last_time(company), self._coop_holding()
        now = company._coop_now()
        for shift in self:
            start = shift._local(shift.start).replace(tzinfo=None)
            for role_id, member_ids in last_time.get(shift.id, {}).items():
                kept[shift.id, role_id] = newcomers.keepers(
                    member_ids,
                    holding.get(shift.id, ()),
                    start,
                    company.coop_kept_days,
                    now,
                )

    def _coop_last_time(self, company):
        """Who booked each role a cycle ago: ``{shift_id: {role_id: [member_id]}}``."""
        history = self.env["coop.work.policy"]._history(company)
        length = timedelta(days=history.on(company._coop_today()).cycle.length)
        before = {(s.template_id.id, s.occurrence - length): s.id for s in self if s.occurrence}
        rows = self.env["coop.assignment"].search_fetch(
            [
                ("shift_id.template_id", "in", self.template_id.ids),
                ("shift_id.occurrence", "in", list({day for _template, day in before})),
                ("origin", "=", "booking"),
                ("state", "in", THERE),
            ],
            ["shift_id", "role_id", "member_id"],
        )
        found = {}
        for row in rows:
            now_id = before.get((row.shift_id.template_id.id, row.shift_id.occurrence))
            if now_id and row.role_id:
                roles = found.setdefault(now_id, {})
                roles.setdefault(row.role_id.id, []).append(row.member_id.id)
        return found

    def _coop_holding(self):
        """Who is on each shift, or was and gave it up: ``{shift_id: {member ids}}``."""
        rows = self.env["coop.assignment"]._read_group(
            [("shift_id", "in", self.ids)], ["shift_id"], ["member_id:array_agg"]
        )
        return {shift.id: set(ids) for shift, ids in rows}

    def _coop_is_kept_from(self, member, role):
        """Whether every free seat of a role is kept for somebody else."""
        if not self.company_id.coop_kept_days:
            return False
        kept = self._coop_kept_for().get((self.id, role.id), set())
        return newcomers.is_kept_from(member.id, len(self._free_seat_numbers(role)), kept)

    # ------------------------------------------------------------------ cancelled shifts

    def action_cancel(self):
        """Nobody need come, so nobody was replaced either; what was offered is offered no more."""
        standing = self.assignment_ids.filtered(lambda row: row.state == "expected")
        replaced = standing._swap_replaced()
        standing.filtered("stands_for_id").stands_for_id = False
        replaced.filtered(lambda row: row.state != "cancelled").write(
            {
                "state": "cancelled",
                "stands_for_id": False,
                "replaced_by_id": False,
                "recorded_on": False,
                "recorded_by": False,
            }
        )
        done = super().action_cancel()
        self.assignment_ids._swap_close_offers()
        return done
