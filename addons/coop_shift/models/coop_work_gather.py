from collections import defaultdict
from datetime import date, timedelta

from odoo import api, models
from odoo.tools import SQL

from ..rules import facts as rules

ONE_DAY = timedelta(days=1)
#: A member without worker shares: the work duty is not theirs, on any day.
NO_DUTY = (rules.Share(date.min, None, worker=False),)
#: The co-op's local day of a shift ``s`` of company ``c``.
LOCAL_DAY = SQL("(s.start AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz)::date")
LOCAL_MINUTE = SQL(
    "(EXTRACT(HOUR FROM s.start AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz) * 60 + "
    "EXTRACT(MINUTE FROM s.start AT TIME ZONE 'UTC' AT TIME ZONE c.coop_tz))::int"
)
#: What the rules call an assignment: a make-up is one because of how the member came to it.
KIND = SQL(
    "CASE WHEN a.origin IN ('make_up', 'solidarity', 'meeting') "
    "AND a.state IN ('present', 'late') THEN a.origin ELSE a.state END"
)
#: What happened and counts: a make-up that was not worked costs nothing.
COUNTS = SQL(
    "a.state IN ('present', 'late', 'absent', 'excused', 'half_excused', 'bereavement', "
    "'replaced') "
    "AND NOT (a.origin IN ('make_up', 'solidarity', 'meeting') "
    "AND a.state NOT IN ('present', 'late'))"
)


