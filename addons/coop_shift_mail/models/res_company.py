from datetime import datetime, time

import pytz

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

    def _coop_midnight(self, day):
        """The naive UTC moment at which a local day begins at the co-op."""
        self.ensure_one()
        local = pytz.timezone(self.coop_tz).localize(datetime.combine(day, time()))
        return local.astimezone(pytz.utc).replace(tzinfo=None)
