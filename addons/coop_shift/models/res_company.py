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

    def write(self, vals):
        """Days begin elsewhere: what happened near midnight may be of another day."""
        done = super().write(vals)
        if "coop_tz" in vals:
            members = self.env["coop.member"].search([("company_id", "in", self.ids)])
            members._coop_refresh_standings()
        return done

    def _coop_now(self):
        """The co-op's local time, without a zone: what a clock on its wall shows."""
        self.ensure_one()
        zone = pytz.timezone(self.coop_tz)
        return pytz.utc.localize(fields.Datetime.now()).astimezone(zone).replace(tzinfo=None)
