from datetime import date, datetime, time

import pytz

from odoo import fields, models

from odoo.addons.base.models.res_partner import _tz_get


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_tz = fields.Selection(
        _tz_get,
        string="Co-op time zone",
        default="Europe/Paris",
        required=True,
        help="Days begin at midnight in this time zone, at the till and at the door.",
    )

    coop_household_max = fields.Integer(
        "Household persons per member",
        help="How many at once, children aside. 0: as many as they like.",
    )

    coop_leave_notice = fields.Integer(
        "Notice of leaving (days)",
        help="Where the bylaws have one, a member stays one until its last day, with shares, vote "
        "and duty. 0: who leaves is no member from that day on.",
    )

    _coop_leave_notice_positive = models.Constraint(
        "CHECK(coop_leave_notice >= 0)", "The notice of leaving is zero (none) or more days."
    )
    _coop_household_max_positive = models.Constraint(
        "CHECK(coop_household_max >= 0)", "The maximum is zero (none) or more."
    )

    def _coop_local_day(self, moment: datetime) -> date:
        """The co-op's local day of a naive UTC moment."""
        self.ensure_one()
        return pytz.utc.localize(moment).astimezone(pytz.timezone(self.coop_tz)).date()

    def _coop_midnight(self, day: date) -> datetime:
        """The naive UTC moment at which a local day begins at the co-op."""
        self.ensure_one()
        local = pytz.timezone(self.coop_tz).localize(datetime.combine(day, time()))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _coop_today(self) -> date:
        """Today at the co-op, whatever the time zone of the user."""
        return self._coop_local_day(fields.Datetime.now())
