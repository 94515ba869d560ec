from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CoopVoteObjection(models.Model):
    """An objection to a proposal that asks for consent: its reason, and what became of it.

    Collected when the vote closes. The meeting then talks about each; the office records whether
    the proposal was amended to resolve it, it was withdrawn, or it stands.
    """

    _name = "coop.vote.objection"
    _description = "Objection"
    _order = "vote_id, id"
    _rec_name = "reason"

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one(
        "coop.member", "Raised by", required=True, index=True, ondelete="restrict", readonly=True
    )
    reason = fields.Text(required=True, readonly=True)
    state = fields.Selection(
        [
            ("standing", "Stands"),
            ("resolved", "Resolved: the proposal was amended"),
            ("withdrawn", "Withdrawn by who raised it"),
        ],
        required=True,
        default="standing",
    )
    note = fields.Char("What became of it")

    _once = models.Constraint("UNIQUE(vote_id, member_id)", "A member raises one objection.")

    def _collect(self, vote):
        """Write the objections that lie in the envelopes of an open vote that has closed."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO coop_vote_objection (vote_id, member_id, reason, state)
                   SELECT envelope.vote_id, line.member_id,
                          substr(envelope.choice, length('objection:') + 1), 'standing'
                     FROM coop_vote_envelope envelope
                     JOIN coop_vote_right line ON line.id = envelope.right_id
                    WHERE envelope.vote_id = %s AND envelope.choice LIKE 'objection:%%'
                 ORDER BY line.member_id
              ON CONFLICT DO NOTHING""",
                vote.id,
            )
        )
        vote.invalidate_recordset(["objection_ids"])

    def _number_waiting(self, vote):
        """How many objections lie in the envelopes of a vote."""
        query = SQL(
            "SELECT count(*) FROM coop_vote_envelope"
            " WHERE vote_id = %s AND choice LIKE 'objection:%%'",
            vote.id,
        )
        return self.env.execute_query(query)[0][0]

    def write(self, vals):
        if {"vote_id", "member_id", "reason"} & vals.keys():
            raise UserError(self.env._("An objection keeps its words: record what became of it."))
        if any(line.vote_id.state != "closed" for line in self):
            raise UserError(
                self.env._("Objections are settled between the closing and the count of the vote.")
            )
        return super().write(vals)
