from datetime import date

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.coop_shift.rules.facts import Attendance

#: Before the id of the work in the name of its fact, and so in the keys of its ledger lines.
PREFIX = "committee:"


class CoopWorkGather(models.AbstractModel):
    """Credits of committees are make-ups worked on the day that completes them."""

    _inherit = "coop.work.gather"

    @api.model
    def _attendances(self, ids, company, since=date.min):
        found = super()._attendances(ids, company, since)
        for member_id, facts in self._committee_credits(ids, company, since).items():
            found[member_id] += facts
        return found

    @api.model
    def _committee_credits(self, ids, company, since):
        """The rules of the co-op say on which counter of the member's regime they count."""
        return self._by_member(
            SQL(
                """
                SELECT member_id, id, date, credits FROM coop_committee_work
                 WHERE credits > 0 AND member_id = ANY(%s) AND company_id = %s AND date > %s
                 ORDER BY member_id, date, id
                """,
                ids,
                company.id,
                since,
            ),
            lambda id_, day, count: Attendance(f"{PREFIX}{id_}", day, "make_up", factor=count),
        )
