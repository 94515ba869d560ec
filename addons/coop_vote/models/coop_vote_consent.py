from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..rules import choice as choices
from ..rules import quorum as quorum_rules
from ..rules.counting import consent, one_by_one
from ..rules.counting.resolution import Tally


class CoopVote(models.Model):
    """Two methods that count yes and no otherwise: candidates one by one, and consent."""

    _inherit = "coop.vote"

    objection_ids = fields.One2many("coop.vote.objection", "vote_id", string="Objections")

    @api.onchange("method")
    def _onchange_method(self):
        if self.method == "consent":
            self.secret = False

    @api.constrains("method", "secret")
    def _check_consent_is_open(self):
        if any(vote.method == "consent" and vote.secret for vote in self):
            raise ValidationError(
                self.env._(
                    "Consent is given openly: an objection is talked about with who raised it. "
                    "Untick «Secret»."
                )
            )

    # ------------------------------------------------------------------ one by one

    def _counted(self, order=()):
        if self.method != "one_by_one":
            return super()._counted(order)
        return one_by_one.count(self._majority(), self._tallies(), self.seats, order)

    def _tallies(self):
        """The yes and no of each candidate."""
        crowd = self.env["coop.vote.right"]._attendance(self)
        names = {candidate.id: candidate.name for candidate in self.candidate_ids}
        counts = {name: dict.fromkeys(choices.ANSWERS, 0) for name in names.values()}
        for said, number in self.env["coop.vote.ballot"]._numbers(self).items():
            answers = choices.to_ballot("one_by_one", said, names)
            for name, count in counts.items():
                count[answers.get(name, "abstain")] += number
        bases = {
            "present": crowd.counted("represented") * self._one_vote(),
            "members": crowd.members * self._one_vote(),
        }
        return {name: Tally(**count, **bases) for name, count in counts.items()}

    # ------------------------------------------------------------------ consent

    def action_objections(self):
        """Lay out the objections for the talk that follows the closing.

        Not a part of closing: what a ballot on its way says is seen by the next transaction only.
        """
        for vote in self:
            vote._lock("closed", self.env._("Close the vote first."))
            self.env["coop.vote.objection"]._collect(vote)

    def action_count(self):
        for vote in self.filtered(lambda one: one.method == "consent"):
            if self.env["coop.vote.objection"]._number_waiting(vote) != len(vote.objection_ids):
                raise UserError(
                    self.env._("Collect the objections and talk about each, then count.")
                )
        return super().action_count()

    def _check_choice(self, choice):
        if self._ballot_terms()[0] != "consent":
            return super()._check_choice(choice)
        if choice.partition(":")[0] not in choices.CONSENT:
            raise UserError(self._unreadable("consent"))
        return None

    def _count(self):
        if self.method != "consent":
            return super()._count()
        said = dict.fromkeys(choices.CONSENT, 0)
        for choice, number in self.env["coop.vote.ballot"]._numbers(self).items():
            said[choice.partition(":")[0]] += number
        raised = [consent.Objection(line.reason, line.state) for line in self.objection_ids]
        decided = consent.count(said["consent"], raised, said["concern"])
        crowd = self.env["coop.vote.right"]._attendance(self)
        reached = quorum_rules.count(self._quorum(), crowd)
        code = "adopted" if decided.adopted else "rejected"
        return {
            "outcome": code if reached.reached else "no_quorum",
            "result": {
                **said,
                "standing": len(decided.standing),
                "quorum_counted": reached.counted,
                "quorum_needed": reached.needed,
            },
        }

    def _arithmetic_lines(self):
        if self.method != "consent":
            return super()._arithmetic_lines()
        numbers = self.result
        told = self.env._(
            "Consent: %(consent)s, concerns: %(concern)s, objections: %(objection)s, "
            "stand aside: %(aside)s.",
            **{name: numbers[name] for name in choices.CONSENT},
        )
        stands = self.env._(
            "Objections that stand: %(number)s. One is enough for the proposal to fall.",
            number=numbers["standing"],
        )
        lines = [*self._college_lines(), told, stands]
        if not numbers["consent"] and not numbers["concern"]:
            lines.append(self.env._("Nobody consents: a proposal needs at least one consent."))
        return [*lines, *self._quorum_lines(numbers)]

    def _told(self, choice):
        if self.method == "consent":
            said, _colon, reason = choice.partition(":")
            return ". ".join(filter(None, (self._consent_words()[said], reason)))
        if self.method != "one_by_one":
            return super()._told(choice)
        names = {candidate.id: candidate.name for candidate in self.candidate_ids}
        answers = choices.to_ballot("one_by_one", choice, names)
        words = self._answer_words()
        return ", ".join(
            f"{name}: {words[answers.get(name, 'abstain')]}" for name in names.values()
        )

    def _consent_words(self):
        """What may be said to a proposal, in the reader's language."""
        return {
            "consent": self.env._("Consent"),
            "concern": self.env._("Consent with a concern"),
            "objection": self.env._("Objection"),
            "aside": self.env._("Stand aside"),
        }

    def _fingerprint_of(self):
        objections = [[line.reason, line.state, line.note] for line in self.objection_ids]
        return [*super()._fingerprint_of(), objections]
