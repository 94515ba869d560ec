import logging
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .coop_work_sql import LEAVE_TO, LOCAL_DAY, PLANNED

_logger = logging.getLogger(__name__)
#: A planning that was not made in time is caught up so far back.
CATCH_UP = timedelta(days=56)
#: So many new assignments change how the database should read them.
MANY = 10_000

#: The days of an enrollment ``e``, whatever ends it.
ENROLLED_TO = SQL("LEAST(e.date_to, e.dropped_on, e.withdrawn_on - 1)")
SEAT_TAKEN = SQL(
    "EXISTS (SELECT 1 FROM coop_assignment held WHERE held.shift_id = s.id "
    "AND held.role_id = e.role_id AND held.seat = e.seat)"
)


class CoopPlanning(models.AbstractModel):
    """Plans shifts and assignments for all templates and enrollments at once, in SQL.

    Safe to run late, twice, or from two workers at once: whatever exists is left as it is, and
    unique keys settle a race.
    """

    _name = "coop.planning"
    _description = "Planning"

    @api.model
    def _cron_plan(self):
        """The daily job: plans, writes the debits that are due, looks further ahead."""
        companies = self.env["coop.work.policy"].search([("company_id", "!=", False)]).company_id
        for done, company in enumerate(companies, 1):
            self.env["coop.member"]._coop_ends_reached(company)
            self._plan(company)
            self.env["coop.cycle.debit"]._run(company)
            self.env["coop.leave"]._follow_up(company)
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - done)

    @api.model
    def _plan(self, company, first=None, last=None):
        """Plan what is missing between two days, both included.

        :return: ``(shifts, assignments)``: how many were added
        """
        history = self.env["coop.work.policy"]._history(company)
        today = company._coop_today()
        last = last or self._horizon(company, history.on(today), today)
        first = self._first_day(company, today, first)
        self.env.flush_all()
        shifts = sum(
            self._add_shifts(company, policy.cycle, begin, end)
            for begin, end, policy in history.spans(first, last)
        )
        assignments = self._add_assignments(company, first, last)
        if assignments > MANY:
            # Until the server looks at the tables itself, it would read them from end to end.
            self.env.cr.execute("ANALYZE coop_shift, coop_assignment")
        self.env.invalidate_all()
        _logger.info("Planned %s shifts and %s assignments.", shifts, assignments)
        return shifts, assignments

    @api.model
    def _horizon(self, company, policy, today):
        """The last day of the cycles that are planned ahead."""
        cycles = company.coop_planning_cycles + 1
        return policy.cycle.start(today) + timedelta(days=policy.cycle.length * cycles - 1)

    @api.model
    def _first_day(self, company, today, first=None):
        """The first day to plan: what was missed is caught up, but never from before the day on
        which planning began at the co-op."""
        start = company.coop_planning_start
        if not start or (first and first < start):
            # sudo: lends the planner the right to note on its own co-op when planning began.
            company.sudo().coop_planning_start = start = first or today
        return first or max(start, today - CATCH_UP)

    @api.model
    def _add_shifts(self, company, cycle, first, last):
        self.env.cr.execute(
            SQL(
                """
                WITH planned AS (
                    SELECT t.id, day::date AS day, t.name->>'en_US' AS name, t.factor,
                           (day + make_interval(mins => round(t.hour_from * 60)::int))
                               AT TIME ZONE %(tz)s AT TIME ZONE 'UTC' AS start,
                           make_interval(mins => (1440 + round((t.hour_to - t.hour_from) * 60)::int
                               - 1) %% 1440 + 1) AS length
                      FROM coop_shift_template t,
                           generate_series(%(first)s::timestamp, %(last)s::timestamp, '1 day') day
                     WHERE t.company_id = %(company)s AND t.active
                       AND EXTRACT(isodow FROM day)::int - 1 = t.weekday::int
                       AND day::date BETWEEN t.date_from AND COALESCE(t.date_to, 'infinity')
                       AND t.week = ((floor((day::date - %(anchor)s) / 7.0)::int %% %(weeks)s)
                           + %(weeks)s) %% %(weeks)s
                       AND NOT EXISTS (SELECT 1 FROM coop_shop_holiday h
                            WHERE h.company_id = %(company)s AND h.kind = 'closed'
                              AND day::date BETWEEN h.date_from AND h.date_to)
                )
                INSERT INTO coop_shift (template_id, occurrence, name, start, stop, factor, state,
                    company_id, create_date)
                SELECT p.id, p.day, p.name, p.start, p.start + p.length, p.factor, 'planned',
                    %(company)s, now() AT TIME ZONE 'UTC'
                  FROM planned p
                 WHERE NOT EXISTS (SELECT 1 FROM coop_shift s
                        WHERE s.template_id = p.id AND s.occurrence = p.day)
                 ORDER BY p.start, p.id
                ON CONFLICT DO NOTHING
                """,
                tz=company.coop_tz,
                first=first,
                last=last,
                company=company.id,
                anchor=cycle.anchor,
                weeks=cycle.weeks,
            )
        )
        return self.env.cr.rowcount

    @api.model
    def _add_assignments(self, company, first, last, enrollment_ids=None):
        """Put the enrolled on the shifts planned between two days; on leave: waiting, seatless.

        A shift before the day on which an enrollment was written down is not expected of anyone,
        nor is one from the day on which the membership has ended.
        """
        only = SQL("")
        if enrollment_ids is not None:
            only = SQL("AND e.id = ANY(%s)", list(enrollment_ids))
        self.env.cr.execute(
            SQL(
                """
                WITH due AS MATERIALIZED (
                    SELECT s.id AS shift_id, e.id AS enrollment_id, e.member_id, e.role_id, e.seat,
                           %(waits)s AS waits, %(taken)s AS taken
                      FROM coop_enrollment e
                      JOIN coop_member m ON m.id = e.member_id
                      JOIN coop_shift s ON s.template_id = e.template_id
                       AND s.occurrence < COALESCE(m.left_on, 'infinity')
                       AND s.occurrence BETWEEN GREATEST(e.date_from, e.decided_on, %(first)s)
                       AND LEAST(%(enrolled_to)s, %(last)s)
                     WHERE s.company_id = %(company)s AND s.state = 'planned' %(only)s
                       AND NOT EXISTS (SELECT 1 FROM coop_assignment a
                            WHERE a.shift_id = s.id AND a.member_id = e.member_id)
                )
                INSERT INTO coop_assignment (shift_id, member_id, company_id, role_id, seat,
                    enrollment_id, origin, state, booked_on, create_date)
                SELECT shift_id, member_id, %(company)s, role_id,
                    CASE WHEN waits OR taken THEN NULL ELSE seat END, enrollment_id, 'enrollment',
                    CASE WHEN waits THEN 'waiting' ELSE 'expected' END,
                    now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM due
                 ORDER BY shift_id, role_id, seat
                ON CONFLICT DO NOTHING
                """,
                waits=self._waits(company, SQL("e.member_id"), SQL("s.occurrence")),
                taken=SEAT_TAKEN,
                first=first,
                last=last,
                enrolled_to=ENROLLED_TO,
                company=company.id,
                only=only,
            )
        )
        return self.env.cr.rowcount

    @api.model
    def _waits(self, company, member, day):
        """SQL: whether a confirmed leave makes the assignment of a member and day wait."""
        return SQL(
            """EXISTS (SELECT 1 FROM coop_leave l JOIN coop_leave_type t ON t.id = l.type_id
                WHERE l.member_id = %s AND l.state = 'confirmed' AND (%s)
                  AND %s BETWEEN l.date_from AND COALESCE(%s, 'infinity'))""",
            member,
            self._waiting_types(company, day),
            day,
            LEAVE_TO,
        )

    @api.model
    def _waiting_types(self, company, day):
        """SQL: whether the type of leave ``t`` is one that makes assignments wait, by the version
        of the rules in force on a day."""
        history = self.env["coop.work.policy"]._history(company)
        return SQL(" OR ").join(
            SQL(
                "(t.code = ANY(%s) AND %s BETWEEN %s AND %s)",
                [code for code, kind in policy.leave_types.items() if kind.waits],
                day,
                first,
                last,
            )
            for first, last, policy in history.spans(date.min, date.max)
        )

    # ------------------------------------------------------------------ following a change

    @api.model
    def _follow_enrollments(self, enrollments):
        """Make the planned assignments follow enrollments that began, ended or went on."""
        self.env["coop.work.account"]._fold_at_commit()
        for company, group in enrollments.grouped("company_id").items():
            if not self.env["coop.work.policy"]._history_of(company.id):
                continue
            self._remove_assignments(group)
            if company.coop_planning_start:
                last = self._last_planned(company)
                self._add_assignments(company, company.coop_planning_start, last, group.ids)
            self.env["coop.assignment"].invalidate_model()

    @api.model
    def _last_planned(self, company):
        self.env.cr.execute(
            SQL("SELECT max(occurrence) FROM coop_shift WHERE company_id = %s", company.id)
        )
        return self.env.cr.fetchone()[0] or company._coop_today()

    @api.model
    def _remove_assignments(self, enrollments):
        """Take the untouched assignments outside of enrollments away; what was booked again or
        changed hands is cancelled, and what happened stays."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH gone AS MATERIALIZED (
                    SELECT a.id, %s AS untouched
                      FROM coop_assignment a JOIN coop_enrollment e ON e.id = a.enrollment_id
                      JOIN coop_shift s ON s.id = a.shift_id
                     WHERE e.id = ANY(%s) AND a.origin = 'enrollment' AND s.state = 'planned'
                       AND a.state IN ('expected', 'waiting')
                       AND NOT %s BETWEEN e.date_from AND COALESCE(%s, 'infinity')),
                deleted AS (
                    DELETE FROM coop_assignment a USING gone WHERE a.id = gone.id AND untouched)
                SELECT id FROM gone WHERE NOT untouched ORDER BY id
                """,
                PLANNED,
                enrollments.ids,
                self._owed_day(),
                ENROLLED_TO,
            )
        )
        touched = self.env["coop.assignment"].browse(row[0] for row in self.env.cr.fetchall())
        self.env["coop.assignment"].invalidate_model()
        # sudo: lends whoever ends a place what follows for its shifts that changed hands; bounded
        # to the shifts to come of these places.
        touched.sudo().write({"state": "cancelled"})

    @api.model
    def _owed_day(self):
        """SQL: the day on which an assignment ``a`` of a shift ``s`` was first owed; a hook."""
        return SQL("s.occurrence")

    @api.model
    def _follow_leaves(self, members):
        """Make the assignments to come wait during leaves, and come back after them."""
        self.env["coop.work.account"]._fold_at_commit()
        for company, group in members.grouped("company_id").items():
            if self.env["coop.work.policy"]._history_of(company.id):
                self._set_waiting(company, group.ids)
                self._set_expected(company, group.ids)
        self.env["coop.assignment"].invalidate_model()

    @api.model
    def _set_waiting(self, company, member_ids):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE coop_assignment a SET state = 'waiting', seat = NULL
                  FROM coop_shift s JOIN res_company c ON c.id = s.company_id
                 WHERE s.id = a.shift_id AND a.member_id = ANY(%s) AND a.state = 'expected'
                   AND s.company_id = %s AND s.state = 'planned' AND %s
             RETURNING a.id
                """,
                member_ids,
                company.id,
                self._waits(company, SQL("a.member_id"), LOCAL_DAY),
            )
        )
        rows = self.env["coop.assignment"].browse(row[0] for row in self.env.cr.fetchall())
        rows.invalidate_recordset()
        rows._coop_wait()

    @api.model
    def _set_expected(self, company, member_ids):
        """Those whom no leave covers any more are expected again, on their seat if it is free."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE coop_assignment a SET state = 'expected',
                       seat = CASE WHEN s.template_id IS DISTINCT FROM e.template_id OR %s
                           THEN NULL ELSE e.seat END
                  FROM coop_enrollment e, coop_shift s JOIN res_company c ON c.id = s.company_id
                 WHERE s.id = a.shift_id AND e.id = a.enrollment_id AND a.member_id = ANY(%s)
                   AND a.state = 'waiting' AND s.company_id = %s AND s.state = 'planned' AND NOT %s
                """,
                SEAT_TAKEN,
                member_ids,
                company.id,
                self._waits(company, SQL("a.member_id"), LOCAL_DAY),
            )
        )
        self._set_booked(company, member_ids)

    @api.model
    def _set_booked(self, company, member_ids):
        """What was booked and waited is expected again, if it is still to come: on a free seat of
        its role, else on none."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE coop_assignment a SET state = 'expected', seat = NULL
                  FROM coop_shift s JOIN res_company c ON c.id = s.company_id
                 WHERE s.id = a.shift_id AND a.enrollment_id IS NULL AND a.member_id = ANY(%s)
                   AND a.state = 'waiting' AND s.company_id = %s AND s.state = 'planned'
                   AND s.start > %s AND NOT %s
             RETURNING a.id
                """,
                member_ids,
                company.id,
                fields.Datetime.now(),
                self._waits(company, SQL("a.member_id"), LOCAL_DAY),
            )
        )
        rows = self.env["coop.assignment"].browse(row[0] for row in self.env.cr.fetchall())
        rows.invalidate_recordset()
        for row in rows.filtered("role_id"):
            row.seat = next(iter(row.shift_id._free_seat_numbers(row.role_id)), 0)
