from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..rules import facts, leave

ALIVE = ("draft", "confirmed")
#: The shifts to come follow these.
FOLLOWED = {"member_id", "type_id", "date_from", "date_to", "state", "certificate_on", "asked_on"}
#: What was decided upon; a leave may still be ended on another day.
DECIDED = ("type_id", "date_from", "asked_on", "multiple")


class CoopLeave(models.Model):
    """A dated absence of a member; only a confirmed one has an effect. Both ends included."""

    _name = "coop.leave"
    _description = "Leave"
    _inherit = ["coop.work.fact", "mail.thread", "mail.activity.mixin", "coop.sealed.mixin"]
    _order = "date_from desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    type_id = fields.Many2one("coop.leave.type", required=True, index=True, ondelete="restrict")
    type_code = fields.Char(related="type_id.code")
    date_from = fields.Date("First day", required=True, tracking=True)
    date_to = fields.Date("Last day", tracking=True)
    open_until = fields.Date(
        "Without an end until",
        readonly=True,
        copy=False,
        help="The day on which a leave without an end was given one: until then it kept the "
        "membership.",
    )
    asked_on = fields.Date(required=True, default=lambda self: self.env.company._coop_today())
    multiple = fields.Boolean("Twins or more")
    missed = fields.Integer(
        "Own shifts missed", readonly=True, copy=False, help="Counted when it is confirmed."
    )
    certificate_on = fields.Date("Certificate received on", tracking=True)
    holds_until = fields.Date(
        "Without a certificate it ends on",
        compute="_compute_holds_until",
        store=True,
        help="The last day of a leave whose certificate has not come, by the co-op's rules.",
    )
    reminded_on = fields.Date("Reminder sent on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Asked"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
            ("abandoned", "Abandoned: no certificate"),
        ],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    refusal = fields.Text("What stands against it", compute="_compute_refusal")
    note = fields.Char()
    certificate_words = fields.Char("Certificate", compute="_compute_certificate_words")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(member_id, member_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (state IN ('draft', 'confirmed'))",
        "This member has another leave on some of these days. End or cancel that one first.",
    )

    @api.constrains("member_id", "date_from", "state")
    def _check_membership(self):
        for row in self.filtered(lambda row: row.state in ALIVE):
            if row.member_id._coop_has_left(row.date_from):
                raise UserError(row.member_id._coop_ended_words())

    @api.model
    def _coop_watched(self):
        names = ("member_id", "type_id", "date_from", "date_to", "state", "missed")
        return {*names, "asked_on", "certificate_on", "open_until"}

    @api.model
    def _coop_sealed(self):
        step = self.env._("Confirm, refuse or cancel the leave.")
        names = ("state", "missed", "open_until")
        return {**super()._coop_sealed(), **dict.fromkeys(names, step)}

    def _coop_sealed_now(self):
        other = self.env._("A leave is of one member. Cancel it, and ask for another one.")
        sealed = {**super()._coop_sealed_now(), "member_id": other}
        if self.state == "draft":
            return sealed
        decided = self.env._("It was decided upon. End or cancel the leave, and ask for another.")
        return {**sealed, **dict.fromkeys(DECIDED, decided)}

    @api.depends("member_id.display_name", "type_id.name")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.member_id.display_name} · {row.type_id.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves.filtered(lambda row: row.state == "confirmed")._confirmed()
        return leaves

    def write(self, vals):
        members = self.member_id
        if vals.get("date_to"):
            for company, rows in self._without_end().grouped("company_id").items():
                # sudo: what follows from the end that is given, whoever gives it.
                rows.sudo().open_until = company._coop_today()
        done = super().write(vals)
        if vals.keys() & FOLLOWED:
            self._count_missed()
            self.env["coop.planning"]._follow_leaves(members | self.member_id)
        return done

    @api.depends("type_id", "date_from", "date_to", "asked_on", "certificate_on")
    def _compute_holds_until(self):
        for row in self:
            history = self.env["coop.work.policy"]._history_of(row.company_id.id)
            known = history and row.type_id and row.date_from and row.asked_on
            row.holds_until = False
            if known and not row.certificate_on:
                end = leave.held(history, row._fact(), row.asked_on).end
                row.holds_until = end if end != (row.date_to or None) else False

    @api.depends_context("lang")
    @api.depends("holds_until", "state")
    def _compute_certificate_words(self):
        for row in self:
            row.certificate_words = row.state in ALIVE and row._certificate_in_words()

    def _certificate_in_words(self):
        """What becomes of the leave without its certificate; ``False`` when nothing does."""
        if not self.holds_until:
            return False
        day = format_date(self.env, self.holds_until)
        if self.holds_until < self.company_id._coop_today():
            return self.env._(
                "The certificate was due on %(day)s. Without it the leave ended on that day, and "
                "shifts count again.",
                day=day,
            )
        return self.env._(
            "A certificate is needed by %(day)s. Without it the leave ends on that day, and "
            "shifts count again.",
            day=day,
        )

    @api.model
    def _covering(self, day):
        """Domain: granted, and a day is one of theirs."""
        return [
            ("state", "=", "confirmed"),
            ("date_from", "<=", day),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", day),
            "|",
            ("holds_until", "=", False),
            ("holds_until", ">=", day),
        ]

    def _last_day(self):
        """The last day as things are: of one whose certificate has not come, that of the rules;
        ``False`` when it is open."""
        self.ensure_one()
        return self.holds_until or self.date_to

    def _without_end(self):
        return self.filtered(lambda row: row.state == "confirmed" and not row.date_to)

    def _count_missed(self):
        """The own shifts inside a granted leave: some types take them off the counter."""
        granted = self.filtered(lambda leave: leave.state == "confirmed")
        closed = granted._closed_holidays()
        for row in granted:
            missed = len(row._own_shifts(closed))
            if row.missed != missed:
                # sudo: what follows from the days of the leave, whoever wrote them.
                row.sudo().missed = missed

    # ------------------------------------------------------------------ what the rules say

    @api.depends("member_id", "type_id", "date_from", "date_to", "asked_on", "multiple", "state")
    def _compute_refusal(self):
        texts = self._refusal_texts()
        for row in self:
            codes = row._refusals() if row.state == "draft" else []
            row.refusal = "\n".join(texts[code] for code in codes) or False

    def _refusals(self):
        """Why the rules do not grant this leave: codes of ``rules.leave.refusals``."""
        self.ensure_one()
        if not (self.member_id and self.type_id and self.date_from):
            return []
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        if not history:
            return []
        context = leave.Context(
            asked=datetime.combine(self.asked_on, time()),
            balances=self.env["coop.work.entry"]._balances(self.member_id.ids)[self.member_id.id],
            own_shifts=self._own_shifts(),
            multiple=self.multiple,
        )
        return leave.refusals(history.on(self.asked_on), self._fact(), context)

    def _fact(self):
        return facts.Leave(
            str(self.id or self._origin.id),
            self.type_id.code,
            self.date_from,
            self.date_to or None,
            "confirmed",
        )

    def _closed_holidays(self):
        """The days on which the shop is closed in the co-ops of these leaves, in one statement."""
        if not self:
            return self.env["coop.shop.holiday"]
        first = min(self.mapped("date_from"))
        return self.env["coop.shop.holiday"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("kind", "=", "closed"),
                ("date_to", ">=", first),
            ]
        )

    def _own_shifts(self, closed=None):
        """Days of the member's own shifts inside the leave, planned or not yet. On a day when the
        shop is closed there is none.

        :param closed: what ``_closed_holidays`` says of many leaves; read for this one without
        """
        end = self.date_to
        if self.holds_until and self.holds_until < self.company_id._coop_today():
            end = self.holds_until
        if not end:
            return ()
        closed = self._closed_holidays() if closed is None else closed
        closed = closed.filtered(lambda row: row.company_id == self.company_id)
        days = set()
        for place in self.member_id.enrollment_ids.filtered("template_id"):
            first = max(place.date_from, self.date_from)
            last = min(place._last_day(end), end)
            days.update(place.template_id._days(first, last))
        return tuple(
            day
            for day in sorted(days)
            if not any(row.date_from <= day <= row.date_to for row in closed)
        )

    @api.model
    def _refusal_texts(self):
        _ = self.env._
        return {
            "unknown_type": _("The co-op's rules have no such leave."),
            "ends_before_start": _("It ends before it starts."),
            "needs_end": _("This leave needs a last day."),
            "too_short": _("It is shorter than the rules ask."),
            "too_long": _("It is longer than the rules allow."),
            "retroactive": _("It begins in the past: this leave cannot be asked afterwards."),
            "notice": _("It was asked too late before its first day."),
            "not_cycle_start": _("It has to begin with the next cycle."),
            "credit": _("There are not enough shifts in advance."),
            "make_up_due": _("A make-up is still due."),
            "shifts_missed": _("Too few own shifts fall inside it."),
            "overlap": _("Another leave covers some of these days."),
        }

    # ------------------------------------------------------------------ deciding

    def action_confirm(self):
        """:raise UserError: when the rules do not grant it; a manager may confirm it anyway"""
        for row in self:
            if row.refusal:
                raise UserError(row.refusal)
        self._decide("confirmed")
        self._confirmed()

    def action_confirm_anyway(self):
        """Grant a leave against the rules.

        :raise AccessError: for anybody else than a manager
        """
        if not (self.env.su or self.env.user.has_group("coop_membership.group_manager")):
            raise AccessError(
                self.env._("The rules do not grant it. Only a manager may grant it all the same.")
            )
        self._decide("confirmed")
        self._confirmed()

    def action_refuse(self):
        self._decide("refused")

    def action_cancel(self):
        self._decide("cancelled")

    def _decide(self, state):
        self.check_access("write")
        # sudo: lends whoever may write these leaves the state that was decided.
        self.sudo().write({"state": state})

    def _confirmed(self):
        """What follows when a leave is granted: shifts wait, some types give the seat back."""
        self._count_missed()
        for row in self:
            seat_ends = row._dates() and row._dates().seat_ends
            if seat_ends:
                row.member_id._coop_end_places(seat_ends, row.type_id.name)
        self.env["coop.planning"]._follow_leaves(self.member_id)

    def _dates(self):
        """``rules.leave.Dates`` of this leave, or ``None`` when the rules do not know its type."""
        history = self.env["coop.work.policy"]._history_of(self.company_id.id)
        policy = history and history.on(self.asked_on)
        if not policy or self.type_id.code not in policy.leave_types:
            return None
        return leave.dates(policy, self._fact(), self.asked_on)

    # ------------------------------------------------------------------ certificates

    @api.model
    def _follow_up(self, company):
        """Ask for certificates that are late, give up on those that never came, and tell the
        office of open leaves that end soon. Doing it twice asks once."""
        today = company._coop_today()
        history = self.env["coop.work.policy"]._history(company)
        running = [("company_id", "=", company.id), ("state", "=", "confirmed")]
        for row in self.search([*running, ("certificate_on", "=", False)]):
            row._follow_certificate(history.on(row.asked_on), today)
        for row in self.search([*running, ("date_to", ">=", today), ("reminded_on", "=", False)]):
            row._remind_end(today)

    def _follow_certificate(self, policy, today):
        if self.type_id.code not in policy.leave_types:
            return
        becomes = leave.without_certificate(policy, self._fact(), self.asked_on, today)
        if becomes == "remind" and not self.reminded_on:
            self._remind(today, self.env._("A certificate is needed for this leave."))
        elif becomes in ("cancelled", "abandoned"):
            self._lapse()

    def _lapse(self):
        """Carry out that a certificate never came: the leave ended on the day before it was due."""
        end = self.holds_until
        if not end:
            return
        self.date_to = end
        person = self.member_id.partner_id
        told = self.with_context(lang=person.lang)
        told.message_post(
            body=told.env._(
                "No certificate came for this leave: it ended on %s, and your shifts are on "
                "again. If you have one, give it to the office.",
                format_date(told.env, end),
            ),
            partner_ids=person.ids,
        )

    def _remind_end(self, today):
        dates = self._dates()
        if dates and dates.remind_end and today >= dates.remind_end:
            self._remind(today, self.env._("This leave ends soon."))

    def _remind(self, today, summary):
        self.reminded_on = today
        self.activity_schedule("mail.mail_activity_data_todo", date_deadline=today, summary=summary)
