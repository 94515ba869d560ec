from datetime import date

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.coop_shift.rules import facts as rules


class CoopWorkGather(models.AbstractModel):
    _inherit = "coop.work.gather"

    @api.model
    def _attendances(self, ids, company, since=date.min):
        """Favours earn nothing, whoever was replaced is credited once the shift was worked for
        them, and what the pool gave counts on the day it was received."""
        found = super()._attendances(ids, company, since)
        favours, unworked = self._passed_on(ids)
        if favours or unworked:
            for member_id, rows in found.items():
                found[member_id] = [
                    row._replace(factor=0) if row.id in favours else row
                    for row in rows
                    if row.id not in unworked
                ]
        for member_id, gifts in self._received(ids, company, since).items():
            found[member_id] = [*found.get(member_id, ()), *gifts]
        return found

    @api.model
    def _passed_on(self, ids):
        """What stand-ins make of the assignments of these members, as the facts name them.

        :return: ids of those that count for somebody else, and of those in whose place somebody
            has promised to work, and has not
        """
        query = SQL(
            """WITH RECURSIVE stood(first, id, state) AS (
                   SELECT a.id, r.id, r.state
                     FROM coop_assignment a JOIN coop_assignment r ON r.stands_for_id = a.id
                    WHERE a.member_id = ANY(%(ids)s) AND a.state = 'replaced'
                    UNION
                   SELECT s.first, r.id, r.state
                     FROM stood s JOIN coop_assignment r ON r.stands_for_id = s.id
                    WHERE s.state = 'replaced')
               SELECT 'favour', id::text FROM coop_assignment
                WHERE favour AND member_id = ANY(%(ids)s)
                UNION ALL
               SELECT 'unworked', first::text FROM stood GROUP BY first
               HAVING NOT bool_or(state IN ('present', 'late') OR state = 'replaced'
                   AND NOT EXISTS (
                       SELECT 1 FROM coop_assignment r WHERE r.stands_for_id = stood.id))
            """,
            ids=ids,
        )
        rows = self.env.execute_query(query)
        return tuple({id_ for kind, id_ in rows if kind == name} for name in ("favour", "unworked"))

    @api.model
    def _received(self, ids, company, since):
        return self._by_member(
            SQL(
                "SELECT receiver_id, 'solidarity.' || id, received_on FROM coop_solidarity_gift "
                "WHERE receiver_id = ANY(%s) AND company_id = %s AND received_on > %s "
                "ORDER BY received_on, id",
                ids,
                company.id,
                since,
            ),
            lambda id_, day: rules.Attendance(id_, day, "solidarity"),
        )

    @api.model
    def _corrections(self, ids, since=date.min):
        """A shift given to the pool is taken from the giver on the day it was given."""
        found = super()._corrections(ids, since)
        for member_id, gifts in self._given(ids, since).items():
            found[member_id] = [*found.get(member_id, ()), *gifts]
        return found

    @api.model
    def _given(self, ids, since):
        return self._by_member(
            SQL(
                "SELECT giver_id, 'solidarity.' || id, given_on, counter, -amount "
                "FROM coop_solidarity_gift WHERE giver_id = ANY(%s) AND state <> 'withdrawn' "
                "AND given_on > %s ORDER BY given_on, id",
                ids,
                since,
            ),
            lambda id_, day, counter, amount: rules.Correction(id_, day, counter, float(amount)),
        )
