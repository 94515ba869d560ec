from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, mute_logger

from .coop_planning import CATCH_UP


class CoopMember(models.Model):
    """What becomes of the work when a membership ends, and when that end is corrected.

    What ended is kept in ``coop_carried``, by model: ``{id: [last day before, last day set]}`` for
    rows that were cut short, values under ``"removed"`` for those that had not begun, ids under
    ``"cancelled"`` for shifts and leaves. Giving back reads nothing else.
    """

    _inherit = "coop.member"

    coop_carried = fields.Json(
        "Ended with the membership", copy=False, readonly=True, groups="base.group_system"
    )

    @api.model
    def _coop_dated(self):
        """Models whose rows hold from ``date_from`` to ``date_to`` (included) and end with the
        membership: ``{model: names of the fields that make a row again}``."""
        return {"coop.enrollment": ("regime", "template_id", "role_id", "seat", "decided_on")}

    def _coop_carry_end(self):
        """Shifts are taken back, places and leaves end the day before; nothing is recorded."""
        # sudo: bypasses the rules of the work models; bounded to rows of these members, which
        # their membership's end decides about, whoever writes it.
        # A file that was merged into another has handed over what it had.
        ending = self.sudo().with_context(coop_defer_standings=True)
        ending = ending.filtered(lambda row: row.left_on and not row.merged_into_id)
        for (company, day), group in ending.grouped(lambda m: (m.company_id, m.left_on)).items():
            group._coop_take_shifts_back(company, day)
            group._coop_cancel_leaves(day)
            for name, kept in group._coop_dated().items():
                group._coop_end_rows(name, kept, day)
            if day <= company._coop_today():
                group._coop_end_undated()
        return super()._coop_carry_end()

    def _coop_end_undated(self):
        """What has no dates, once the last day is over; a hook. Idempotent."""
        self.env["coop.waiting"].search([("member_id", "in", self.ids)]).unlink()

    @api.model
    def _coop_ends_reached(self, company):
        """The daily job: the notices that have run out since it last ran."""
        today = company._coop_today()
        self.with_context(active_test=False).search(
            [
                ("company_id", "=", company.id),
                ("left_on", "<=", today),
                ("left_on", ">=", today - CATCH_UP),
            ]
        )._coop_carry_end()

    def _coop_has_left(self, day):
        """Whether the membership has ended by a day; whoever has not joined yet has not left."""
        self.ensure_one()
        return bool(self.left_on and self.left_on <= day)

    def _coop_ended_words(self):
        return self.env._(
            "The membership of %(member)s ends before: %(day)s is the first day without it.",
            member=self.name,
            day=format_date(self.env, self.left_on),
        )

    # ------------------------------------------------------------------ ending

    def _coop_take_shifts_back(self, company, day):
        """The shifts from a day on: their seats are free again, and they cost nothing. Whoever
        was replaced by one of these members is expected again."""
        coming = Domain("shift_id.start", ">=", company._coop_midnight(day)) & Domain(
            "shift_id.state", "=", "planned"
        )
        Assignment = self.env["coop.assignment"]
        rows = Assignment.search(
            coming
            & Domain("member_id", "in", self.ids)
            & Domain("state", "in", ("expected", "waiting"))
        )
        for member, own in rows.grouped("member_id").items():
            member._coop_carry("coop.assignment", {str(row.id): row.seat or 0 for row in own})
        rows.write({"state": "cancelled"})
        replaced = Assignment.with_context(coop_defer_standings=False).search(
            coming & Domain("replaced_by_id", "in", self.ids) & Domain("state", "=", "replaced")
        )
        replaced = replaced.filtered(lambda row: not row.member_id._coop_has_left(row.shift_id.day))
        replaced.write({"state": "expected", "replaced_by_id": False})

    def _coop_cancel_leaves(self, day):
        """Leaves that begin after the membership are cancelled, those that run end with it."""
        alive = Domain("member_id", "in", self.ids) & Domain("state", "in", ("draft", "confirmed"))
        leaves = self.env["coop.leave"].search(alive & Domain("date_from", ">=", day))
        for row in leaves:
            row.member_id._coop_carry("coop.leave.cancelled", {str(row.id): row.state})
        leaves.write({"state": "cancelled"})
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        self._coop_cut(self.env["coop.leave"].search(alive & running), day)

    def _coop_end_rows(self, name, kept, day):
        """End the rows of a model the day before; those that have not begun are taken away."""
        rows = self.env[name].search(
            Domain("member_id", "in", self.ids)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        later = self._coop_removable(rows.filtered(lambda row: row.date_from >= day))
        for row in later:
            names = ("member_id", "date_from", "date_to", *kept)
            vals = {key: row._fields[key].convert_to_write(row[key], row) for key in names}
            vals = {key: written(value) for key, value in vals.items() if value}
            row.member_id._coop_carry("removed", {f"{name},{row.id}": vals})
        later.unlink()
        self._coop_cut(rows - later, day)

    @api.model
    def _coop_removable(self, rows):
        """Of rows that have not begun when the membership ends, those that can be taken away; a
        hook for what hangs on the others, which are cut."""
        return rows

    def _coop_cut(self, rows, day):
        """End rows that run the day before the membership ends."""
        last = day - timedelta(days=1)
        for row in rows:
            before = row.member_id._coop_carried_of(row._name).get(str(row.id), [row.date_to])[0]
            pair = [written(before), written(last)]
            row.member_id._coop_carry(row._name, {str(row.id): pair})
        if rows:
            vals = {"date_to": last}
            if "end_reason" in rows._fields:
                vals["end_reason"] = self.env._("The membership ends.")
            rows.write(vals)

    def _coop_carried_of(self, name):
        return (self.coop_carried or {}).get(name, {})

    def _coop_carry(self, name, rows):
        """Note what ended, to be given back when the end is corrected."""
        carried = dict(self.coop_carried or {})
        carried[name] = {**carried.get(name, {}), **rows}
        self.coop_carried = carried

    # ------------------------------------------------------------------ giving back

    def _coop_give_back(self):
        """The end was moved later, or taken back: what is still free is given back.

        What somebody else has by now stays theirs; the member's file says so to the office.
        """
        # sudo: as in ``_coop_carry_end``.
        for member in self.sudo().with_context(coop_defer_standings=True).filtered("coop_carried"):
            lost = []
            carried = member.coop_carried
            member.coop_carried = False
            for name, rows in carried.items():
                for key, value in rows.items():
                    member._coop_give_one_back(name, key, value, lost)
            if lost:
                member.message_post(
                    body=self.env._(
                        "The end of the membership was corrected. These could not be given back, "
                        "for they are somebody else's by now: %(what)s.",
                        what=", ".join(lost),
                    )
                )
            if member.left_on:
                member._coop_carry_end()

    def _coop_give_one_back(self, name, key, value, lost):
        model, _sep, id_ = key.rpartition(",") if name == "removed" else (name, "", key)
        model = {"coop.leave.cancelled": "coop.leave"}.get(model, model)
        row = self.env[model].browse(int(id_)).exists() if name != "removed" else self.env[model]
        words = row.display_name if row else self.env[model]._description
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                if name == "removed":
                    self._coop_make_again(row, value)
                elif name == "coop.assignment":
                    self._coop_expect_again(row, value)
                elif name == "coop.leave.cancelled":
                    self._coop_ask_again(row, key, value)
                elif row and written(row.date_to) == value[1]:
                    self._coop_prolong(row, value)
                self.env.flush_all()
        except (IntegrityError, UserError):
            self.env.invalidate_all()
            # What cannot be had again is told, and kept for another correction no more.
            lost.append(words)

    def _coop_ask_again(self, row, key, state):
        """A leave that was cancelled with the end; one that begins after the corrected end waits
        for another correction."""
        row = row.filtered(lambda leave: leave.state == "cancelled")
        if row and self._coop_has_left(row.date_from):
            self._coop_carry("coop.leave.cancelled", {key: state})
        else:
            row.state = state

    def _coop_until(self, last):
        """A last day as it can be now: not after the end of the membership."""
        end = self.left_on and self.left_on - timedelta(days=1)
        return min((day for day in (fields.Date.to_date(last), end) if day), default=False)

    def _coop_make_again(self, model, vals):
        first = fields.Date.to_date(vals["date_from"])
        last = self._coop_until(vals.get("date_to"))
        if not last or first <= last:
            made = model.create({**vals, "date_to": last})
            self._coop_keep_wish(made, vals.get("date_to", False))
        else:
            self._coop_carry("removed", {f"{model._name},0{first:%Y%m%d}": vals})

    def _coop_prolong(self, row, value):
        """:param value: ``[last day before the end, last day that the end set]``"""
        vals = {"date_to": self._coop_until(value[0])}
        if "end_reason" in row._fields:
            vals["end_reason"] = False
        row.write(vals)
        self._coop_keep_wish(row, value[0])

    def _coop_keep_wish(self, row, last):
        """Remember the last day of before, where the corrected end still comes earlier."""
        if written(row.date_to) != last:
            pair = [last, written(row.date_to)]
            self._coop_carry(row._name, {str(row.id): pair})

    def _coop_expect_again(self, row, seat):
        """Back on a shift to come, on the same seat where it is free."""
        row = row.filtered(lambda one: one.state == "cancelled" and one.shift_id.state == "planned")
        if not row or row.shift_id.start <= fields.Datetime.now():
            return
        if self._coop_has_left(row.shift_id.day):
            self._coop_carry("coop.assignment", {str(row.id): seat})
            return
        row.write({"state": "expected", "seat": seat})

    # ------------------------------------------------------------------ when

    def write(self, vals):
        corrected = "left_on" in vals and "joined_on" not in vals
        ended = self.filtered("left_on") if corrected else self.browse()
        before = {member: member.left_on for member in ended}
        done = super().write(vals)
        later = [m for m in ended if (m.left_on or date.max) > before[m]]
        if later:
            later = self.browse([member.id for member in later])
            later._coop_give_back()
            later._coop_refresh_standings()
        if "left_on" in vals and not vals["left_on"] and "joined_on" in vals:
            # Coming back is a new membership: nothing of the former one is held for it.
            self.sudo().filtered("coop_carried").coop_carried = False
        return done


class CoopEnrollment(models.Model):
    _inherit = "coop.enrollment"

    @api.constrains("member_id", "date_from", "date_to")
    def _check_membership(self):
        for row in self:
            left = row.member_id.left_on
            if left and row._last_day(date.max) >= left:
                raise UserError(row.member_id._coop_ended_words())


class CoopAssignment(models.Model):
    _inherit = "coop.assignment"

    def _coop_check_by_hand(self, names):
        """Nobody is expected who is no member yet."""
        super()._coop_check_by_hand(names)
        if names is not None and "state" not in names:
            return
        strangers = self.filtered(lambda row: row.state == "expected").member_id.filtered(
            lambda member: not member.joined_on
        )
        if strangers:
            raise UserError(
                self.env._(
                    "%s is not a member yet: record the subscription first.", strangers[0].name
                )
            )

    @api.constrains("member_id", "shift_id", "state")
    def _check_membership(self):
        """Nobody is expected after the membership. What happened may be recorded all the same."""
        for row in self.filtered(lambda row: row.state == "expected"):
            member = row.member_id
            if member.left_on and member._coop_has_left(row.shift_id.day):
                raise UserError(member._coop_ended_words())


def written(value):
    """A value as JSON keeps it.

    >>> written(date(2026, 1, 5)), written(False), written(3)
    ('2026-01-05', False, 3)
    """
    return value.isoformat() if isinstance(value, date) else value
