import pytz

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    coop_planning_start = fields.Date(
        "First planned day", help="The system plans no shift before this day."
    )
    coop_planning_cycles = fields.Integer(
        "Cycles planned ahead", default=2, help="After the present cycle."
    )

    def _coop_now(self):
        """The co-op's local time, without a zone: what a clock on its wall shows."""
        self.ensure_one()
        zone = pytz.timezone(self.coop_tz)
        return pytz.utc.localize(fields.Datetime.now()).astimezone(zone).replace(tzinfo=None)
