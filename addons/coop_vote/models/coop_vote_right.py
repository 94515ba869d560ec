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
    _order = "member_id, id"

    vote_id = fields.Many2one("coop.vote", required=True, index=True, ondelete="cascade")
    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    exclusion = fields.Selection(
        [("no_voting_share", "Owns no share that carries a vote")],
        "No vote because",
        help="Empty for a member who may vote.",
    )
    used_via = fields.Selection(
        [
            ("portal", "On the portal"),
            ("proxy", "By proxy"),
            ("room", "In the room"),
            ("paper", "On paper"),
        ],
        "Has voted",
        index="btree_not_null",
    )
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

    def _stands(self):
        """Whether the member is on the roll and still has a vote today."""
        return bool(self._standing())

    def _standing(self):
        """Those of these rights whose member is on the roll and still has a vote today."""
        kept = self.browse()
        for company, rights in self.grouped(lambda right: right.vote_id._ballot_company()).items():
            day = self.env["res.company"].browse(company)._coop_today()
            able = rights.member_id._coop_able_to_vote(day)
            kept |= rights.filtered(lambda right, able=able: right.member_id in able)
        return kept.filtered(lambda right: not right.exclusion)

    def _day(self):
        """Today at the co-op of the vote."""
        return self.env["res.company"].browse(self.vote_id._ballot_company())._coop_today()

    def _able(self, member_id="coop_vote_right.member_id"):
        """SQL: a member has a vote today. A roll is frozen when it opens; who has left since uses
        no right any more, and nobody uses it for them."""
        # sudo: lends a statement the share register of the one member it is about.
        return self.env["coop.member"].sudo()._coop_able_sql(SQL(member_id), self._day())

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

    def _cast_form(self, vote_id, right_id, form):
        """Cast what the current user filled in, as the portal does: in as few and as plain
        statements as can be, so that a whole assembly can press the button at once.

        :param right_id: the right to use, their own or one of their mandates; None for their own
        :param form: field name → list of values
        :return: the right and its receipt, or None when this user has no such right
        :raise UserError: the vote takes no ballot, the choice is none of its choices, or the right
            was used in another way
        """
        found, way = self._lock_own(vote_id, right_id), "portal"
        if not found and right_id:
            found, way = self._lock_mandate(vote_id, right_id), "proxy"
        if not found:
            return None
        line_id, state, closes_at, assembly_id = found
        vote, right = self.env["coop.vote"].browse(vote_id), self.browse(line_id)
        vote._check_open(state, closes_at)
        choice = vote._choice_from_form(form)
        vote._check_choice(choice)
        return right, right._sign_and_fill(choice, way, way == "portal" and assembly_id)

    def _lock_own(self, vote_id, right_id):
        """The current user's own right in a vote; both stay as they are until the present
        transaction ends. None when there is none, or when it is not the one asked for.

        The vote is held by a shared lock: ballots do not wait for each other, only the closing
        waits for them. What this statement waits for, and may fail for, holds no choice: PostgreSQL
        and Odoo write statements that fail to their logs.

        :return: the right, the vote's state, end and assembly
        """
        query = SQL(
            """SELECT line.id, vote.state, vote.closes_at, vote.assembly_id
                 FROM coop_vote_right line
                 JOIN coop_vote vote ON vote.id = line.vote_id
                WHERE line.vote_id = %(vote)s AND %(asked)s
                  AND line.member_id = ANY(ARRAY(SELECT mine.id FROM coop_member mine
                                                   JOIN res_users login
                                                     ON login.partner_id = mine.partner_id
                                                  WHERE login.id = %(user)s))
                  FOR SHARE OF vote FOR NO KEY UPDATE OF line""",
            user=self.env.uid,
            vote=vote_id,
            asked=SQL("line.id = %s", right_id) if right_id else SQL("TRUE"),
        )
        rows = self.env.execute_query(query)
        return rows[0] if rows else None

    def _lock_mandate(self, vote_id, right_id):
        """The same for a right that the current user holds an accepted proxy for. The proxy stays
        as it is, too."""
        self.env["coop.proxy"].flush_model()
        query = SQL(
            """SELECT line.id, vote.state, vote.closes_at, vote.assembly_id
                 FROM coop_vote vote
                 JOIN coop_vote_right line ON line.vote_id = vote.id
                 JOIN coop_proxy proxy ON proxy.assembly_id = vote.assembly_id
                                      AND proxy.giver_id = line.member_id
                 JOIN coop_member mine ON mine.id = proxy.holder_id
                                      AND mine.company_id = vote.company_id
                 JOIN res_users login ON login.partner_id = mine.partner_id
                WHERE vote.id = %(vote)s AND line.id = %(right)s AND login.id = %(user)s
                  AND proxy.state = 'accepted' AND %(able)s
                  FOR SHARE OF vote FOR NO KEY UPDATE OF line FOR SHARE OF proxy""",
            user=self.env.uid,
            vote=vote_id,
            right=right_id,
            able=self.browse(right_id)._able("mine.id"),
        )
        rows = self.env.execute_query(query)
        return rows[0] if rows else None

    def _sign_and_fill(self, choice, way, assembly_id):
        """Sign, lay the choice into the envelope, and end the giver's own proxy: one statement, all
        or nothing. A right that cannot be used changes nothing.

        The caller has locked the line, so that this statement, which holds the choice, waits for
        nobody; should it fail all the same, Odoo does not write it to its log.

        :param assembly_id: the assembly in which the member votes in person, and so takes back a
            proxy; nothing for a ballot cast by proxy
        """
        query = SQL(
            """WITH signed AS (%(sign)s RETURNING id, vote_id, receipt),
                    filled AS (INSERT INTO coop_vote_envelope (vote_id, right_id, choice)
                               SELECT vote_id, id, %(choice)s FROM signed
                          ON CONFLICT (right_id) DO UPDATE SET choice = EXCLUDED.choice)
                    %(end)s
               SELECT receipt FROM signed""",
            sign=self._sign_statement(way),
            choice=choice,
            end=self._end_own_proxy(way, assembly_id) if assembly_id else SQL(),
        )
        self.env["coop.vote.envelope"].invalidate_model()
        self.env.cr.execute(query, log_exceptions=False)
        return self._receipt_of(self.env.cr.fetchall())

    def _end_own_proxy(self, way, assembly_id):
        """More parts of the statement that signs: the member's own proxy ends."""
        return SQL(
            """, ended AS (%(end)s),
                 parted AS (DELETE FROM coop_proxy_party
                             WHERE proxy_id IN (SELECT id FROM ended))""",
            end=self.env["coop.proxy"]._end_statement(assembly_id, self._free_for(way)),
        )

    def action_sign_paper(self):
        """The member puts a paper ballot into the urn: sign for it."""
        for right in self:
            right.vote_id.check_access("write")
            right.vote_id._lock_for_cast()
            right._sign("paper")

    def _use_in_room(self, vote):
        """Use, in one statement, the unused rights of those present and of their mandates, as far
        as giver and holder are members with a vote today."""
        self.env["coop.assembly.presence"].flush_model()
        self.env["coop.proxy"].flush_model()
        # sudo: lends the assembly office the share register, to know who has a vote.
        members = self.env["coop.member"].sudo().with_context(active_test=False)
        today = vote.company_id._coop_today()
        able = members._search(members._coop_holder_domain("has_vote", today))
        self.env.cr.execute(
            SQL(
                """WITH able AS (%(able)s),
                        here AS (SELECT member_id FROM coop_assembly_presence
                                  WHERE assembly_id = %(assembly)s AND state = 'present'
                                    AND member_id IN (TABLE able))
                   UPDATE coop_vote_right SET used_via = 'room', receipt = 'ROOM'
                    WHERE vote_id = %(vote)s AND exclusion IS NULL AND used_via IS NULL
                      AND member_id IN (TABLE able)
                      AND (member_id IN (SELECT member_id FROM here)
                        OR member_id IN (SELECT giver_id FROM coop_proxy
                                          WHERE assembly_id = %(assembly)s AND state = 'accepted'
                                            AND holder_id IN (SELECT member_id FROM here)))""",
                assembly=vote.assembly_id.id,
                vote=vote.id,
                able=able.select(),
            )
        )
        self.invalidate_model()
        vote.invalidate_recordset()

    def _sign(self, way):
        """Mark the right as used, once; the database decides between two at the same moment."""
        query = SQL("%s RETURNING receipt", self._sign_statement(way))
        return self._receipt_of(self.env.execute_query(query))

    def _sign_statement(self, way):
        """The statement that uses a right in one way; it finds no row when used in another."""
        return SQL(
            """UPDATE coop_vote_right
                  SET used_via = %(way)s, receipt = COALESCE(receipt, %(receipt)s)
                WHERE %(free)s""",
            way=way,
            receipt=secrets.token_hex(5).upper(),
            free=self._free_for(way),
        )

    def _free_for(self, way):
        """The condition that this right can be used in one way: unused, or used so already."""
        return SQL(
            "id = %s AND exclusion IS NULL AND (used_via IS NULL OR used_via = %s) AND %s",
            self.id,
            way,
            self._able(),
        )

    def _receipt_of(self, rows):
        """The receipt that a signing gives.

        :raise UserError: nothing was signed
        """
        self.invalidate_recordset()
        if not rows:
            raise UserError(self._why_not())
        return rows[0][0]

    def _why_not(self):
        """Why this right cannot be used."""
        if self.exclusion:
            labels = dict(self._fields["exclusion"]._description_selection(self.env))
            return self.env._("You are not on the roll: %(why)s.", why=labels[self.exclusion])
        if not self._stands():
            return self.env._(
                "%(name)s is no longer a member with a vote: this right cannot be used any more. "
                "A ballot cast before stays as it is.",
                name=self.member_id.name,
            )
        return self.env._("This right was used already in another way.")
