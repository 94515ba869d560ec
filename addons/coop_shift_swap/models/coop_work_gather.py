from odoo import api, models
from odoo.tools import SQL

from odoo.addons.coop_shift.rules import facts as rules


class CoopWorkGather(models.AbstractModel):
    _inherit = "coop.work.gather"

    @api.model
    def _attendances(self, ids, company):
        """Favours earn nothing, and what the pool gave counts on the day it was received."""
        found = super()._attendances(ids, company)
        self._earn_nothing(found, self._favours(ids))
        for member_id, gifts in self._received(ids, company).items():
            found[member_id] = [*found.get(member_id, ()), *gifts]
        return found

    @api.model
    def _favours(self, ids):
        """Ids of the assignments that count for somebody else, as the facts name them."""
        query = SQL(
            "SELECT id::text FROM coop_assignment WHERE favour AND member_id = ANY(%s)", ids
        )
        return {row[0] for row in self.env.execute_query(query)}

    @api.model
    def _earn_nothing(self, found, favours):
        if not favours:
            return
        for member_id, rows in found.items():
            found[member_id] = [
                row._replace(factor=0) if row.id in favours else row for row in rows
            ]

    @api.model
    def _received(self, ids, company):
        return self._by_member(
            SQL(
                "SELECT receiver_id, 'solidarity.' || id, received_on FROM coop_solidarity_gift "
                "WHERE receiver_id = ANY(%s) AND company_id = %s ORDER BY received_on, id",
                ids,
                company.id,
            ),
            lambda id_, day: rules.Attendance(id_, day, "solidarity"),
        )

    @api.model
    def _corrections(self, ids):
        """A shift given to the pool is taken from the giver on the day it was given."""
        found = super()._corrections(ids)
        for member_id, gifts in self._given(ids).items():
            found[member_id] = [*found.get(member_id, ()), *gifts]
        return found

    @api.model
    def _given(self, ids):
        return self._by_member(
            SQL(
                "SELECT giver_id, 'solidarity.' || id, given_on, counter, -amount "
                "FROM coop_solidarity_gift WHERE giver_id = ANY(%s) AND state <> 'withdrawn' "
                "ORDER BY given_on, id",
                ids,
            ),
            lambda id_, day, counter, amount: rules.Correction(id_, day, counter, float(amount)),
        )
