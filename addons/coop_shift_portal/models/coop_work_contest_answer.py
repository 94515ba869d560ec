from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.coop_shift.models.coop_assignment import RECORDED

#: What a contested attendance can become. Who stands in for whom is recorded on the shift.
BECOMES = tuple(state for state in RECORDED if state != "replaced")


class CoopWorkContest(models.Model):
    """What the members' office does about a contest: it answers, and does what follows."""

    _inherit = "coop.work.contest"

    def _coop_answer(self, accept, words, becomes=False):
        """Answer the member; an attendance that is accepted becomes another one, in one act.

        :param becomes: one of ``BECOMES``; asked where an attendance is accepted
        :raise AccessError: for whoever is not of the office
        :raise UserError: when it was answered, nothing is said, or nothing would change
        """
        self.ensure_one()
        if not self.env.user.has_group("coop_membership.group_office"):
            raise AccessError(self.env._("Contests are answered by the members' office."))
        if self.state != "open":
            raise UserError(self.env._("This was answered, or taken back, already."))
        words = (words or "").strip()
        if not words:
            raise UserError(self.env._("Say why: the member reads it."))
        if accept and not self._coop_may_accept():
            raise UserError(
                self.env._(
                    "The standing is still the same. First change what makes it so; or answer "
                    "without accepting it, and say what you did."
                )
            )
        changing = accept and self._coop_changes_attendance()
        if changing:
            self._coop_record(becomes)
        # sudo: bypasses that nobody writes contests by hand; bounded to the answer to this one.
        row = self.sudo()
        row.write(
            {
                "state": "accepted" if accept else "refused",
                "answer": words,
                "answered_by": self.env.uid,
                "answered_on": fields.Datetime.now(),
                "became": becomes if changing else False,
            }
        )
        row.activity_unlink(["mail.mail_activity_data_todo"])
        row._coop_notify_answer()

    def _coop_may_accept(self):
        """Whether there is something to accept: of a standing, that it is another one by now."""
        self.ensure_one()
        member = self.member_id
        other = member.merged_into_id or member.coop_standing != self.standing
        return self.kind == "attendance" or bool(other)

    def _coop_changes_attendance(self):
        """Whether accepting it changes a row: not in a file that was merged into another, whose
        counters are corrected in the file that is kept."""
        return bool(self.assignment_id) and self.assignment_id.member_id == self.member_id

    def _coop_record(self, becomes):
        if becomes not in BECOMES or becomes == self.attendance:
            raise UserError(self.env._("Choose what the attendance becomes."))
        # sudo: bypasses that a shift which is closed is opened again first; bounded to the one
        # attendance that its member contests, and stamped with who answers.
        self.assignment_id.sudo()._record(becomes)

    def _coop_notify_answer(self):
        """The mail with the answer, in the member's language. No address: the office calls."""
        template = self.env.ref("coop_shift_portal.mail_template_contest", raise_if_not_found=False)
        if template and self.member_id.email:
            template.send_mail(self.id)

    # ------------------------------------------------------------------ buttons

    def action_coop_answer(self):
        """Open the dialog with the answer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "coop.work.contest.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_contest_id": self.id},
        }

    def action_coop_why(self):
        """Why the member's standing is what it is."""
        self.ensure_one()
        return self.member_id.action_coop_why()

    def action_coop_more_time(self):
        """More time for the member, as the rules allow."""
        self.ensure_one()
        return self.member_id.action_give_extension()

    @api.model
    def _coop_becomes(self):
        """What a contested attendance can become by the co-op's rules: ``[(code, name), …]``."""
        history = self.env["coop.work.policy"]._history_of(self.env.company.id)
        known = set(BECOMES)
        if history:
            policy = history.on(self.env.company._coop_today())
            known &= {kind for regime in policy.regimes.values() for kind in regime.kinds}
        names = dict(self._selection_attendance())
        return [(state, names[state]) for state in BECOMES if state in known]
