from odoo import models


class CoopMember(models.Model):
    """What tills and doors wrote down about a member joins the data that they take along."""

    _inherit = "coop.member"

    def _coop_export(self):
        own = [("partner_id", "=", self.partner_id.id)]
        # sudo: lends a member the checks made of themselves.
        checks = self.env["coop.check"].sudo().search(own)
        # sudo: lends a member the days on which they were served as staff or otherwise.
        served = self.env["coop.served.person"].sudo().search(own)
        # sudo: lends a member what was noted about their own purchases.
        flags = self.env["coop.order.flag"].sudo().search(own)
        # sudo: lends a member what was noted when they stood at a door.
        visits = self.env["coop.visit"].sudo().search(own)
        # sudo: lends a member the times at which somebody answered for them at a till.
        given = self.env["coop.authorisation"].sudo().search(own)
        seen = ["at", "channel", "movement", "code", "outcome", "override_reason", "day_pass"]
        return {
            **super()._coop_export(),
            "checks": self._coop_rows(checks, seen),
            "visits": self._coop_rows(visits, ["at", "forgiven"]),
            "authorisations": self._coop_rows(given, ["create_date"]),
            "served": self._coop_rows(served, ["kind", "date_from", "date_to", "reason"]),
            "sales_to_look_at": self._coop_rows(flags, ["date", "kind"]),
        }
