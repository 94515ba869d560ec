from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CoopEnrollment(models.Model):
    """A member holds a seat of a template, or a place in the flying team, over a range of days."""

    _name = "coop.enrollment"
    _description = "Enrollment"
    _inherit = ["coop.work.fact", "coop.sealed.mixin"]
    _order = "date_from desc, id desc"

    member_id = fields.Many2one("coop.member", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="member_id.company_id", store=True)
    regime = fields.Selection(
        "_selection_regime", required=True, default=lambda self: self._default_regime()
    )
    template_id = fields.Many2one(
        "coop.shift.template", index="btree_not_null", ondelete="restrict"
    )
    role_id = fields.Many2one("coop.shift.role", index="btree_not_null", ondelete="restrict")
    seat = fields.Integer("Seat number", copy=False, aggregator=False)
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self.env.company._coop_today()
    )
    date_to = fields.Date("Last day")
    count_day = fields.Date(
        "A day of their count",
        help="For a flying member whose counts do not come with the co-op's cycles: any day on "
        "which one falls. The others follow, one each cycle.",
    )
    decided_on = fields.Date(
        "Written down on", required=True, default=lambda self: self.env.company._coop_today()
    )
    dropped_on = fields.Date(
        "Ended by the rules on",
        readonly=True,
        copy=False,
        help="The last day, when the rules ended it (two absences in a row). Derived from the "
        "attendance: it goes away when the attendance is corrected.",
    )
    withdrawn_on = fields.Date(
        "Taken back on",
        readonly=True,
        copy=False,
        help="The place was decided upon, and taken back before its first day. It stays, for "
        "until then the member had a place to come.",
    )
    end_reason = fields.Char("Why it ended")

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)", "The last day is not before the first."
    )
    _taken_back_before = models.Constraint(
        "CHECK(withdrawn_on IS NULL OR withdrawn_on <= date_from)",
        "A place that has begun is ended, not taken back.",
    )
    _seat_of_template = models.Constraint(
        "CHECK((template_id IS NULL AND role_id IS NULL AND seat IS NULL) "
        "OR (template_id IS NOT NULL AND role_id IS NOT NULL AND seat >= 1))",
        "A fixed enrollment holds a seat of a role on a template; a flying one holds none.",
    )
    _one_place = models.Constraint(
        "EXCLUDE USING gist (int4range(member_id, member_id, '[]') WITH &&, "
        "int4range(coalesce(template_id, 0), coalesce(template_id, 0), '[]') WITH &&, "
        "daterange(date_from, LEAST(date_to, dropped_on), '[]') WITH &&) "
        "WHERE (withdrawn_on IS NULL AND (dropped_on IS NULL OR dropped_on >= date_from))",
        "This member is enrolled there on some of these days already.",
    )
    _one_per_seat = models.Constraint(
        "EXCLUDE USING gist (int4range(template_id, template_id, '[]') WITH &&, "
        "int4range(role_id, role_id, '[]') WITH &&, int4range(seat, seat, '[]') WITH &&, "
        "daterange(date_from, LEAST(date_to, dropped_on), '[]') WITH &&) "
        "WHERE (template_id IS NOT NULL AND withdrawn_on IS NULL "
        "AND (dropped_on IS NULL OR dropped_on >= date_from))",
        "This seat of the template has just been given to someone else. Choose another.",
    )

    def _coop_check_by_hand(self, names):
        """A fixed shift is one of the week's: without it nothing would be owed. One of before that
        is without can be ended."""
        super()._coop_check_by_hand(names)
        if names is not None and not names & {"regime", "template_id", "date_from"}:
            return
        for row in self.filtered(lambda row: not row.template_id):
            history = self.env["coop.work.policy"]._history_of(row.company_id.id)
            policy = history and history.on(row.date_from)
            regime = policy and policy.regimes.get(row.regime)
            if regime and not regime.books:
                raise UserError(self.env._("Choose the shift: a fixed place is on one of them."))

    @api.model
    def _selection_regime(self):
        """The regimes of the co-op's own rules, with their names."""
        _ = self.env._
        names = {
            "abcd": _("Fixed shift"),
            "flying": _("Flying"),
            "fixed": _("Fixed shift"),
            "regular": _("Regular"),
            "irregular": _("Irregular"),
            "freelance": _("Freelance"),
        }
        company = self.env.company
        history = self.env["coop.work.policy"]._history_of(company.id)
        regimes = history.names("regimes", company._coop_today()) if history else names
        return [(name, names.get(name, name)) for name in regimes]

    @api.model
    def _default_regime(self):
        """The first regime of today's rules."""
        return self._selection_regime()[0][0]

    @api.model
    def _running(self, day):
        """Domain: holding the place on a day."""
        return [("date_from", "<=", day), *self._running_from(day)]

    @api.model
    def _running_from(self, day):
        """Domain: holding the place on a day or later, whoever ends it."""
        return [
            ("withdrawn_on", "=", False),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", day),
            "|",
            ("dropped_on", "=", False),
            ("dropped_on", ">=", day),
        ]

    def _last_day(self, otherwise):
        """The last day, by the member's or the office's wish or by the rules; ``otherwise`` when
        it is open."""
        self.ensure_one()
        before = self.withdrawn_on and self.withdrawn_on - timedelta(days=1)
        days = (self.date_to, self.dropped_on, before)
        return min((day for day in days if day), default=otherwise)

    @api.model
    def _coop_watched(self):
        return {
            "member_id",
            "regime",
            "date_from",
            "date_to",
            "decided_on",
            "dropped_on",
            "withdrawn_on",
            "count_day",
        }

    @api.model
    def _coop_sealed(self):
        step = self.env._("It follows from the attendance: correct that.")
        back = self.env._("End the place: one that has not begun is taken back.")
        return {**super()._coop_sealed(), "dropped_on": step, "withdrawn_on": back}

    def _coop_sealed_now(self):
        other = self.env._("A place is of one member. End it, and enroll the other one.")
        return {**super()._coop_sealed_now(), "member_id": other}

    @api.depends("member_id.display_name", "template_id.display_name", "regime")
    def _compute_display_name(self):
        regimes = dict(self._fields["regime"]._description_selection(self.env))
        for row in self:
            where = row.template_id.display_name or regimes.get(row.regime, "")
            row.display_name = f"{row.member_id.display_name} · {where}"

    @api.model_create_multi
    def create(self, vals_list):
        taken = {}
        for vals in vals_list:
            if vals.get("template_id") and not vals.get("seat"):
                vals["seat"] = self._free_seat(vals, taken)
        # Derived once, when the planned shifts have followed: they are registrations.
        later = self.with_context(coop_defer_standings=True)
        enrollments = super(CoopEnrollment, later).create(vals_list).with_env(self.env)
        self.env["coop.planning"]._follow_enrollments(enrollments)
        enrollments.member_id._coop_refresh_standings()
        return enrollments

    def write(self, vals):
        if not vals.keys() & {"date_from", "date_to", "withdrawn_on"}:
            return super().write(vals)
        members = self.member_id
        with self.env["coop.registration.past"]._keep(members):
            done = super(CoopEnrollment, self.with_context(coop_defer_standings=True)).write(vals)
            self.env["coop.planning"]._follow_enrollments(self)
        (members | self.member_id)._coop_refresh_standings()
        return done

    def unlink(self):
        with self.env["coop.registration.past"]._keep(self.member_id):
            self.env["coop.assignment"].search(
                [("enrollment_id", "in", self.ids), ("state", "in", ("expected", "waiting"))]
            ).unlink()
            return super().unlink()

    def _coop_take_back(self, reason):
        """Take back places that have not begun; of one that was decided today nothing stays, for
        nobody had counted on it."""
        # sudo: lends whoever ends these places what follows, with what was planned for them;
        # bounded to places that have not begun.
        for company, rows in self.sudo().grouped("company_id").items():
            today = company._coop_today()
            known = rows.filtered(lambda row, now=today: row.decided_on < now <= row.date_from)
            known.write({"withdrawn_on": today, "end_reason": reason})
            (rows - known).unlink()

    @api.model
    def _free_seat(self, vals, taken):
        """The lowest free seat number of the role over the range of days.

        :raise UserError: when the role has no free seat there
        """
        place = (vals["template_id"], vals.get("role_id"))
        if place not in taken:
            taken[place] = self._taken_seats(*place, vals)
        capacity = (
            self.env["coop.shift.seat"]
            .search([("template_id", "=", place[0]), ("role_id", "=", place[1])])
            .seats
        )
        free = next((n for n in range(1, capacity + 1) if n not in taken[place]), None)
        if free is None:
            raise UserError(self._full_message(*place))
        taken[place].add(free)
        return free

    @api.model
    def _taken_seats(self, template_id, role_id, vals):
        first = fields.Date.to_date(vals.get("date_from")) or self.env.company._coop_today()
        domain = [
            ("template_id", "=", template_id),
            ("role_id", "=", role_id),
            *self._running_from(first),
        ]
        if vals.get("date_to"):
            domain.append(("date_from", "<=", vals["date_to"]))
        return set(self.search(domain).mapped("seat"))

    def _full_message(self, template_id, role_id):
        template = self.env["coop.shift.template"].browse(template_id)
        role = self.env["coop.shift.role"].browse(role_id)
        return self.env._(
            "%(template)s has no free seat for %(role)s on these days. Choose another shift, or "
            "put the member on the waiting list.",
            template=template.display_name,
            role=role.display_name or "?",
        )

    @api.model
    def _drop(self, ends):
        """End, or open again, what the rules end: ``{member_id: [days]}``.

        An enrollment that runs on such a day ends that day; one that the rules ended on a day
        that no longer stands in the list goes on.

        :return: the members whose facts this changed, to derive again
        """
        mine = [("member_id", "in", list(ends)), ("withdrawn_on", "=", False)]
        rows = self.search([*mine, "|", *self._droppable(ends)])
        again = self.env["coop.member"]
        for day, group in rows.grouped(lambda row: row._first_end(ends[row.member_id.id])).items():
            again |= group.filtered(lambda row, day=day: row.dropped_on != day)._set_dropped(day)
        return again

    def _first_end(self, days):
        """The first of some days on which this enrollment runs; ``False`` without one."""
        last = self.date_to or date.max
        inside = [day for day in days if self.date_from <= day <= last]
        return min(inside, default=False)

    @api.model
    def _droppable(self, ends):
        days = [day for days in ends.values() for day in days]
        first = min(days, default=None)
        if first is None:
            return [("dropped_on", "!=", False), ("id", "=", 0)]
        return [("dropped_on", "!=", False), "|", ("date_to", "=", False), ("date_to", ">=", first)]

    def _set_dropped(self, day):
        if self:
            # Not through the facts: this follows from them.
            models.Model.write(self, {"dropped_on": day})
            self.env["coop.planning"]._follow_enrollments(self)
        return self.env["coop.member"]

    @api.constrains("member_id", "regime", "date_from", "date_to")
    def _check_one_regime(self):
        """A member owes work in one way at a time.

        :raise UserError: naming the other place and what to do
        """
        for row in self:
            last = row._last_day(date.max)
            others = (row.member_id.enrollment_ids - row).filtered(
                lambda other, row=row, last=last: (
                    other.regime != row.regime
                    and other.date_from <= last
                    and other._last_day(date.max) >= row.date_from
                )
            )
            if others:
                raise UserError(
                    self.env._(
                        "%(member)s has %(place)s on these days. End that one first: a member "
                        "owes work in one way at a time.",
                        member=row.member_id.display_name,
                        place=others[0].display_name,
                    )
                )

    @api.constrains("company_id", "template_id", "role_id")
    def _check_company(self):
        for row in self:
            if row.template_id and row.template_id.company_id != row.company_id:
                raise ValidationError(self.env._("The template belongs to another co-op."))
