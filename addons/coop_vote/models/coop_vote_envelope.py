from odoo import fields, models
from odoo.tools import SQL


class CoopVoteEnvelope(models.Model):
    """What a right says while the vote runs, so that a voter can change it.

    Nobody has access to this model. Of a secret vote it is emptied by the transaction that counts.
    """

    _name = "coop.vote.envelope"
    _description = "Envelope"
    _log_access = False

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    right_id = fields.Many2one("coop.vote.right", required=True, ondelete="cascade")
    choice = fields.Char(required=True)

    _one_per_right = models.Constraint("UNIQUE(right_id)", "A right has one envelope.")

    def _pour_into_ballots(self, vote):
        """Make the ballots of a vote in a random order; of a secret vote, erase the envelopes.

        All ballots are written by one transaction, and numbered after they are shuffled: neither
        `xmin`, nor `id`, nor the place in the table says who came when. What the tellers counted in
        the room is among them.
        """
        room = vote._room_choices()
        self.env.cr.execute(
            SQL(
                """INSERT INTO coop_vote_ballot (vote_id, choice)
                   SELECT %(vote)s, choice
                     FROM (SELECT choice
                             FROM (SELECT choice FROM coop_vote_envelope WHERE vote_id = %(vote)s
                                    UNION ALL
                                   SELECT counted.choice
                                     FROM unnest(%(choices)s::text[], %(counts)s::int[])
                                          AS counted(choice, number),
                                          generate_series(1, counted.number)) taken
                         ORDER BY gen_random_uuid()) shuffled""",
                vote=vote.id,
                choices=list(room),
                counts=list(room.values()),
            )
        )
        if vote.secret:
            self.env.cr.execute(SQL("DELETE FROM coop_vote_envelope WHERE vote_id = %s", vote.id))
        self.invalidate_model()
        self.env["coop.vote.ballot"].invalidate_model()
