from odoo import models


class CoopShiftSeat(models.Model):
    _inherit = "coop.shift.seat"

    def _coop_least(self):
        """How many people the role needs at least: all seats, unless another addon knows better."""
        self.ensure_one()
        return self.seats
