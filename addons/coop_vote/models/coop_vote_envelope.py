import logging

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.sql_db import db_connect
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


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
        room, terms = vote._room_choices(), vote.college_terms or {}
        weighed = [int(key) for key in terms if key.isdecimal() and "parts" in terms[key]]
        self.env.cr.execute(
            SQL(
                """INSERT INTO coop_vote_ballot (vote_id, choice, college_id)
                   SELECT %(vote)s, choice, CASE WHEN college_id = ANY(%(weighed)s::int[])
                                                 THEN college_id END
                     FROM (SELECT choice, college_id
                             FROM (SELECT envelope.choice, line.college_id
                                     FROM coop_vote_envelope envelope
                                     JOIN coop_vote_right line ON line.id = envelope.right_id
                                    WHERE envelope.vote_id = %(vote)s
                                    UNION ALL
                                   SELECT counted.choice, counted.college_id
                                     FROM unnest(%(choices)s::text[], %(colleges)s::int[],
                                                 %(counts)s::int[])
                                          AS counted(choice, college_id, number),
                                          generate_series(1, counted.number)) taken
                         ORDER BY gen_random_uuid()) shuffled""",
                vote=vote.id,
                weighed=weighed,
                choices=[choice for choice, _college in room],
                colleges=[college or None for _choice, college in room],
                counts=list(room.values()),
            )
        )
        if vote.secret:
            self.env.cr.execute(SQL("DELETE FROM coop_vote_envelope WHERE vote_id = %s", vote.id))
            self._shred_after_commit()
        self.invalidate_model()
        self.env["coop.vote.ballot"].invalidate_model()

    def _shred_after_commit(self):
        """Once the count is committed, write the table of envelopes anew without the erased ones.

        A deleted row stays in the file until PostgreSQL reuses its place. The envelopes of votes
        that still run are laid back in a random order.
        """
        database = self.env.cr.dbname

        @self.env.cr.postcommit.add
        def shred():
            try:
                with db_connect(database).cursor() as cr:
                    _rewrite(cr)
            except OperationalError:
                _logger.warning("The place of erased envelopes was not overwritten", exc_info=True)


def _rewrite(cr):
    """Write the table of envelopes anew. The lock comes before the snapshot: none is missed."""
    cr.execute("SET LOCAL lock_timeout = '5s'")
    cr.execute("LOCK TABLE coop_vote_envelope IN ACCESS EXCLUSIVE MODE")
    cr.execute(
        "CREATE TEMP TABLE kept ON COMMIT DROP AS"
        " SELECT vote_id, right_id, choice FROM coop_vote_envelope"
    )
    cr.execute("TRUNCATE coop_vote_envelope")
    cr.execute(
        "INSERT INTO coop_vote_envelope (vote_id, right_id, choice)"
        " SELECT vote_id, right_id, choice FROM kept ORDER BY gen_random_uuid()"
    )
