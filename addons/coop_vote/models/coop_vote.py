from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..rules import outcome as rules
from ..rules.counting.resolution import Tally
from ..rules.fingerprint import fingerprint

CHOICES = ("yes", "no", "abstain")
#: Rights used in the room: by hands or cards under the tellers' eyes, or on paper.
ROOM = ("room", "paper")


class CoopVote(models.Model):
    """One question put to the members.

    draft → open (the roll is frozen, ballots are cast) → closed (no ballot comes in any more) →
    counted (choices lie in ballots that nothing links to a voter). A vote that was wrong is
    withdrawn before it is counted.

    Closing and counting are two transactions on purpose. A ballot is cast under a shared lock of
    this row, so closing waits for those on their way and refuses the next; the transaction that
    counts begins after that, and so sees every one of them.
    """

    _name = "coop.vote"
    _description = "Vote"
    _inherit = ["mail.thread", "coop.vote.terms"]
    _order = "id desc"

    name = fields.Char("Question", required=True, translate=True)
    description = fields.Html("Text", translate=True, sanitize_attributes=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "In preparation"),
            ("open", "Open"),
            ("closed", "Closed"),
            ("counted", "Counted"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    secret = fields.Boolean(
        default=True,
        help="Once counted, nothing links a ballot to its voter. Otherwise the choices are "
        "published with the names.",
    )
    closes_at = fields.Datetime(
        "Ballots until", help="No ballot is taken after this moment, even before somebody closes."
    )
    assembly_id = fields.Many2one("coop.assembly", index=True, ondelete="restrict")
    point_id = fields.Many2one(
        "coop.assembly.point",
        "Point of the agenda",
        index="btree_not_null",
        domain="[('assembly_id', '=', assembly_id)]",
        ondelete="set null",
    )
    rule_id = fields.Many2one(
        "coop.assembly.rule", "Rules", help="Proposes the majority and the quorum below."
    )
    room = fields.Boolean(
        "Also in the room",
        help="By hands, cards or paper: two tellers enter the same numbers before the count.",
    )
    teller_ids = fields.One2many("coop.vote.teller", "vote_id", string="Tellers' entries")
    room_count = fields.Integer("Rights used in the room", compute="_compute_right_count")
    right_ids = fields.One2many("coop.vote.right", "vote_id", string="Roll", readonly=True)
    right_count = fields.Integer("With a vote", compute="_compute_right_count")
    used_count = fields.Integer("Have voted", compute="_compute_right_count")
    outcome = fields.Selection(
        [
            ("adopted", "Adopted"),
            ("rejected", "Rejected"),
            ("no_quorum", "Quorum not reached"),
        ],
        readonly=True,
        copy=False,
    )
    result = fields.Json(readonly=True, copy=False, help="The numbers of the count.")
    fingerprint = fields.Char(
        readonly=True,
        copy=False,
        help="SHA-256 of the question, its rules, the roll and the ballots: a later change of any "
        "of them gives another one.",
    )
    arithmetic = fields.Text(compute="_compute_arithmetic", help="How the outcome is reached.")

    @api.depends("assembly_id", "rule_id")
    def _compute_terms(self):
        return super()._compute_terms()

    def _proposed_terms(self):
        if self.rule_id:
            return self.rule_id._terms_for_call(self.assembly_id.call or "first")
        return self._terms_of(self.assembly_id)

    # ------------------------------------------------------------------ what is shown

    @api.depends("right_ids.used_via")
    def _compute_right_count(self):
        rows = self.env["coop.vote.right"]._read_group(
            [("vote_id", "in", self.ids), ("exclusion", "=", False)],
            ["vote_id"],
            ["__count", "used_via:count"],
        )
        counts = {vote.id: (total, used) for vote, total, used in rows}
        room = dict(
            self.env["coop.vote.right"]._read_group(
                [("vote_id", "in", self.ids), ("used_via", "in", ROOM)], ["vote_id"], ["__count"]
            )
        )
        for vote in self:
            vote.right_count, vote.used_count = counts.get(vote.id, (0, 0))
            vote.room_count = room.get(vote, 0)

    @api.depends("result", "outcome")
    @api.depends_context("lang")
    def _compute_arithmetic(self):
        for vote in self:
            vote.arithmetic = "\n".join(vote._arithmetic_lines()) if vote.result else False

    def _arithmetic_lines(self):
        """The count in words, from its stored numbers."""
        numbers = self.result
        lines = [
            self.env._(
                "Yes: %(yes)s, no: %(no)s, abstentions: %(abstain)s.",
                yes=numbers["yes"],
                no=numbers["no"],
                abstain=numbers["abstain"],
            )
        ]
        return [*lines, *self._majority_lines(numbers), *self._quorum_lines(numbers)]

    def _majority_lines(self, numbers):
        """How many yes were needed."""
        fraction = f"{self.majority_numerator}/{self.majority_denominator}"
        least = (
            self.env._("more than %(fraction)s", fraction=fraction)
            if self.majority_strict
            else self.env._("at least %(fraction)s", fraction=fraction)
        )
        bases = dict(self._fields["majority_base"]._description_selection(self.env))
        yield self.env._(
            "Needed: %(least)s of %(base)s. %(fraction_of)s of %(number)s is %(needed)s votes.",
            least=least,
            base=bases[self.majority_base],
            fraction_of=least[0].upper() + least[1:],
            number=numbers["base"],
            needed=numbers["needed"],
        )
        sign = "≥" if numbers["yes"] >= numbers["needed"] else "<"
        yield f"{numbers['yes']} {sign} {numbers['needed']}"

    def _quorum_lines(self, numbers):
        """Whether enough members took part."""
        if not numbers["quorum_needed"]:
            return
        reached = numbers["quorum_counted"] >= numbers["quorum_needed"]
        text = (
            self.env._("Quorum: %(counted)s of %(needed)s members needed took part: reached.")
            if reached
            else self.env._(
                "Quorum: %(counted)s of %(needed)s members needed took part: not reached."
            )
        )
        yield text % {"counted": numbers["quorum_counted"], "needed": numbers["quorum_needed"]}

    # ------------------------------------------------------------------ frozen once open

    def _frozen_fields(self):
        """What cannot change any more once the vote is open."""
        what = {"name", "description", "company_id", "secret", "assembly_id", "rule_id", "room"}
        return what | self._term_names()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_forged(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_forged(vals)
        if self._frozen_fields() & vals.keys() and any(v.state != "draft" for v in self):
            raise UserError(
                self.env._(
                    "The roll and the rules are frozen since the vote opened. Make a new vote."
                )
            )
        return super().write(vals)

    def _refuse_forged(self, vals):
        """Only opening, closing and counting move a vote on."""
        if self._kept_fields() & vals.keys():
            raise UserError(self.env._("Use the buttons: a vote is opened, closed, then counted."))

    def _kept_fields(self):
        """What nobody writes by hand."""
        kept = {"state", "outcome", "result", "fingerprint"}
        return kept | {"counted_on", "purged_on", "college_terms"}

    def _advance(self, **vals):
        """Write what `write` refuses from outside."""
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(vote.state != "draft" for vote in self):
            raise UserError(self.env._("A vote that was opened is kept."))

    # ------------------------------------------------------------------ draft → open

    def action_open(self):
        """Freeze the roll and take ballots."""
        for vote in self:
            vote._lock("draft", self.env._("This vote is open already."))
            if vote.assembly_id and vote.assembly_id.state not in ("convened", "open"):
                raise UserError(self.env._("Convene the assembly before opening its votes."))
            if vote.closes_at and vote.closes_at <= fields.Datetime.now():
                raise UserError(self.env._("Its last moment has passed. Choose a later one."))
            vote._freeze_roll()
            vote._advance(state="open")

    def _freeze_roll(self):
        """One right for each member with a vote today, and the reason for each other member."""
        members = self.env["coop.member"].with_context(active_test=False)
        today = self.company_id._coop_today()
        company = [("company_id", "=", self.company_id.id)]
        # sudo: lends the assembly office the share register, to know who has a vote; bounded to
        # the members of this vote's co-op.
        members = members.sudo()
        able = members._search(members._coop_holder_domain("has_vote", today) & Domain(company))
        present = members._search(members._coop_member_domain(today) & Domain(company))
        self.env["coop.vote.right"]._insert_roll(self, able, present)

    # ------------------------------------------------------------------ open → closed → counted

    def action_close(self):
        """Take no ballot any more. Waits for those that are on their way."""
        for vote in self:
            vote._lock("open", self.env._("This vote is not open."))
            vote._close_now()

    def action_count(self):
        """Seal the ballots and count them."""
        for vote in self:
            vote._lock("closed", self.env._("Close the vote before counting; it is counted once."))
            vote._check_tellers()
            vote._seal()
            vote._advance(state="counted", **vote._count())
            vote._advance(fingerprint=vote._fingerprint())

    def _seal(self):
        """Move the choices into ballots in a random order, and erase whose they were."""
        self.env["coop.vote.envelope"]._pour_into_ballots(self)

    def _count(self):
        """Count a resolution: its outcome and its numbers."""
        votes = self.env["coop.vote.ballot"]._numbers(self)
        crowd = self.env["coop.vote.right"]._attendance(self)
        tally = Tally(
            **{choice: votes.get(choice, 0) for choice in CHOICES},
            present=crowd.counted("represented") * self._one_vote(),
            members=crowd.members * self._one_vote(),
        )
        decided = rules.decide(self._quorum(), crowd, self._majority(), tally)
        return {"outcome": decided.code, "result": self._numbers(decided)}

    def _fingerprint(self):
        """The fingerprint of the vote as it stands in the database."""
        terms = {name: self[name] for name in sorted(self._term_names())}
        # sudo: lends the assembly office the sums of the ballots and the numbers of the roll.
        rows = self.sudo().right_ids.mapped(lambda line: [line.member_id.number, line.used_via])
        votes = self.env["coop.vote.ballot"]._numbers(self)
        said = {"question": self.name, "terms": terms, "roll": sorted(rows, key=str)}
        said.update(ballots=votes, result=self.result, more=self._fingerprint_of())
        return fingerprint(said)

    def _fingerprint_of(self):
        """What else the fingerprint covers."""
        return []

    def _numbers(self, decided):
        """The numbers of an outcome, as they are stored."""
        tally, quorum = decided.count.tally, decided.quorum
        return {
            **{choice: getattr(tally, choice) for choice in CHOICES},
            "base": decided.count.base,
            "needed": decided.count.needed,
            "quorum_counted": quorum.counted,
            "quorum_needed": quorum.needed,
            "members": quorum.members,
        }

    # ------------------------------------------------------------------ locks

    def _lock(self, state, otherwise):
        """Lock this vote for a change of state; raise `otherwise` unless it is in `state`.

        Whoever may not change it is not told its state.
        """
        self.check_access("write")
        self.flush_recordset()
        query = SQL("SELECT state FROM coop_vote WHERE id = %s FOR UPDATE", self.id)
        if self.env.execute_query(query) != [(state,)]:
            raise UserError(otherwise)

    def _lock_for_cast(self):
        """Keep this vote open until the present transaction ends; raise when it takes no ballot."""
        self.flush_recordset(["state", "closes_at"])
        query = SQL("SELECT state, closes_at FROM coop_vote WHERE id = %s FOR SHARE", self.id)
        [(state, closes_at)] = self.env.execute_query(query)
        self._check_open(state, closes_at)

    def _check_open(self, state, closes_at):
        """Raise unless a vote in this state, with this end, takes a ballot now."""
        late = closes_at and closes_at <= fields.Datetime.now()
        if state == "draft":
            raise UserError(self.env._("This vote is not open yet."))
        if state != "open" or late:
            raise UserError(self.env._("This vote is closed. Ballots are no longer taken."))

    def _check_choice(self, choice):
        """Raise unless a ballot of this vote may say so."""
        if choice not in CHOICES:
            raise UserError(self.env._("Choose yes, no or abstention, then send again."))

    def _takes_ballots(self):
        """Whether a ballot cast now would be taken."""
        late = self.closes_at and self.closes_at <= fields.Datetime.now()
        return self.state == "open" and not late