class CoopWorkGather(models.AbstractModel):
    """Reads the facts of many members, one statement per kind of fact, as plain tuples."""

    _name = "coop.work.gather"
    _description = "Facts of working lives"

    @api.model
    def _facts(self, company, member_ids, attendances=True):
        """The facts of members of one co-op.

        :param attendances: leave the attendances (and what only they need) out when false; the
            enrollments then end where the rules ended them
        :return: ``{member_id: rules.facts.Facts}`` for every id asked
        """
        self.env.flush_all()
        ids = list(member_ids)
        found = {
            "shares": self._shares(ids),
            "enrollments": self._enrollments(ids, effective=not attendances),
            "leaves": self._leaves(ids),
            "graces": self._graces(ids),
            "stops": self._stops(ids, company),
            "reduced_debits": self._reduced_debits(ids),
        }
        if self._looks_ahead(company):
            found["registrations"] = self._registrations(ids, company)
        if attendances:
            found["attendances"] = self._attendances(ids, company)
            found["corrections"] = self._corrections(ids)
        shares = {id_: found["shares"].get(id_, NO_DUTY) for id_ in ids}
        holidays = dict.fromkeys(ids, self._holidays(company))
        found |= {"shares": shares, "holidays": holidays}
        columns = [found.get(name, {}) for name in rules.Facts._fields]
        return {
            id_: rules.Facts(*[tuple(column.get(id_, ())) for column in columns]) for id_ in ids
        }

    def _by_member(self, query, make):
        """Rows of a query whose first column is the member, made into facts."""
        self.env.cr.execute(query)
        found = defaultdict(list)
        for member_id, *row in self.env.cr.fetchall():
            found[member_id].append(make(*row))
        return found

    @api.model
    def _shares(self, ids):
        """The periods during which a member owns shares with a work duty.

        Who is refunded on the last day is a member until the night, with all that is due.
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT m.id, m.joined_on, m.left_on, d.day,
                       SUM(SUM(e.quantity)) OVER (PARTITION BY m.id ORDER BY d.day)
                  FROM coop_share_entry e
                  JOIN coop_share_type t ON t.id = e.type_id AND t.is_worker
                  JOIN coop_member m ON m.id = e.member_id
            CROSS JOIN LATERAL (
                       SELECT e.date + (
                              e.kind = 'refund' AND e.date IS NOT DISTINCT FROM m.left_on - 1
                              )::int
                     ) d(day)
                 WHERE m.id = ANY(%s) AND m.joined_on IS NOT NULL
                 GROUP BY m.id, d.day ORDER BY m.id, d.day
                """,
                ids,
            )
        )
        levels = defaultdict(list)
        for member_id, joined, left, day, owned in self.env.cr.fetchall():
            levels[member_id].append((day, owned > 0, joined, left))
        return {member_id: share_periods(rows) for member_id, rows in levels.items()}

    @api.model
    def _enrollments(self, ids, effective):
        end = SQL("LEAST(date_to, dropped_on)") if effective else SQL("date_to")
        return self._by_member(
            SQL(
                "SELECT member_id, regime, date_from, %s, decided_on FROM coop_enrollment "
                "WHERE member_id = ANY(%s) ORDER BY member_id, date_from, id",
                end,
                ids,
            ),
            rules.Enrollment,
        )

    @api.model
    def _attendances(self, ids, company):
        return self._by_member(
            SQL(
                """
                SELECT a.member_id, a.id::text, %s, %s, s.factor, %s,
                       EXTRACT(EPOCH FROM s.stop - s.start)::int / 60
                  FROM coop_assignment a JOIN coop_shift s ON s.id = a.shift_id
                  JOIN res_company c ON c.id = s.company_id
                 WHERE a.member_id = ANY(%s) AND s.company_id = %s
                   AND %s
                 ORDER BY a.member_id, s.start, a.id
                """,
                LOCAL_DAY,
                KIND,
                LOCAL_MINUTE,
                ids,
                company.id,
                COUNTS,
            ),
            attendance,
        )

    @api.model
    def _looks_ahead(self, company):
        """Whether shifts booked ahead count in the co-op's rules: most rules do not ask."""
        history = self.env["coop.work.policy"]._history_of(company.id)
        return history and any(
            regime.debt and regime.debt.rescue
            for _start, policy in history.versions
            for regime in policy.regimes.values()
        )

    @api.model
    def _registrations(self, ids, company):
        """Shifts booked; one of which is known what became of it helps no more from its day on,
        also where the attendances are left out."""
        return self._by_member(
            SQL(
                """
                SELECT a.member_id, a.id::text, %s, a.booked_on::date,
                       LEAST(a.cancelled_on::date, CASE WHEN %s THEN %s END)
                  FROM coop_assignment a JOIN coop_shift s ON s.id = a.shift_id
                  JOIN res_company c ON c.id = s.company_id
                 WHERE a.member_id = ANY(%s) AND s.company_id = %s
                   AND s.start > %s::date - 40
                   AND a.state NOT IN ('waiting', 'replaced')
                """,
                LOCAL_DAY,
                COUNTS,
                LOCAL_DAY,
                ids,
                company.id,
                company._coop_today(),
            ),
            rules.Registration,
        )

    @api.model
    def _corrections(self, ids):
        return self._by_member(
            SQL(
                "SELECT member_id, id::text, date, counter, amount, reason "
                "FROM coop_work_correction WHERE active AND member_id = ANY(%s) ORDER BY date, id",
                ids,
            ),
            correction,
        )

    @api.model
    def _reduced_debits(self, ids):
        return self._by_member(
            SQL(
                "SELECT member_id, date FROM coop_debit_request "
                "WHERE member_id = ANY(%s) ORDER BY date",
                ids,
            ),
            lambda day: day,
        )

    @api.model
    def _leaves(self, ids):
        return self._by_member(
            SQL(
                """
                SELECT l.member_id, l.id::text, t.code, l.date_from, l.date_to, l.state,
                       COALESCE(l.missed, 0)
                  FROM coop_leave l JOIN coop_leave_type t ON t.id = l.type_id
                 WHERE l.member_id = ANY(%s) AND l.state = 'confirmed'
                 ORDER BY l.date_from, l.id
                """,
                ids,
            ),
            rules.Leave,
        )

    @api.model
    def _graces(self, ids):
        return self._by_member(
            SQL(
                "SELECT member_id, date_from, LEAST(date_to, undone_on - 1), kind FROM coop_grace "
                "WHERE member_id = ANY(%s) AND by_mistake IS NOT TRUE ORDER BY date_from, id",
                ids,
            ),
            rules.Grace,
        )

    @api.model
    def _stops(self, ids, company):
        return self._by_member(
            SQL(
                """
                SELECT m.id, b.kind, b.date_from, b.date_to
                  FROM coop_block b JOIN coop_member m
                    ON m.partner_id = b.partner_id AND m.company_id = b.company_id
                 WHERE m.id = ANY(%s) AND b.company_id = %s ORDER BY b.date_from, b.id
                """,
                ids,
                company.id,
            ),
            rules.Stop,
        )

    @api.model
    def _holidays(self, company):
        rows = self.env["coop.shop.holiday"].search([("company_id", "=", company.id)])
        return tuple(rules.Holiday(row.kind, row.date_from, row.date_to) for row in rows)


def share_periods(rows):
    """Periods with a work duty, from the register's levels ``(day, owned, joined_on, left_on)``.

    >>> from datetime import date
    >>> share_periods([(date(2020, 1, 1), True, date(2020, 2, 1), None)])
    [Share(start=datetime.date(2020, 2, 1), end=None, worker=True)]
    """
    shares = []
    for place, (day, owned, joined, left) in enumerate(rows):
        following = rows[place + 1][0] if place + 1 < len(rows) else None
        ends = [end - ONE_DAY for end in (following, left) if end]
        start, end = max(day, joined), min(ends, default=None)
        if owned and (end is None or start <= end):
            shares.append(rules.Share(start, end))
    return shares


def attendance(id_, day, kind, factor, minute, minutes):
    return rules.Attendance(id_, day, kind, None, factor or 1, minutes, minute)


def correction(id_, day, counter, amount, reason):
    return rules.Correction(id_, day, counter, float(amount), reason or "")
