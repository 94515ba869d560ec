from odoo import fields, models


class CoopShift(models.Model):
    _inherit = "coop.shift"

    def action_cancel(self):
        """Whoever was expected is told: a shift does not vanish without a word."""
        now = fields.Datetime.now()
        coming = self.filtered(lambda shift: shift.start > now and shift.state == "planned")
        expected = coming.assignment_ids.filtered("is_expected")
        done = super().action_cancel()
        for row in expected.filtered("company_id.coop_mails"):
            shift = row.shift_id
            self.env["coop.mail.log"]._note(
                "shift_cancelled", row.member_id, row, shift.day, shift.start
            )
        return done
