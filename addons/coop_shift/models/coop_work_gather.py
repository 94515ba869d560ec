from collections import defaultdict
from datetime import date, timedelta

from odoo import api, models
from odoo.tools import SQL

from ..rules import facts as rules
from ..rules.keep import FORESEEN
from ..rules.spans import covers
from .coop_work_sql import (
    COUNTS,
    GIVEN_ON,
    KIND,
    LEAVE_TO,
    LOCAL_DAY,
    LOCAL_MINUTE,
    PLANNED,
    local_day,
)

ONE_DAY = timedelta(days=1)
#: A member without worker shares: the work duty is not theirs, on any day.
NO_DUTY = (rules.Share(date.min, None, worker=False),)


class CoopWorkGather(models.AbstractModel):
    """Reads the facts of many members, one statement per kind of fact, as plain tuples."""

    _name = "coop.work.gather"
    _description = "Facts of working lives"

    @api.model
    def _facts(self, company, member_ids, since=date.min):
        """The facts of members of one co-op.

        :param since: what happened until that day is left out: attendances, corrections, shifts
            that help no more
        :return: ``{member_id: rules.facts.Facts}`` for every id asked
        """
        self.env.flush_all()
        ids = list(member_ids)
        found = {
            "shares": self._shares(ids),
            "enrollments": self._enrollments(ids),
            "attendances": self._attendances(ids, company, since),
            "corrections": self._corrections(ids, since),
            "leaves": self._leaves(ids, company),
            "graces": self._graces(ids),
            "stops": self._stops(ids, company),
            "reduced_debits": self._reduced_debits(ids),
        }
        windows = self._rescue_windows(company)
        if windows:
            found["registrations"] = self._booked(ids, company, found["leaves"], since, windows)
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
        """The periods during which a member owns shares with a work duty, in every membership.

        Who is refunded owns them until the night, with all that is due.
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT m.id, m.joined_on, m.left_on,
                       (SELECT array_agg(ARRAY[p.joined_on, p.left_on] ORDER BY p.joined_on)
                          FROM coop_member_period p WHERE p.member_id = m.id),
                       d.day, SUM(SUM(e.quantity)) OVER (PARTITION BY m.id ORDER BY d.day)
                  FROM coop_share_entry e
                  JOIN coop_share_type t ON t.id = e.type_id AND t.is_worker
                  JOIN coop_member m ON m.id = e.member_id
            CROSS JOIN LATERAL (SELECT e.date + (e.kind = 'refund')::int) d(day)
                 WHERE m.id = ANY(%s) AND m.joined_on IS NOT NULL
                 GROUP BY m.id, d.day ORDER BY m.id, d.day
                """,
                ids,
            )
        )
        levels, memberships = defaultdict(list), {}
        for member_id, joined, left, earlier, day, owned in self.env.cr.fetchall():
            levels[member_id].append((day, owned > 0))
            memberships[member_id] = [*(earlier or ()), (joined, left)]
        return {id_: share_periods(rows, memberships[id_]) for id_, rows in levels.items()}

    @api.model
    def _enrollments(self, ids):
        """The places as they were wished: that the rules ended one is derived, not a fact."""
        return self._by_member(
            SQL(
                "SELECT member_id, regime, date_from, date_to, decided_on, count_day, withdrawn_on "
                "FROM coop_enrollment WHERE member_id = ANY(%s) ORDER BY member_id, date_from, id",
                ids,
            ),
            rules.Enrollment,
        )

    @api.model
    def _attendances(self, ids, company, since=date.min):
        """What a shift of one's own place costs follows the regime of that place."""
        return self._by_member(
            SQL(
                """
                SELECT a.member_id, a.id::text, %s, %s, e.regime, s.factor, %s,
                       EXTRACT(EPOCH FROM s.stop - s.start)::int / 60
                  FROM coop_assignment a JOIN coop_shift s ON s.id = a.shift_id
                  JOIN res_company c ON c.id = s.company_id
             LEFT JOIN coop_enrollment e ON e.id = a.enrollment_id AND a.origin = 'enrollment'
                 WHERE a.member_id = ANY(%s) AND s.company_id = %s AND %s AND %s
                 ORDER BY a.member_id, s.start, a.id
                """,
                LOCAL_DAY,
                KIND,
                LOCAL_MINUTE,
                ids,
                company.id,
                COUNTS,
                after(SQL("s.start"), since),
            ),
            attendance,
        )

    @api.model
    def _rescue_windows(self, company):
        """``(weeks before, weeks after)`` of the shifts booked that help, at most, by any version
        of the co-op's rules; ``None`` where they never do: most rules do not ask."""
        history = self.env["coop.work.policy"]._history_of(company.id)
        found = [
            regime.debt.rescue
            for _start, policy in (history.versions if history else ())
            for regime in policy.regimes.values()
            if regime.debt and regime.debt.rescue
        ]
        if not found:
            return None
        return max(one.weeks_before for one in found), max(one.weeks_after for one in found)

    @api.model
    def _booked(self, ids, company, leaves, since, windows):
        """Every registration of these members, as it was known on each day.

        :param leaves: ``{member_id: [rules.facts.Leave]}``
        :return: ``{member_id: [rules.facts.Registration]}``
        """
        found = self._registrations(ids, company, since, windows)
        self._add_seats_to_come(found, leaves, ids, company, windows)
        return self.env["coop.registration.past"]._as_known(found, ids)

    @api.model
    def _registrations(self, ids, company, since, windows):
        """Shifts booked; those of a place, where the planning put them there (nobody has created
        such a row), on the day on which it was decided. One of which is known what became of it
        helps no more from its day on; one that a leave sets aside, from the day
        on which the leave was asked for; one that somebody else takes, from the day of that.

        :param windows: :meth:`_rescue_windows`
        """
        return self._by_member(
            SQL(
                """
                SELECT a.member_id, a.id::text, %s, COALESCE(e.decided_on, %s),
                       LEAST(%s, CASE WHEN %s THEN %s END,
                             CASE WHEN %s THEN %s END, l.asked_on, s.cancelled_on)
                  FROM coop_assignment a JOIN coop_shift s ON s.id = a.shift_id
                  JOIN res_company c ON c.id = s.company_id
             LEFT JOIN coop_enrollment e ON e.id = a.enrollment_id AND a.origin = 'enrollment'
                   AND e.template_id = s.template_id AND %s
             LEFT JOIN coop_leave l ON l.member_id = a.member_id AND l.state = 'confirmed'
                   AND a.state = 'waiting'
                   AND %s BETWEEN l.date_from AND COALESCE(%s, 'infinity')
                 WHERE a.member_id = ANY(%s) AND s.company_id = %s AND %s
                   AND (a.state <> 'waiting' OR l.id IS NOT NULL)
                """,
                LOCAL_DAY,
                local_day(SQL("a.booked_on")),
                local_day(SQL("a.cancelled_on")),
                GIVEN_ON,
                local_day(SQL("a.recorded_on")),
                COUNTS,
                LOCAL_DAY,
                PLANNED,
                LOCAL_DAY,
                LEAVE_TO,
                ids,
                company.id,
                after(SQL("s.start"), since, 7 * windows[0]),
            ),
            rules.Registration,
        )

    @api.model
    def _add_seats_to_come(self, found, leaves, ids, company, windows):
        """Add the shifts that fixed places will bring and that are not planned yet: what a place
        is good for does not depend on how far ahead a job has planned.

        :param found: the registrations so far
        :param leaves: ``{member_id: [rules.facts.Leave]}``
        """
        today = company._coop_today()
        first_planned = company.coop_planning_start or today + ONE_DAY
        last = today + FORESEEN + timedelta(weeks=windows[1])
        days, asked, taken = {}, self._asked_on(ids), self._on_shifts_after_end(ids)
        for member_id, place in self._places_to_come(ids, first_planned):
            template_id, decided, first, end, *rows_until = place
            if template_id not in days:
                template = self.env["coop.shift.template"].browse(template_id)
                days[template_id] = self._open_days(template, first_planned, last)
            planned = min((day for day in rows_until if day), default=date.min)
            away = leaves.get(member_id, ())
            for day, closed_on in days[template_id]:
                if (template_id, day) in taken.get(member_id, ()):
                    continue
                if max(first, decided, planned + ONE_DAY) <= day <= (end or date.max):
                    gone = [asked[one.id] for one in away if covers(one, day)]
                    gone = min([*gone, *closed_on], default=None)
                    found[member_id].append(
                        rules.Registration(f"{template_id} {day}", day, decided, gone)
                    )

    @api.model
    def _on_shifts_after_end(self, ids):
        """The shifts, after the rules ended a place, that its member had something to do with:
        nothing more comes of the place there.

        :return: ``{member_id: {(template_id, day of the shift)}}``
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT a.member_id, s.template_id, s.occurrence
                  FROM coop_enrollment e JOIN coop_shift s
                    ON s.template_id = e.template_id AND s.occurrence > e.dropped_on
                  JOIN coop_assignment a ON a.shift_id = s.id AND a.member_id = e.member_id
                 WHERE e.member_id = ANY(%s) AND e.dropped_on IS NOT NULL
                """,
                ids,
            )
        )
        found = defaultdict(set)
        for member_id, *place in self.env.cr.fetchall():
            found[member_id].add(tuple(place))
        return found

    @api.model
    def _open_days(self, template, first, last):
        """``[(day, [days on which its closing was decided])]`` of a template between two days."""
        closed = self.env["coop.shop.holiday"].search(
            [("company_id", "=", template.company_id.id), ("kind", "=", "closed")]
        )
        return [
            (
                day,
                closed.filtered(lambda h, d=day: h.date_from <= d <= h.date_to).mapped(
                    "decided_on"
                ),
            )
            for day in template._days(first, last)
        ]

    @api.model
    def _asked_on(self, ids):
        """The day on which each leave of these members was asked for: ``{id as text: day}``."""
        self.env.cr.execute(
            SQL("SELECT id::text, asked_on FROM coop_leave WHERE member_id = ANY(%s)", ids)
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _places_to_come(self, ids, day):
        """``[(member_id, (template_id, day on which it was decided, first day, last day or None,
        day on which the rules ended it or None, last day planned or None))]`` of the fixed places
        that run on a day or later, by the member's wish: that a freeze took one is derived."""
        self.env.cr.execute(
            SQL(
                """
                SELECT e.member_id, e.template_id, e.decided_on, e.date_from,
                       e.date_to, e.dropped_on,
                       (SELECT max(s.occurrence) FROM coop_shift s
                         WHERE s.template_id = e.template_id)
                  FROM coop_enrollment e
                 WHERE e.member_id = ANY(%s) AND e.template_id IS NOT NULL
                   AND COALESCE(e.date_to, 'infinity') >= %s AND e.withdrawn_on IS NULL
                 ORDER BY e.member_id, e.id
                """,
                ids,
                day,
            )
        )
        return [(member_id, tuple(row)) for member_id, *row in self.env.cr.fetchall()]

    @api.model
    def _corrections(self, ids, since=date.min):
        return self._by_member(
            SQL(
                "SELECT member_id, id::text, date, counter, amount, reason "
                "FROM coop_work_correction WHERE active AND member_id = ANY(%s) AND date > %s "
                "ORDER BY date, id",
                ids,
                since,
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
    def _leaves(self, ids, company):
        """The leaves that were granted, each until the day on which its certificate is missing."""
        return self._by_member(
            SQL(
                """
                SELECT l.member_id, l.id::text, t.code, l.date_from, %s, l.state,
                       COALESCE(l.missed, 0), l.open_until
                  FROM coop_leave l JOIN coop_leave_type t ON t.id = l.type_id
                 WHERE l.member_id = ANY(%s) AND l.state = 'confirmed'
                 ORDER BY l.date_from, l.id
                """,
                LEAVE_TO,
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


def share_periods(levels, memberships):
    """Periods with a work duty: the days of a membership on which such shares are owned.

    :param levels: ``(day, whether shares are owned from that day on)`` of the register, in order
    :param memberships: ``(joined_on, first day without membership or None)``, in order

    >>> from datetime import date
    >>> share_periods([(date(2020, 1, 1), True)], [(date(2020, 2, 1), None)])
    [Share(start=datetime.date(2020, 2, 1), end=None, worker=True)]

    Who comes back has both memberships' histories:

    >>> one, two, three, four = (date(year, 1, 1) for year in range(2020, 2024))
    >>> bought = [(one, True), (two, False), (four, True)]
    >>> [str(share.start) for share in share_periods(bought, [(one, two), (four, None)])]
    ['2020-01-01', '2023-01-01']
    """
    shares = []
    for joined, left in memberships:
        for place, (day, owned) in enumerate(levels):
            following = levels[place + 1][0] if place + 1 < len(levels) else None
            ends = [end - ONE_DAY for end in (following, left) if end]
            start, end = max(day, joined), min(ends, default=None)
            if owned and (end is None or start <= end):
                shares.append(rules.Share(start, end))
    return shares


def attendance(id_, day, kind, regime, factor, minute, minutes):
    return rules.Attendance(id_, day, kind, regime, factor or 1, minutes, minute)


def after(moment, day, before=0):
    """SQL: whether a moment in UTC can be of a later local day; a day more at the edge is harmless.

    :param before: so many days earlier
    """
    if day == date.min:
        return SQL("TRUE")
    return SQL("%s > %s", moment, day - timedelta(days=before + 1))


def correction(id_, day, counter, amount, reason):
    return rules.Correction(id_, day, counter, float(amount), reason or "")
