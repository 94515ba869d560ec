import secrets

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CoopVoteRight(models.Model):
    """One line of a roll: the right of one member in one vote, and whether it was used (signing).

    It says nothing of the choice and keeps no time: who voted when is nobody's business.
    """

    _name = "coop.vote.right"
    _description = "Line of a roll"
    _log_access = False
    _rec_name = "member_id"
    _order = "member_id"

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    exclusion = fields.Selection(
        [("no_voting_share", "Owns no share that carries a vote")],
        "No vote because",
        help="Empty for a member who may vote.",
    )
    used_via = fields.Selection([("portal", "On the portal")], "Has voted", index="btree_not_null")
    receipt = fields.Char(help="Given to the voter: the ballot was received. Not on the ballot.")

    _one_per_member = models.Constraint(
        "UNIQUE(vote_id, member_id)", "A member has one right in one vote."
    )
    _excluded_does_not_vote = models.Constraint(
        "CHECK(exclusion IS NULL OR used_via IS NULL)", "This member is not on the roll."
    )
    _signed_with_receipt = models.Constraint(
        "CHECK(used_via IS NULL OR receipt IS NOT NULL)", "A signing has its receipt."
    )

    def _insert_roll(self, vote, able, members):
        """Write the roll of a vote in one statement.

        :param able: query of the members with a vote
        :param members: query of all members of the day
        """
        self.env["coop.member"].flush_model()
        self.env.cr.execute(
            SQL(
                """INSERT INTO coop_vote_right (vote_id, member_id, exclusion)
                   SELECT %s, member.id,
                          CASE WHEN member.id IN %s THEN NULL ELSE 'no_voting_share' END
                     FROM coop_member member
                    WHERE member.id IN %s""",
                vote.id,
                able.subselect(),
                members.subselect(),
            )
        )
        self.invalidate_model()
        vote.invalidate_recordset(["right_ids", "right_count", "used_count"])

    def _cast(self, choice, way="portal"):
        """Put a choice into this right's envelope, replacing an earlier one, and sign.

        :return: the receipt
        :raise UserError: the vote takes no ballot, the choice is none of its choices, or the right
            was used in another way
        """
        self.ensure_one()
        self.vote_id._check_choice(choice)
        self.vote_id._lock_for_cast()
        receipt = self._sign(way)
        self.env["coop.vote.envelope"]._fill(self, choice)
        return receipt

    def _sign(self, way):
        """Mark the right as used, once; the database decides between two at the same moment."""
        query = SQL(
            """UPDATE coop_vote_right
                  SET used_via = %(way)s, receipt = COALESCE(receipt, %(receipt)s)
                WHERE id = %(id)s AND exclusion IS NULL
                  AND (used_via IS NULL OR used_via = %(way)s)
            RETURNING receipt""",
            way=way,
            receipt=secrets.token_hex(5).upper(),
            id=self.id,
        )
        rows = self.env.execute_query(query)
        self.invalidate_recordset()
        if not rows:
            raise UserError(self._why_not())
        return rows[0][0]

    def _why_not(self):
        """Why this right cannot be used."""
        if self.exclusion:
            labels = dict(self._fields["exclusion"]._description_selection(self.env))
            return self.env._("You are not on the roll: %(why)s.", why=labels[self.exclusion])
        return self.env._("This right was used already in another way.")
