from odoo import api, models


class CoopCommitteeSeat(models.Model):
    _inherit = "coop.committee.seat"

    @api.model_create_multi
    def create(self, vals_list):
        seats = super().create(vals_list)
        seats.committee_id._project_follow()
        return seats
