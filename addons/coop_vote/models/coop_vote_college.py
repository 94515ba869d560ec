from fractions import Fraction

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..rules import colleges


class CoopVote(models.Model):
    """The colleges of a vote: the capped share types of its roll, and what their ballots count."""

    _inherit = "coop.vote"

    college_terms = fields.Json(
        readonly=True,
        copy=False,
        help="Frozen with the roll: for each capped college its name and its cap, and once counted "
        "the parts of a vote that its ballots weigh.",
    )

    def _freeze_roll(self):
        super()._freeze_roll()
        if self.college_caps:
            self.env["coop.vote.right"]._enter_colleges(self)
            self._advance(college_terms=self._frozen_caps() or False)

    def _frozen_caps(self):
        """The caps of the colleges on the roll, as they are on the day of the opening."""
        # sudo: lends the assembly office the names and caps of the share types on its roll.
        rights = self.env["coop.vote.right"].sudo()
        rows = rights._read_group([("vote_id", "=", self.id)], ["college_id"])
        return {
            str(college.id): {"name": college.name, "cap": str(self._cap_of(college))}
            for (college,) in rows
            if college
        }

    def _cap_of(self, college):
        """A cap, kept as a decimal number, as the fraction that it means."""
        return Fraction(college.college_cap).limit_denominator(1000)

    def _seal(self):
        """Say what the ballots of capped colleges count before they lose their voters."""
        terms, found = dict(self.college_terms or {}), self._weighing()
        if found:
            one, weighed = found
            for college, number in weighed.items():
                terms[college] = {**terms[college], "parts": number}
            self._advance(college_terms={**terms, "one": one})
        return super()._seal()

    def _weighing(self):
        """The parts of a vote and those of the ballots of capped colleges; None without a cap
        passed."""
        if not self.college_terms:
            return None
        caps = {key: Fraction(terms["cap"]) for key, terms in self.college_terms.items()}
        voters = self.env["coop.vote.right"]._voters_by_college(self)
        found = colleges.parts(voters, caps)
        if found and self._room_choices() and not self._room_is_split(found[1]):
            raise UserError(
                self.env._(
                    "A college passes its cap. Count its votes in the room apart: each teller adds "
                    "a line for it."
                )
            )
        return found

    def _room_is_split(self, weighed):
        """Whether the tellers counted apart each capped college that used a right in the room."""
        room = self.env["coop.vote.right"]._voters_by_college(self, ("room", "paper"))
        apart = {str(college.id) for college in self._room_colleges()}
        return room.keys() & weighed.keys() <= apart

    def _one_vote(self):
        """How many parts a full vote has: 1 unless a college passed its cap."""
        return (self.college_terms or {}).get("one", 1)

    def _parts_of(self, college_id):
        """How many parts a ballot counts."""
        terms = (self.college_terms or {}).get(str(college_id), {})
        return terms.get("parts", self._one_vote())

    def _college_lines(self):
        """What the caps did, in words."""
        if self._one_vote() == 1:
            return
        for terms in self.college_terms.values():
            if isinstance(terms, dict) and "parts" in terms:
                yield self.env._(
                    "The college «%(name)s» has at most %(cap)s of the votes: each of its ballots "
                    "counts %(parts)s parts, each other ballot %(one)s parts. "
                    "The numbers are parts.",
                    name=terms["name"],
                    cap=terms["cap"],
                    parts=terms["parts"],
                    one=self._one_vote(),
                )

    def _arithmetic_lines(self):
        return [*self._college_lines(), *super()._arithmetic_lines()]

    def _fingerprint_of(self):
        return [*super()._fingerprint_of(), self.college_terms or {}]


class CoopVoteRight(models.Model):
    _inherit = "coop.vote.right"

    college_id = fields.Many2one(
        "coop.share.type",
        ondelete="restrict",
        help="The capped share type of a member who owns no other that carries a vote.",
    )

    def _enter_colleges(self, vote):
        """Say which lines of a roll belong to a capped college: one statement finds the members,
        one marks their lines. In one they are joined by guess, since nothing is known yet of the
        lines just written, and the guess costs minutes.
        """
        capped = self._capped_members(vote)
        if not capped:
            return
        self.env.cr.execute(
            SQL(
                """UPDATE coop_vote_right line SET college_id = college.id
                     FROM unnest(%(members)s::int[], %(colleges)s::int[]) AS college(member_id, id)
                    WHERE line.vote_id = %(vote)s AND line.exclusion IS NULL
                      AND line.member_id = college.member_id""",
                members=[member for member, _college in capped],
                colleges=[college for _member, college in capped],
                vote=vote.id,
            )
        )
        self.invalidate_model(["college_id"])

    def _capped_members(self, vote):
        """The members whose only shares with a vote are of a capped type: ``[(member, type)]``."""
        self.env["coop.share.type"].flush_model()
        self.env["coop.share.entry"].flush_model()
        query = SQL(
            """SELECT member_id, MIN(id)
                 FROM (SELECT entry.member_id, type.id, type.college_cap
                         FROM coop_share_entry entry
                         JOIN coop_share_type type ON type.id = entry.type_id
                        WHERE type.has_vote AND entry.date <= %(day)s
                          AND type.company_id = %(company)s
                     GROUP BY entry.member_id, type.id HAVING SUM(entry.quantity) > 0) holding
             GROUP BY member_id HAVING MIN(COALESCE(college_cap, 0)) > 0""",
            day=vote.company_id._coop_today(),
            company=vote.company_id.id,
        )
        return self.env.execute_query(query)

    def _voters_by_college(self, vote, ways=("portal", "proxy", "room", "paper", "call")):
        """How many rights of each college were used in these ways; the uncapped under None."""
        # sudo: lends the assembly office the numbers of the roll, never a choice.
        rows = self.sudo()._read_group(
            [("vote_id", "=", vote.id), ("used_via", "in", ways)], ["college_id"], ["__count"]
        )
        return {str(college.id) if college else None: number for college, number in rows}
