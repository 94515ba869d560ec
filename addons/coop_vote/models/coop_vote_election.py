import shlex

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

from ..rules import choice as choices
from ..rules import quorum as quorum_rules
from ..rules.counting import METHODS, CountError, Profile, ballot_file, count_ballots
from ..rules.counting.grades import same
from ..rules.counting.profile import MOST_CANDIDATES
from ..rules.counting.report import result_json

#: Methods without a list of candidates.
QUESTIONS = ("resolution", "consent")
#: Breakdowns of fewer ballots are never shown: they would tell who voted how.
FEWEST_SHOWN = 10


class CoopVote(models.Model):
    """Votes that elect: candidates, seats, a counting method, and ties left open until settled."""

    _inherit = "coop.vote"

    method = fields.Selection(
        [
            ("resolution", "Yes, no or abstention"),
            ("plurality", "First past the post"),
            ("runoff", "Instant run-off"),
            ("approval", "Approval"),
            ("majority_judgment", "Majority judgment"),
            ("schulze", "Schulze"),
            ("stv", "Single transferable vote"),
            ("one_by_one", "Candidates one by one: yes or no to each"),
            ("consent", "Consent: adopted unless an objection stands"),
        ],
        required=True,
        default="resolution",
    )
    seats = fields.Integer(default=1, required=True, help="How many are elected.")
    candidate_ids = fields.One2many(
        "coop.vote.candidate", "vote_id", string="Candidates", copy=True
    )
    grades = fields.Char(
        default=lambda self: self._proposed_grades(),
        help="Of majority judgment: best first, with commas. The last one is for the ungraded.",
    )
    outcome = fields.Selection(
        selection_add=[
            ("elected", "Elected"),
            ("tie", "Tie to be settled"),
            ("nobody", "Nobody elected"),
        ],
        ondelete={"elected": "cascade", "tie": "cascade", "nobody": "cascade"},
    )
    elected_names = fields.Char("Persons elected", compute="_compute_elected_names")
    tied_names = fields.Char("Tied", compute="_compute_elected_names")
    tie_rule = fields.Char(
        "How the tie is settled",
        copy=False,
        help="The rule of the statutes, and how it was applied.",
    )
    tie_order = fields.Char(
        "Order that it gave", copy=False, help="The tied candidates, first in front, with commas."
    )

    _one_seat = models.Constraint("CHECK(seats >= 1)", "At least one is elected.")

    @api.depends("result")
    def _compute_elected_names(self):
        for vote in self:
            result = vote.result or {}
            vote.elected_names = ", ".join(result.get("elected", ())) or False
            vote.tied_names = ", ".join(name for tie in result.get("ties", ()) for name in tie)

    @api.constrains("method", "room", "grades")
    def _check_method(self):
        for vote in self:
            if vote.room and vote.method == "consent":
                raise ValidationError(
                    self.env._(
                        "Consent is given by name, on the portal. Untick «Also in the room», or "
                        "choose yes, no or abstention."
                    )
                )
            names = vote._grade_names()
            few = vote.method == "majority_judgment" and len(names) < 2
            if few or len(set(map(same, names))) < len(names) or any(":" in name for name in names):
                raise ValidationError(
                    self.env._("Write at least two different grades, best first, without colons.")
                )

    def _grade_names(self):
        """The grades, best first, as they are kept, counted and given out in the file."""
        return self._cut_grades(self.grades)

    @staticmethod
    def _cut_grades(grades):
        return [name.strip() for name in (grades or "").split(",") if name.strip()]

    @api.model
    def _proposed_grades(self):
        """The grades of a new vote, in the language of the environment."""
        return self.env._("Excellent, Very good, Good, Fair, Poor, To reject")

    def _grade_labels(self):
        """The grades, best first, as they are shown: in the reader's language as long as they are
        those that were proposed, in whatever language, and else as they were written."""
        names = self._grade_names()
        if self.env.context.get("coop_grades_kept"):
            return names
        codes = {code for code, _name in self.env["res.lang"].get_installed()}
        said = [self.with_context(lang=code)._proposed_grades() for code in codes | {"en_US"}]
        here = self._cut_grades(self._proposed_grades())
        proposed = names in [self._cut_grades(grades) for grades in said]
        return here if proposed and len(here) == len(names) else names

    def _frozen_fields(self):
        return super()._frozen_fields() | {"method", "seats", "grades", "candidate_ids"}

    def action_open(self):
        for vote in self:
            if len(vote.candidate_ids) > MOST_CANDIDATES:
                raise UserError(
                    self.env._(
                        "At most %(most)s candidates can be counted. Please shorten the list.",
                        most=MOST_CANDIDATES,
                    )
                )
            least = {"resolution": 0, "consent": 0, "one_by_one": 1}.get(vote.method, 2)
            if len(vote.candidate_ids) < least:
                raise UserError(
                    self.env._(
                        "Put candidates on the list, at least %(least)s, then open.", least=least
                    )
                )
        return super().action_open()

    # ------------------------------------------------------------------ a ballot

    def _choice_from_form(self, form):
        """What a filled form says, as it is kept.

        :param form: field name → list of values
        :raise UserError: the form says what no ballot of this vote can say
        """
        method, candidates, grades = self._ballot_terms()
        if method == "resolution":
            return choices.unpadded((form.get("choice") or [""])[-1])
        try:
            return choices.from_form(method, form, candidates, grades)
        except choices.ChoiceError as error:
            raise UserError(self._unreadable(str(error))) from error

    def _unreadable(self, why):
        """What to do about a form that no ballot can say."""
        if why == "reason":
            return self.env._("Please say why you object: the reason is what is talked about.")
        return self.env._("This ballot cannot be read. Please fill it in again.")

    @ormcache("self.id")
    def _ballot_terms(self):
        """What a ballot of this vote may hold: the method, the candidates' ids, how many grades.

        Frozen since the vote opened, so that it can be remembered.
        """
        if self.state == "draft":
            raise UserError(self.env._("This vote is not open yet."))
        return self.method, frozenset(self.candidate_ids.ids), len(self._grade_names())

    @ormcache("self.id")
    def _ballot_company(self):
        """The co-op of an open vote, frozen as the rest: known without reading the vote again."""
        return self.company_id.id

    def _check_choice(self, choice):
        if self._ballot_terms()[0] == "resolution":
            super()._check_choice(choice)

    # ------------------------------------------------------------------ the count

    def _profile(self):
        """The ballots of this vote as the counting rules take them, equal ones together."""
        names = {candidate.id: candidate.name for candidate in self.candidate_ids}
        grades = tuple(self._grade_names()) if self.method == "majority_judgment" else ()
        numbers = self.env["coop.vote.ballot"]._numbers(self)
        ballots = [
            (number, choices.to_ballot(self.method, said, names, grades))
            for said, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
        ]
        return Profile(tuple(names.values()), tuple(ballots), grades)

    def _counted(self, order=()):
        """The count of an election.

        :raise CountError: the order that settles the ties names somebody who does not stand
        """
        return count_ballots(self.method, self._profile(), self.seats, order)

    def _count(self):
        if self.method in QUESTIONS:
            return super()._count()
        crowd = self.env["coop.vote.right"]._attendance(self)
        reached = quorum_rules.count(self._quorum(), crowd)
        counted = self._counted()
        return {
            "outcome": self._outcome_of(counted) if reached.reached else "no_quorum",
            "result": {
                **result_json(counted),
                "quorum_counted": reached.counted,
                "quorum_needed": reached.needed,
            },
        }

    @staticmethod
    def _outcome_of(counted):
        if counted.ties:
            return "tie"
        return "elected" if counted.elected else "nobody"

    def action_settle(self):
        """Record how the statutes' rule settled the tie, and count again with the order it gave."""
        for vote in self:
            if vote.outcome != "tie" or not vote.tie_rule or not vote.tie_order:
                raise UserError(
                    self.env._("Write how the tie was settled, and the order that it gave.")
                )
            order = [ballot_file.clean(name) for name in vote.tie_order.split(",")]
            try:
                counted = vote._counted(order)
            except CountError as error:
                raise UserError(str(error)) from error
            result = {**vote.result, **result_json(counted)}
            vote._advance(outcome=self._outcome_of(counted), result=result)
            vote._advance(fingerprint=vote._fingerprint())

    def _fingerprint_of(self):
        """What the fingerprint of an election covers besides."""
        names = self.candidate_ids.sorted("id").mapped("name")
        return [self.method, self.seats, names, self.grades, self.tie_rule, self.tie_order]

    # ------------------------------------------------------------------ the ballots

    def _shows_ballots(self):
        """Whether the ballots can be given out: counted, and enough of them."""
        if self.state != "counted" or self.method not in METHODS:
            return False
        groups = self.env["coop.vote.ballot"]._groups(self)
        return sum(number for *_said, number in groups) >= FEWEST_SHOWN

    def _recount_command(self):
        """How anybody counts the downloaded file again, with the order that settled a tie."""
        order = ["--tie-order", shlex.quote(self.tie_order)] if self.tie_order else []
        words = ("python3", "addons/coop_vote/rules/counting", self.method)
        named = (f"ballots-{self.id}.tsv", "--seats", str(self.seats))
        return " ".join((*words, *named, *order))

    def _hides_rounds(self):
        """Whether the rounds of an election stay hidden: so few have voted in secret that a ballot
        could be read from them."""
        few = self.secret and self.used_count < FEWEST_SHOWN
        return few and self.state == "counted" and self.method in METHODS

    def _rounds_shown(self):
        """The rounds of the count that can be given out."""
        return [] if self._hides_rounds() else self._rounds_told()

    def _ballot_file(self):
        """All ballots in the form that the command of the README recounts."""
        return ballot_file.write(self._profile(), self.method)

    def _roll_call(self):
        """Of an open vote once counted: who chose what, as ``[(name, choice)]``."""
        if self.secret or self.state != "counted":
            return []
        # sudo: lends those on the roll the choices of an open vote, which is published with names.
        envelopes = self.env["coop.vote.envelope"].sudo().search([("vote_id", "=", self.id)])
        shown = [(line.right_id.member_id.name, self._told(line.choice)) for line in envelopes]
        return sorted(shown)

    def _answer_words(self):
        """Yes, no and abstention in the reader's language."""
        return {
            "yes": self.env._("Yes"),
            "no": self.env._("No"),
            "abstain": self.env._("Abstention"),
        }

    def _told(self, choice):
        """A choice in words."""
        if self.method == "resolution":
            return self._answer_words()[choice]
        names = {candidate.id: candidate.name for candidate in self.candidate_ids}
        said = choices.to_ballot(self.method, choice, names, self._grade_labels())
        single = Profile(tuple(names.values()), ((1, said),))
        return ballot_file.write(single, self.method).splitlines()[-1].partition("\t")[2]
