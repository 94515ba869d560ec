from datetime import date, timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

ONE_DAY = timedelta(days=1)


class CoopEnrollment(models.Model):
    """A place that the rules ended, and that was given on before its end turned out to be a
    mistake: the end was carried out and stays, and the member gets back what is still free.

    Source: RULES.md 3, "a consequence that was carried out".
    """

    _inherit = "coop.enrollment"

    def _set_dropped(self, day):
        stays = self.browse()
        if not day:
            stays = self.filtered(lambda row: row.dropped_on and row._others_since())
        members = super(CoopEnrollment, self - stays)._set_dropped(day)
        for row in stays:
            row._stay_ended()
        return members | stays.member_id

    def _others_since(self):
        """The places, since the end, of others on this seat or of the member anywhere."""
        first, last = self.dropped_on + ONE_DAY, self.date_to or date.max
        domain = [
            ("id", "!=", self.id),
            ("date_from", "<=", last),
            *self._running_from(first),
            "|",
            ("member_id", "=", self.member_id.id),
            "&",
            ("template_id", "=", self.template_id.id),
            "&",
            ("role_id", "=", self.role_id.id),
            ("seat", "=", self.seat),
        ]
        return self.search(domain).filtered(
            lambda row: row.template_id or row.member_id == self.member_id
        )

    def _stay_ended(self):
        """Make the end a fact, and go on on another seat of the same shift when one is free."""
        others = self._others_since()
        first, last = self.dropped_on + ONE_DAY, self.date_to
        reason = self.env._("Ended by the rules. It was given on before that was corrected.")
        # Not through the facts: who calls derives them again.
        models.Model.write(
            self, {"date_to": self.dropped_on, "dropped_on": False, "end_reason": reason}
        )
        self.env["coop.planning"]._follow_enrollments(self)
        if self.member_id in others.member_id:
            self._tell_office_found_another()
            return
        found = self._go_on_from(first, last)
        self._tell_given_on(found)

    def _go_on_from(self, first, last):
        """A place of the member on another seat; none when the shift is full."""
        vals = {
            "member_id": self.member_id.id,
            "regime": self.regime,
            "template_id": self.template_id.id,
            "role_id": self.role_id.id,
            "date_from": first,
            "date_to": last,
        }
        try:
            return self.with_context(coop_defer_standings=True).create(vals)
        except UserError:
            return self.browse()

    def _tell_given_on(self, found):
        """Tell the member, and leave the office a task where no seat is free."""
        person = self.member_id.partner_id
        env = self.with_context(lang=person.lang).env
        where = self.with_env(env).template_id.display_name
        if found:
            words = env._(
                "Your absence was corrected. You have a place on %(shift)s again, on another seat: "
                "yours was given to somebody else.",
                shift=where,
            )
        else:
            words = env._(
                "Your absence was corrected. Your place on %(shift)s was given to somebody else "
                "and no other is free there: the office will find one with you.",
                shift=where,
            )
            person.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.company_id._coop_today(),
                summary=self.env._("Find another place: theirs was ended by mistake"),
                user_id=self._who_finds_another().id,
            )
        self.member_id.with_env(env).message_post(body=words, partner_ids=person.ids)

    def _tell_office_found_another(self):
        """The member has another place by now: the office sees with them whether it stays so."""
        self.member_id.message_post(
            body=self.env._(
                "An absence was corrected that had ended the place on %(shift)s on %(day)s. "
                "Another place was chosen since, so this end stays.",
                shift=self.template_id.display_name or self.display_name,
                day=format_date(self.env, self.date_to),
            )
        )
        person = self.member_id.partner_id
        told = self.with_context(lang=person.lang)
        words = told.env._(
            "Your absence was corrected. Your place on %(shift)s had ended because of it. You have "
            "chosen another one since; if you would like the former one back, tell the office.",
            shift=told.template_id.display_name or told.display_name,
        )
        self.member_id.with_env(told.env).message_post(body=words, partner_ids=person.ids)
        person.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.company_id._coop_today(),
            summary=self.env._("Their place was ended by mistake: ask whether they want it back"),
            user_id=self._who_finds_another().id,
        )

    def _who_finds_another(self):
        """Whoever corrected it at the desk; somebody of the office where a coordinator or a member
        did."""
        user = self.env.user
        if user._is_internal():
            return user
        office = self.env.ref("coop_membership.group_office").all_user_ids
        return office.filtered(lambda one: self.company_id in one.company_ids)[:1] or user
