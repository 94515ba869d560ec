from odoo import api, fields, models
from odoo.tools import format_date

from .coop_mass_kind import Outcome


class CoopMassEnd(models.AbstractModel):
    """End the enrollments of many members on a last day."""

    _name = "coop.mass.end"
    _inherit = "coop.mass.kind"
    _description = "End many enrollments"
    _once_per_member = False
    _needed = ("date", "reason")

    @api.model
    def _check(self, action):
        super()._check(action)
        self.env["coop.enrollment"]._coop_check_move_day(action.date)

    @api.model
    def _outcomes(self, action, lines):
        places = lines._coop_places(action.date)
        coming = self.env["coop.enrollment"].union(*places.values())._coop_coming(action.date)
        return {line: self._outcome(action, places[line], coming) for line in lines}

    @api.model
    def _outcome(self, action, places, coming):
        if not places:
            return Outcome(False, self.env._("Has no place on that day or later."))
        text = self.env._(
            "Leaves %(places)s after %(last)s. Planned shifts taken away: %(count)s.",
            places=", ".join(place._coop_place_name() for place in places),
            last=format_date(self.env, fields.Date.subtract(action.date, days=1)),
            count=sum(coming.get(place.id, 0) for place in places),
        )
        return Outcome(True, text, places)

    @api.model
    def _apply(self, action, lines, outcomes):
        places = self.env["coop.enrollment"].union(*(outcomes[line].data for line in lines))
        members = places.member_id
        places.with_context(coop_defer_standings=True)._coop_end_before(action.date, action.reason)
        members._coop_refresh_standings()
