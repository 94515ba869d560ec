from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .coop_vote import CHOICES


class CoopVote(models.Model):
    """Votes by hands, cards or paper, counted by two tellers.

    A resolution's tellers enter numbers (`coop.vote.teller`); those of an election read paper
    ballots (`coop.vote.paper`).
    """

    _inherit = "coop.vote"

    teller_names = fields.Char("Have entered their count", compute="_compute_teller_names")

    def action_room(self):
        """Those in the room vote there now: their unused rights are used here only."""
        for vote in self:
            vote._lock("open", self.env._("This vote is not open."))
            vote._check_open(vote.state, vote.closes_at)
            if not vote.room or vote.assembly_id.state != "open":
                raise UserError(
                    self.env._("Votes by hand are for votes «also in the room» of an open session.")
                )
            self.env["coop.vote.right"]._use_in_room(vote)

    def _lock_for_tellers(self):
        """Keep this vote uncounted until the present transaction ends.

        Between the closing and the count the row is written, so that a count at the same moment is
        tried again and sees what the teller entered.

        :raise UserError: the vote is not open yet, or counted already
        """
        self.flush_recordset(["state"])
        write = SQL(
            "UPDATE coop_vote SET state = state WHERE id = %s AND state = 'closed' RETURNING id",
            self.id,
        )
        read = SQL("SELECT state FROM coop_vote WHERE id = %s FOR SHARE", self.id)
        if not self.env.execute_query(write) and self.env.execute_query(read) != [("open",)]:
            raise UserError(
                self.env._("Tellers enter their counts while the vote is open or closed.")
            )

    def _room_choices(self):
        """The votes that the tellers counted, by choice and college; empty without a room."""
        return next(iter(self._counts_by_teller().values()), {}) if self.room else {}

    def _counts_by_teller(self):
        """What each teller counted: teller → (choice, college) → number, without the zeros."""
        found = {}
        for entry in self._teller_entries():
            mine = found.setdefault(entry.teller_id, {})
            mine.update({(choice, entry.college_id.id): entry[choice] for choice in CHOICES})
        return {
            teller: {key: number for key, number in mine.items() if number}
            for teller, mine in found.items()
        }

    def _room_colleges(self):
        """The colleges that the tellers counted apart."""
        return self._teller_entries().college_id

    def _teller_entries(self):
        """The entries of all tellers, searched so that no user's cache holds those of others."""
        # sudo: lends the count the entries of all tellers, who see only their own until then.
        return self.env["coop.vote.teller"].sudo().search([("vote_id", "=", self.id)])

    @api.depends("teller_ids", "paper_ids")
    def _compute_teller_names(self):
        for vote in self:
            names = [teller.name for teller in vote._counts_by_teller()] if vote.room else []
            vote.teller_names = ", ".join(names) or False

    def _check_tellers(self):
        """Two tellers entered the same numbers, and not more than there were votes in the room."""
        counts = list(self._counts_by_teller().values()) if self.room else []
        if not counts and not self.room_count:
            return
        if not counts:
            raise UserError(
                self.env._(
                    "%(room)s rights were used in the room, and no teller has entered a count. "
                    "Two tellers enter theirs, each under their own login.",
                    room=self.room_count,
                )
            )
        if len(counts) < 2:
            raise UserError(
                self.env._(
                    "One teller has entered a count; the second one is missing. Two tellers enter "
                    "theirs, each under their own login."
                )
            )
        if any(one != counts[0] for one in counts):
            raise UserError(
                self.env._(
                    "The tellers' counts differ: count again together, then whoever was wrong "
                    "changes their own count.\n%(differences)s",
                    differences="\n".join(self._differences()),
                )
            )
        self._check_not_too_many(sum(counts[0].values()))

    def _differences(self):
        """Where the tellers' counts differ, in words: candidates in the order of the ballot."""
        counts = self._counts_by_teller()
        places = {str(id_): place for place, id_ in enumerate(self.candidate_ids.ids)}
        keys = sorted(
            {key for mine in counts.values() for key in mine},
            key=lambda key: (places.get(key[0], len(places)), str(key)),
        )
        for key in keys:
            numbers = {teller.name: mine.get(key, 0) for teller, mine in counts.items()}
            if len(set(numbers.values())) > 1:
                told = ", ".join(f"{name} {number}" for name, number in numbers.items())
                yield self.env._(
                    "%(choice)s: %(numbers)s", choice=self._told_in_room(*key), numbers=told
                )

    def _told_in_room(self, choice, college_id):
        """A choice that tellers counted, with its college."""
        college = self.env["coop.share.type"].browse(college_id or ())
        told = self._told(choice) or self.env._("Blank ballot")
        return f"{told} ({college.name})" if college else told

    def _check_not_too_many(self, total):
        if total > self.room_count:
            raise UserError(
                self.env._(
                    "The tellers counted %(total)s votes, but only %(room)s rights were used in "
                    "the room. Check in those who are missing, or count again.",
                    total=total,
                    room=self.room_count,
                )
            )
