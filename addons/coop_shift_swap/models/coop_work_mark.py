from odoo import api, models

from odoo.addons.coop_shift.models.coop_work_mark import LOCAL, Source

#: Whoever is stood in for, however long the chain: what becomes of it is a fact of theirs.
CHAIN = f"""
    SELECT a.member_id, LEAST({LOCAL.format("s.start")}, {LOCAL.format("first.booked_on")})
      FROM (WITH RECURSIVE up (id) AS (
                SELECT r.stands_for_id FROM {{rows}} r WHERE r.stands_for_id IS NOT NULL
                 UNION
                SELECT x.stands_for_id FROM up JOIN coop_assignment x ON x.id = up.id
                 WHERE x.stands_for_id IS NOT NULL)
            SELECT id FROM up) u
      JOIN coop_assignment a ON a.id = u.id
      JOIN coop_shift s ON s.id = a.shift_id
      JOIN res_company c ON c.id = s.company_id
CROSS JOIN (SELECT min(r.booked_on) AS booked_on FROM {{rows}} r) first"""


class CoopWorkMark(models.AbstractModel):
    _inherit = "coop.work.mark"

    @api.model
    def _sources(self):
        found = super()._sources()
        shifts = found["coop_assignment"]
        found["coop_assignment"] = Source(
            (*shifts.columns, "favour", "stands_for_id"),
            f"{shifts.touched} UNION ALL {CHAIN}",
            shifts.names,
            shifts.renamed,
        )
        found["coop_solidarity_gift"] = Source(
            ("giver_id", "receiver_id", "given_on", "received_on", "counter", "amount", "state"),
            "SELECT r.giver_id, r.given_on FROM {rows} r "
            "UNION ALL SELECT r.receiver_id, r.received_on FROM {rows} r",
        )
        return found
