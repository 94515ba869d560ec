from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_mails = fields.Boolean(
        "Mails about shifts", help="Nothing is sent before this is switched on."
    )
    coop_mail_reminder_days = fields.Integer(
        "Days before a shift", default=2, required=True, help="When members are reminded of it."
    )

    _coop_mail_reminder_days_positive = models.Constraint(
        "CHECK(coop_mail_reminder_days > 0)", "A reminder goes at least one day before the shift."
    )
