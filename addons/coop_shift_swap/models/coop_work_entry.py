from odoo import api, models


class CoopWorkEntry(models.Model):
    _inherit = "coop.work.entry"

    @api.depends("source")
    def _compute_label(self):
        done = super()._compute_label()
        _ = self.env._
        words = {
            "correction:solidarity": _("Shift given to the solidarity pool"),
            "attendance:solidarity": _("Shift received from the solidarity pool"),
        }
        for entry in self:
            label = words.get((entry.source or "").partition(".")[0])
            if label:
                entry.label = _("Taken back: %(what)s", what=label) if entry.reverses else label
        return done
