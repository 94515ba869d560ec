from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.coop_shift.rules import booking


class CoopAssignment(models.Model):
    """Cancelling in time, and saying too late that one cannot come."""

    _inherit = "coop.assignment"

    warned_on = fields.Datetime(
        "Told they cannot come",
        readonly=True,
        copy=False,
        help="The member said so too late to cancel. The attendance is still to be recorded.",
    )
    warned_note = fields.Char("What they wrote", readonly=True, copy=False)

    def _coop_choices(self):
        """What the member can still do about each of these coming shifts of theirs.

        :return: ``{id: "cancel" | "warn" | "warned" | ""}``
        """
        now = fields.Datetime.now()
        return {row.id: row._coop_choice(now, codes) for row, codes in self._coop_cancel_codes()}

    def _coop_choice(self, now, codes):
        if self.state != "expected" or self.shift_id.state != "planned":
            return ""
        if self.shift_id.stop <= now:
            return ""
        if not codes:
            return "cancel"
        return "warned" if self.warned_on else "warn"

    def _coop_cancel_codes(self):
        """``[(assignment, codes of rules.booking.cancel_refusals)]``; the number of queries does
        not grow with the assignments of a member."""
        found = []
        for member, rows in self.grouped("member_id").items():
            company = member.company_id
            history = self.env["coop.work.policy"]._history(company)
            regime, now = member._coop_regime_reader(), company._coop_now()
            policy = history.on(now.date())
            for row in rows:
                codes = booking.cancel_refusals(
                    policy, regime(row.shift_id.day), row._booked_fact(), now
                )
                found.append((row, codes))
        return found

    def _coop_cancel_mine(self):
        """Cancel a booked shift as its member; what is cancelled already stays so.

        :raise UserError: when it is too late, or not a booking
        """
        self.ensure_one()
        if self.state != "cancelled":
            self._coop_still_mine()
            self._cancel_booking()

    def _coop_cancelled_words(self):
        """What the member reads once the shift is cancelled."""
        if self._coop_ended_before():
            return self.env._(
                "This shift was cancelled already, with the end of your membership: it is not "
                "yours any more."
            )
        return self.env._("Cancelled. The seat is free for someone else.")

    def _coop_ended_before(self):
        """Whether it is cancelled and the membership does not reach its day."""
        return self.state == "cancelled" and self.member_id._coop_has_left(self.shift_id.day)

    def _coop_still_mine(self):
        """:raise UserError: when the member is not expected there any more"""
        if self.state != "expected" or self.shift_id.state != "planned":
            raise UserError(self.env._("You are not expected on this shift any more."))

    def _coop_warn(self, note=""):
        """Say, too late to cancel, that one cannot come: the coordinator and the office are told.

        The seat and the attendance stay: the coordinator records what became of it. Saying it
        twice tells them once, from two windows too: the second one starts again and sees the first.

        :return: whether somebody was told now
        :raise UserError: when the shift is over or the member is not expected there any more
        """
        self.ensure_one()
        if self.warned_on:
            return False
        self._coop_still_mine()
        if self.shift_id.stop <= fields.Datetime.now():
            raise UserError(self.env._("This shift is over."))
        note = " ".join((note or "").split())[:200]
        self.write({"warned_on": fields.Datetime.now(), "warned_note": note})
        self.shift_id._coop_notify(self._coop_warning(note), self.member_id.partner_id)
        return True

    def _coop_warning(self, note):
        text = self.env._(
            "%(member)s cannot come (%(role)s).",
            member=self.member_id.display_name,
            role=self.role_id.name or "–",
        )
        return f"{text} {note}".strip()

    def _coop_changed(self):
        """The last change, as a naive UTC moment."""
        return self.write_date or self.create_date
