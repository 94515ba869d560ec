from odoo import models
from odoo.exceptions import UserError

from .coop_vote import CHOICES


class CoopVote(models.Model):
    """Votes by hands, cards or paper, counted by two tellers."""

    _inherit = "coop.vote"

    def action_room(self):
        """Those in the room vote by hand now: their unused rights are used here only."""
        for vote in self:
            vote._lock("open", self.env._("This vote is not open."))
            if not vote.room or vote.assembly_id.state != "open":
                raise UserError(
                    self.env._("Votes by hand are for votes «also in the room» of an open session.")
                )
            self.env["coop.vote.right"]._use_in_room(vote)

    def _room_choices(self):
        """The votes that the tellers counted, by choice and college; empty without a room."""
        entries = self.teller_ids if self.room else self.env["coop.vote.teller"]
        return self._counted_by(entries.teller_id[:1])

    def _counted_by(self, teller):
        """What a teller counted, by choice and college."""
        entries = self.teller_ids.filtered(lambda entry: teller and entry.teller_id == teller)
        return {
            (choice, entry.college_id.id): entry[choice] for entry in entries for choice in CHOICES
        }

    def _check_tellers(self):
        """Two tellers entered the same numbers, and not more than there were hands."""
        if not self.room:
            return
        entries = self.teller_ids
        counted = [self._counted_by(teller) for teller in entries.teller_id]
        if not counted or any(one != counted[0] for one in counted):
            raise UserError(
                self.env._("The tellers' entries are missing or differ. Count the hands again.")
            )
        if len(entries.teller_id) < 2:
            raise UserError(self.env._("Two tellers enter their count, each on their own."))
        total = sum(self._room_choices().values())
        if total > self.room_count:
            raise UserError(
                self.env._(
                    "The tellers counted %(total)s votes, but only %(room)s rights were used in "
                    "the room. Check in those who are missing, or count again.",
                    total=total,
                    room=self.room_count,
                )
            )
