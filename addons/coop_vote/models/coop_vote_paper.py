from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CoopVotePaper(models.Model):
    """How many paper ballots with one choice a teller read, in an election in the room.

    Two tellers read all ballots, each under their own login, and must find the same.
    """

    _name = "coop.vote.paper"
    _description = "Paper ballots as a teller read them"
    _log_access = False
    _order = "vote_id, id"

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    teller_id = fields.Many2one("res.users", required=True, index=True, ondelete="restrict")
    college_id = fields.Many2one("coop.share.type", index="btree_not_null", ondelete="restrict")
    choice = fields.Char(help="As in an envelope; empty for a blank ballot.")
    number = fields.Integer(required=True)

    _one_line_each = models.UniqueIndex(
        "(vote_id, teller_id, COALESCE(college_id, 0), COALESCE(choice, ''))",
        "A teller has one line for each way to fill in a ballot.",
    )
    _not_negative = models.Constraint(
        "CHECK(number >= 0)", "A number of paper ballots is 0 or more."
    )

    def _read_out(self, vote, choice, number=1, college=None):
        """The current user read so many ballots with one choice; fewer than 0 takes some back.

        :raise UserError: no paper is counted in this vote now, or the ballot cannot be read
        """
        vote.check_access("write")
        vote._check_takes_paper()
        vote._lock_for_tellers()
        vote._check_choice(choice)
        if not -1000 <= number <= 1000:
            raise UserError(self.env._("Enter at most 1000 equal ballots at a time."))
        self.env.cr.execute(
            SQL(
                """INSERT INTO coop_vote_paper (vote_id, teller_id, college_id, choice, number)
                   VALUES (%(vote)s, %(teller)s, %(college)s, %(choice)s, GREATEST(%(number)s, 0))
              ON CONFLICT (vote_id, teller_id, COALESCE(college_id, 0), COALESCE(choice, ''))
                DO UPDATE SET number = GREATEST(coop_vote_paper.number + %(number)s, 0)""",
                vote=vote.id,
                teller=self.env.uid,
                college=college.id if college else None,
                choice=choice,
                number=number,
            )
        )
        self.invalidate_model()
        vote.invalidate_recordset(["paper_ids"])


class CoopVote(models.Model):
    _inherit = "coop.vote"

    paper_ids = fields.One2many("coop.vote.paper", "vote_id", string="Paper ballots read")

    def _counts_on_paper(self):
        """Whether the votes in the room of this vote are paper ballots that tellers read."""
        return self.room and self.method not in ("resolution", "consent")

    def _paper_read(self):
        """What the current user has read so far: their lines with a number."""
        mine = self.paper_ids.filtered(lambda line: line.teller_id == self.env.user)
        return mine.filtered("number")

    def _paper_colleges(self):
        """The capped colleges of this vote, whose paper ballots may be read apart."""
        keys = [int(key) for key in self.college_terms or {} if key.isdecimal()]
        # sudo: lends a teller the names of the capped colleges of this vote.
        return self.env["coop.share.type"].sudo().browse(keys).exists()

    def _check_takes_paper(self):
        if not self._counts_on_paper():
            raise UserError(
                self.env._("Paper ballots are read for elections that are «also in the room».")
            )

    def action_paper(self):
        """The page on which a teller enters the paper ballots, one after the other."""
        self._check_takes_paper()
        return {"type": "ir.actions.act_url", "url": f"/coop/vote/{self.id}/paper", "target": "new"}

    def _counts_by_teller(self):
        if not self._counts_on_paper():
            return super()._counts_by_teller()
        found = {}
        for line in self._paper_entries():
            mine = found.setdefault(line.teller_id, {})
            if line.number:
                mine[line.choice or "", line.college_id.id] = line.number
        return found

    def _room_colleges(self):
        read = self._paper_entries().college_id
        return read if self._counts_on_paper() else super()._room_colleges()

    def _paper_entries(self):
        """The lines of all tellers, searched for so that no user's cache holds those of others."""
        # sudo: lends the count the lines of all tellers, who see only their own until then.
        return self.env["coop.vote.paper"].sudo().search([("vote_id", "=", self.id)])
