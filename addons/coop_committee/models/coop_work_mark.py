from odoo import api, models

from odoo.addons.coop_shift.models.coop_work_mark import Source


class CoopWorkMark(models.AbstractModel):
    _inherit = "coop.work.mark"

    @api.model
    def _sources(self):
        columns = ("member_id", "company_id", "date", "credits")
        touched = "SELECT r.member_id, r.date FROM {rows} r WHERE r.credits > 0"
        return {**super()._sources(), "coop_committee_work": Source(columns, touched)}
