from markupsafe import Markup

from odoo import models
from odoo.tools import format_date

PAGE = "/my/shifts/swap"


class CoopSwap(models.Model):
    """What each side is told, in their own language. Of others only the first name."""

    _inherit = "coop.swap"

    def _in_words_of(self, partner):
        """This offer, speaking the language of a partner."""
        return self.with_context(lang=partner.lang or self.env.lang)

    def _words(self, shift):
        """A shift in one line: day and hours."""
        day = format_date(self.env, shift.day, date_format="EEEE d MMMM")
        return f"{day}, {shift.hours}"

    def _tell(self, partners, make):
        """Write to partners, in the co-op's name: a member's own address is not shown to others.

        :param make: a function of this offer (in the partner's language) that gives
            ``(subject, text)``
        """
        for partner in partners:
            said = self._in_words_of(partner)
            subject, text = make(said)
            if partner.email:
                said.message_notify(
                    partner_ids=partner.ids,
                    author_id=said.company_id.partner_id.id,
                    email_from=said._sender(),
                    subject=subject,
                    body=Markup("<p>%s</p><p><a href='%s'>%s</a></p>")
                    % (text, said.get_base_url() + PAGE, said.env._("My swaps")),
                    email_layout_xmlid="mail.mail_notification_light",
                )

    def _sender(self):
        robot = self.env.ref("base.partner_root")
        return self.company_id.email_formatted or robot.email_formatted

    def _coop_notify_offered(self):
        """Whoever is asked by name hears of it."""
        asked = self.to_member_id.partner_id

        def make(said):
            _ = said.env._
            values = {
                "name": said.member_id._swap_first_name(),
                "shift": said._words(said.shift_id),
            }
            if said.kind == "stand_in":
                text = _("%(name)s asks whether you could stand in on %(shift)s.", **values)
            else:
                text = _("%(name)s would like to swap a shift with you: %(shift)s.", **values)
            return _("A question about a shift"), text

        self._tell(asked, make)

    def _coop_notify_proposed(self, proposal):
        def make(said):
            _ = said.env._
            text = _(
                "%(name)s proposes %(theirs)s in exchange for your shift %(mine)s. You decide.",
                name=proposal.member_id._swap_first_name(),
                theirs=said._words(proposal.shift_id),
                mine=said._words(said.shift_id),
            )
            return _("A swap is proposed to you"), text

        self._tell(self.member_id.partner_id, make)

    def _coop_notify_done(self, proposal=None):
        """Both members, and whoever coordinates the shifts concerned."""

        def make(said):
            _ = said.env._
            values = {
                "one": said.member_id._swap_first_name(),
                "other": said.taken_by_id._swap_first_name(),
                "shift": said._words(said.shift_id),
            }
            if proposal:
                values["theirs"] = said._words(proposal.shift_id)
                text = _("%(other)s now works on %(shift)s, %(one)s on %(theirs)s.", **values)
                return _("Shifts swapped"), text
            text = _("%(other)s stands in for %(one)s on %(shift)s.", **values)
            return _("A stand-in was found"), text

        shifts = self.shift_id | (proposal.shift_id if proposal else self.shift_id.browse())
        self._tell(self._concerned(shifts), make)

    def _concerned(self, shifts):
        """Both members of a swap, and whoever coordinates these shifts."""
        partners = self.member_id.partner_id | self.taken_by_id.partner_id
        for shift in shifts:
            partners |= shift._coop_coordinator_partners()
        return partners

    def _coop_notify_undone(self, reason):
        def make(said):
            _ = said.env._
            text = _(
                "The members' office undid what was agreed about %(shift)s: %(reason)s. "
                "Everybody has the shift again that they had before.",
                shift=said._words(said.shift_id),
                reason=reason,
            )
            return _("A swap was undone"), text

        self._tell(self._concerned(self.move_ids.from_shift_id), make)

    def _coop_notify_declined(self):
        def make(said):
            _ = said.env._
            text = _(
                "%(name)s cannot take your shift %(shift)s. You can ask someone else, or "
                "everybody.",
                name=said.to_member_id._swap_first_name(),
                shift=said._words(said.shift_id),
            )
            return _("Your question about a shift"), text

        self._tell(self.member_id.partner_id, make)

    def _coop_notify_refused(self, proposal):
        def make(said):
            _ = said.env._
            text = _(
                "Your shift %(shift)s was not chosen. It stays yours.",
                shift=said._words(proposal.shift_id),
            )
            return _("Your proposal for a swap"), text

        self._tell(proposal.member_id.partner_id, make)

    def _coop_notify_cancelled(self, reason):
        def make(said):
            _ = said.env._
            text = _(
                "The members' office ended your offer of %(shift)s: %(reason)s. "
                "The shift stays yours.",
                shift=said._words(said.shift_id),
                reason=reason,
            )
            return _("Your offer was ended"), text

        self._tell(self.member_id.partner_id, make)
