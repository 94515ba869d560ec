from odoo import api, models

from .coop_work_gather import PREFIX


class CoopWorkEntry(models.Model):
    _inherit = "coop.work.entry"

    @api.depends("source")
    def _compute_label(self):
        """What moved the counter was work in a committee, not on a shift."""
        res = super()._compute_label()
        for entry in self:
            if (entry.source or "").startswith(f"attendance:{PREFIX}"):
                what = self.env._("Work in a committee")
                entry.label = (
                    self.env._("Taken back: %(what)s", what=what) if entry.reverses else what
                )
        return res
