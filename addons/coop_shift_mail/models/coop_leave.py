from odoo import models


class CoopLeave(models.Model):
    _inherit = "coop.leave"

    def action_confirm_anyway(self):
        done = super().action_confirm_anyway()
        self._coop_note_answer("leave_granted")
        return done

    def action_refuse(self):
        done = super().action_refuse()
        self._coop_note_answer("leave_refused")
        return done

    def _coop_note_answer(self, kind):
        """A mail is owed to whoever asked; it goes out with the next run."""
        if self.env.context.get("coop_answered"):
            return  # the office writes to the member in its own words
        for leave in self.filtered("company_id.coop_mails"):
            self.env["coop.mail.log"]._note(kind, leave.member_id, leave, leave.date_from)
