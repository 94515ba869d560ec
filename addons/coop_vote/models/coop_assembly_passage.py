from odoo import fields, models

from .coop_assembly_presence import PRESENCES


class CoopAssemblyPassage(models.Model):
    """Somebody came in, joined from elsewhere, or left: one line each time, never changed."""

    _name = "coop.assembly.passage"
    _description = "Arrival or departure"
    _log_access = False
    _order = "presence_id, at, id"

    presence_id = fields.Many2one(
        "coop.assembly.presence", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(PRESENCES, required=True)
    at = fields.Datetime("Time", required=True)

    def _told(self):
        """What happened, as a word behind the time."""
        words = {
            "present": self.env._("arrived"),
            "remote": self.env._("joined from elsewhere"),
            "left": self.env._("left"),
        }
        return words[self.state]
