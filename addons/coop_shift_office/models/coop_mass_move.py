from odoo import api, models
from odoo.tools import format_date

from .coop_mass_kind import Outcome


class CoopMassMove(models.AbstractModel):
    """Move many members to one template, from a day on."""

    _name = "coop.mass.move"
    _inherit = "coop.mass.kind"
    _description = "Move many members to a shift"
    _once_per_member = False
    _needed = ("date", "template_id", "role_id")

    @api.model
    def _check(self, action):
        super()._check(action)
        self.env["coop.enrollment"]._coop_check_move_day(action.date)

    @api.model
    def _outcomes(self, action, lines):
        places = lines._coop_places(action.date)
        moving = self.env["coop.enrollment"].union(*(p for p in places.values() if len(p) == 1))
        seats = moving._coop_move_seats(action.template_id, action.role_id, action.date)
        coming = moving._coop_coming(action.date)
        return {line: self._outcome(action, places[line], seats, coming) for line in lines}

    @api.model
    def _outcome(self, action, places, seats, coming):
        texts = places._coop_move_texts()
        if len(places) != 1:
            return Outcome(False, texts["several" if places else "no_place"])
        seat, code = seats[places]
        if code:
            return Outcome(False, texts[code])
        text = self.env._(
            "%(old)s → %(new)s (%(role)s, seat %(seat)s) from %(day)s. Planned shifts that "
            "change: %(count)s.",
            old=places._coop_place_name(),
            new=action.template_id.display_name,
            role=action.role_id.name,
            seat=seat,
            day=format_date(self.env, max(action.date, places.date_from)),
            count=coming.get(places.id, 0),
        )
        return Outcome(True, text, (places, seat))

    @api.model
    def _apply(self, action, lines, outcomes):
        seats = dict(outcomes[line].data for line in lines)
        self.env["coop.enrollment"]._coop_move(
            seats, action.template_id, action.role_id, action.date
        )
