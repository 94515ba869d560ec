from datetime import timedelta

from odoo import models
from odoo.fields import Command
from odoo.tools import format_date

from .one_at_a_time import one_at_a_time


class CoopMember(models.Model):
    """Joining, leaving, coming back: dated, nothing deleted."""

    _inherit = "coop.member"

    def _coop_update_membership(self, day, reduced=False, may_leave=False, bought=False):
        """Open the membership on the day its minimum is owned; close it when nothing is left.

        :param reduced: the lowered minimum is enough for this person
        :param may_leave: whether owning nothing ends the membership; a payment that bounced does
            not, for that is a person's decision
        :param bought: whether shares were bought: whoever does so under their own notice stays;
            an exclusion is not bought off
        """
        self.ensure_one()
        owned = self._coop_shares_by_type()
        reached = any(
            quantity >= share_type._coop_minimum(reduced) for share_type, quantity in owned.items()
        )
        if reached and not self.is_member:
            self._coop_join(day)
        elif reached and bought and self.left_on and self.leave_reason == "left":
            # sudo: lends whoever records the payment the dates that follow from it.
            self.sudo().write({"left_on": False, "leave_reason": False})
        elif not owned and may_leave and self.is_member:
            # The day of the event, not of the click; a notice that ends before it stands.
            first_day_without = min(day, self.left_on or day)
            self._coop_leave(first_day_without, self.leave_reason or "left")

    def _coop_join(self, day):
        """The membership begins, or begins again: dates, number, card."""
        vals = {"joined_on": day, "left_on": False, "leave_reason": False}
        if self.left_on:
            earlier = {"joined_on": self.joined_on, "left_on": self.left_on}
            vals["period_ids"] = [Command.create(earlier)]
        if not self.number:
            vals["number"] = self.company_id._coop_take_number()
        # sudo: lends whoever records the payment or the transfer the dates that follow from it.
        self.sudo().write(vals)
        self._coop_give_cards()

    def _coop_leave(self, day, reason="left"):
        """The membership ends; ``day`` is the first day without it."""
        # sudo: lends whoever records the leaving or the transfer the dates that follow from it.
        self.sudo().write({"left_on": max(day, self.joined_on), "leave_reason": reason})
        if reason in ("left", "excluded"):
            self._coop_tell_leaving()

    def _coop_tell_leaving(self):
        """Tell whoever leaves, in their language, until when they are a member."""
        self.ensure_one()
        # sudo: lends whoever records the leaving this one message to the person who leaves.
        spoken = self.sudo().with_context(lang=self.partner_id.lang or self.env.lang)
        last = self.left_on - timedelta(days=1)
        values = {"coop": self.company_id.name, "day": format_date(spoken.env, last)}
        if last == self.company_id._coop_today():
            body = spoken.env._(
                "Your membership of %(coop)s ends today, on %(day)s: your shifts, your place and "
                "your vote end with it. The members' office gladly answers your questions, also "
                "about the money of your shares. Thank you for what you did for the co-op.",
                **values,
            )
        elif self.left_on > self.company_id._coop_today():
            body = spoken.env._(
                "Your membership of %(coop)s ends: its last day is %(day)s. Until then you shop, "
                "work and vote as before; shifts after that day are cancelled, and your place is "
                "free from then on. The members' office gladly answers your questions, also about "
                "the money of your shares.",
                **values,
            )
        else:
            body = spoken.env._(
                "Your membership of %(coop)s has ended: its last day was %(day)s. The members' "
                "office gladly answers your questions, also about the money of your shares. Thank "
                "you for what you did for the co-op.",
                **values,
            )
        spoken.message_post(
            body=body,
            subject=spoken.env._("The end of your membership"),
            partner_ids=self.partner_id.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _coop_former(self):
        """The last day of a membership that is over; False for members, and who never was one.

        Whatever offers something to a member asks this: nothing is offered that would be refused.
        """
        if not self.left_on or self.left_on > self.company_id._coop_today():
            return False
        return self.left_on - timedelta(days=1)

    def write(self, vals):
        """Carry an end of membership through to what presupposes the membership."""
        done = super().write(vals)
        if vals.get("left_on"):
            self._coop_carry_end()
        return done

    def _coop_carry_end(self):
        """End, in each addon, what presupposes the membership; a hook, called when an end is set.

        Each member's ``left_on``, the first day without membership, may be past, today or to come.
        What is dated ends on that day; what is not is ended when the day is reached, by whoever
        finds it first. Idempotent: calling it again writes nothing.
        """

    def _coop_lock(self):
        """One movement of shares at a time per member, whoever moves them."""
        one_at_a_time(self)
