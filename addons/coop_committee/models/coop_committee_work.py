from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare, format_date

from ..rules import hours as rules

#: What an answer writes; nobody writes these fields otherwise.
ANSWER = {"state", "decided_by_id", "decided_on", "rate", "cap", "credits"}
#: What was worked: it stays as it is while it gives credits.
FACT = {"seat_id", "date", "hours"}
#: Hours of a day, for one member in all committees.
DAY = 24


class CoopCommitteeWork(models.Model):
    """Hours that a member worked in a committee. Once approved, they are a fact that gives
    credits."""

    _name = "coop.committee.work"
    _description = "Hours in a committee"
    _order = "date desc, id desc"
    _rec_name = "description"

    seat_id = fields.Many2one("coop.committee.seat", required=True, index=True, ondelete="restrict")
    member_id = fields.Many2one(related="seat_id.member_id", store=True, index=True)
    committee_id = fields.Many2one(related="seat_id.committee_id", store=True, index=True)
    company_id = fields.Many2one(related="seat_id.company_id", store=True, index=True)
    date = fields.Date(
        "Day", required=True, index=True, default=lambda self: self.env.company._coop_today()
    )
    hours = fields.Float(required=True, digits=(12, 2))
    description = fields.Char("What was done", required=True)
    state = fields.Selection(
        [("declared", "Declared"), ("approved", "Approved"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="declared",
        index=True,
        copy=False,
    )
    decided_by_id = fields.Many2one("res.users", "Answered by", readonly=True, copy=False)
    decided_on = fields.Datetime("Answered on", readonly=True, copy=False)
    refusal = fields.Char("Why it is refused", copy=False)
    rate = fields.Float(
        "Hours for a credit", digits=(12, 2), readonly=True, copy=False, help="When approved."
    )
    cap = fields.Integer(
        "Most credits in a cycle",
        readonly=True,
        copy=False,
        aggregator=False,
        help="When approved.",
    )
    credits = fields.Integer(
        readonly=True, copy=False, help="Shifts that the approved hours up to this day complete."
    )
    key = fields.Char(
        "Form", readonly=True, copy=False, help="Sending the same form twice declares it once."
    )

    _hours_of_a_day = models.Constraint(
        "CHECK(hours > 0 AND hours <= 24)", "The hours of a day are more than 0 and at most 24."
    )
    _approved_has_rate = models.Constraint(
        "CHECK(state <> 'approved' OR (rate > 0 AND cap >= 0))",
        "Approved hours keep how many of them make a credit.",
    )
    _only_approved_gives = models.Constraint(
        "CHECK(credits IS NULL OR credits = 0 OR (state = 'approved' AND credits > 0))",
        "Only approved hours give credits.",
    )
    _refused_with_reason = models.Constraint(
        "CHECK(state <> 'refused' OR refusal <> '')", "Say why the hours are refused."
    )
    _key_once = models.UniqueIndex(
        "(seat_id, key) WHERE key IS NOT NULL", "This form has been sent already."
    )
    _giving = models.Index("(member_id) WHERE credits > 0")

    # ------------------------------------------------------------------ what may be written

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.keys() & (ANSWER | {"key"}) for vals in vals_list):
            raise UserError(self._answer_only())
        seat_ids = [vals["seat_id"] for vals in vals_list if vals.get("seat_id")]
        self.env["coop.committee.seat"].browse(seat_ids).member_id._coop_one_at_a_time()
        works = super().create(vals_list)
        works._check_hours_of_the_day()
        return works

    def write(self, vals):
        if vals.keys() & ANSWER and not self.env.su:
            raise UserError(self._answer_only())
        if vals.keys() & FACT and "approved" in self.mapped("state"):
            raise UserError(
                self.env._("These hours are approved. Withdraw the approval to change them.")
            )
        grows = self.filtered(lambda work: work._counts_more(vals))
        if grows:
            grows.member_id._coop_one_at_a_time()
        done = super().write(vals)
        grows._check_hours_of_the_day()
        return done

    def _counts_more(self, vals):
        """Whether what is written may add to the hours of a day. Taking an approval back may not:
        that is how hours beyond the day's, noted before there was a limit, are put right."""
        state = vals.get("state", self.state)
        asked = state != self.state and (state == "approved" or self.state == "refused")
        return asked or bool(vals.keys() & FACT)

    def _check_hours_of_the_day(self):
        """A member's day has so many hours, in all committees together. Refused ones count not.
        Whoever calls it has locked the members: two at once do not see each other's hours.

        :raise ValidationError: when a day has more
        """
        if not self:
            return
        # sudo: bypasses the rules of coop.committee.work; bounded to sums of these members' days.
        sums = self.sudo()._read_group(
            [
                ("member_id", "in", self.member_id.ids),
                ("date", "in", self.mapped("date")),
                ("state", "!=", "refused"),
            ],
            ["member_id", "date:day"],
            ["hours:sum"],
        )
        days = {(work.member_id.id, work.date) for work in self}
        for member, day, hours in sums:
            if (member.id, day) in days and float_compare(hours, DAY, 2) > 0:
                raise ValidationError(
                    self.env._(
                        "%(member)s would have %(hours)s hours in committees on %(day)s. A day "
                        "has %(most)s in all: correct the hours that are noted already.",
                        member=member.name,
                        hours=f"{hours:g}",
                        day=format_date(self.env, day),
                        most=DAY,
                    )
                )

    def _answer_only(self):
        return self.env._("Hours are declared first; then approve them or refuse them.")

    @api.ondelete(at_uninstall=False)
    def _unlink_not_approved(self):
        if "approved" in self.mapped("state"):
            raise UserError(
                self.env._("These hours are approved. Withdraw the approval to remove them.")
            )

    @api.constrains("seat_id", "date")
    def _check_day_in_seat(self):
        for work in self:
            seat = work.seat_id
            if work.date < seat.date_from or (seat.date_to and work.date > seat.date_to):
                raise ValidationError(
                    self.env._(
                        "%(member)s does not sit in %(committee)s on %(day)s.",
                        member=seat.member_id.name,
                        committee=seat.committee_id.name,
                        day=fields.Date.to_string(work.date),
                    )
                )

    @api.constrains("date")
    def _check_not_ahead(self):
        for company, works in self.grouped("company_id").items():
            if max(works.mapped("date")) > company._coop_today():
                raise ValidationError(
                    self.env._("Hours are declared once they are worked: choose a past day.")
                )

    # ------------------------------------------------------------------ answers

    def action_approve(self):
        """Approve these hours, in one batch. What is approved already stays as it is.

        :raise UserError: when some are the user's own
        """
        todo = self.filtered(lambda work: work.state != "approved")
        todo._check_not_own()
        for (rate, cap), works in todo.grouped(
            lambda work: (work.committee_id.hours_per_credit, work.committee_id.cap_per_cycle)
        ).items():
            works._answer("approved", rate=rate, cap=cap, refusal=False)
        todo._recount()

    def _check_not_own(self):
        """Whatever rights somebody has: another person answers for their hours."""
        # sudo: bypasses the rules of coop.member; bounded to whether these hours are the user's.
        if self.env.user.partner_id in self.sudo().member_id.partner_id:
            raise UserError(
                self.env._(
                    "Nobody approves their own hours. Another coordinator, or the members' "
                    "office, answers them."
                )
            )

    def action_refuse(self):
        """Refuse declared hours with the reason that is written on each of them.

        :raise UserError: without a reason, or when they are approved
        """
        if "approved" in self.mapped("state"):
            raise UserError(self.env._("Withdraw the approval first."))
        if not all((work.refusal or "").strip() for work in self):
            raise UserError(self.env._("Say why the hours are refused."))
        self._answer("refused")

    def action_withdraw(self):
        """Take the answer back: the hours are declared again, and the ledger as it was before."""
        answered = self.filtered(lambda work: work.state != "declared")
        counted = answered.filtered(lambda work: work.state == "approved")
        answered._answer("declared", refusal=False, credits=0)
        counted._recount()

    def _answer(self, state, **vals):
        self.check_access("write")
        declared = state == "declared"
        # sudo: lends whoever may write these rows the fields that only an answer writes; bounded
        # to these rows.
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": not declared and self.env.uid,
                "decided_on": not declared and fields.Datetime.now(),
                **vals,
            }
        )

    def _recount(self):
        """Count the credits of these members in these committees again, and refresh the ledgers."""
        # sudo: lends whoever answered the counting of what follows from it; bounded to the
        # approved hours of these members in these committees.
        lives = self.sudo()._approved_of(self.member_id, self.committee_id)
        for works in lives.grouped(lambda work: (work.member_id, work.committee_id)).values():
            given = rules.credits(works._facts(), works._cycle_start())
            for work in works:
                if work.credits != given[work.id]:
                    work.credits = given[work.id]
        self.member_id._coop_refresh_standings()

    @api.model
    def _approved_of(self, members, committees):
        return self.search(
            [
                ("state", "=", "approved"),
                ("member_id", "in", members.ids),
                ("committee_id", "in", committees.ids),
            ]
        )

    def _facts(self):
        """These hours as ``rules.hours.Work``."""
        return [
            rules.Work(
                work.id,
                work.date,
                rules.exact(work.hours),
                rules.exact(work.rate),
                work.cap or None,
            )
            for work in self
        ]

    def _cycle_start(self):
        """A function that gives the first day of the co-op's cycle of a day."""
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        return (lambda day: history.on(day).cycle.start(day)) if history else lambda day: None
