from odoo import api, models

from ..rules import newcomers


class CoopBookingBoard(models.AbstractModel):
    _inherit = "coop.booking.board"

    @api.model
    def _places(self, member, first=None, weeks=None):
        """Seats kept for others, or not for a beginner alone, say so; a few queries for all."""
        args = [weeks] if weeks else []
        places = super()._places(member, first, *args)
        company = member.company_id
        if not places or not (company.coop_kept_days or company.coop_beginner_shifts):
            return places
        shifts = self.env["coop.shift"].browse({place.shift.id for place in places})
        kept = shifts._coop_kept_for()
        beside = shifts._coop_roles_for_beginner(member)
        return [self._with_more_refusals(place, member, kept, beside) for place in places]

    @api.model
    def _with_more_refusals(self, place, member, kept, beside):
        key = place.shift.id, place.role.id
        codes = list(place.refusals)
        if beside is not None and key not in beside:
            codes.append("beginner")
        if newcomers.is_kept_from(member.id, place.opening.free, kept.get(key, set())):
            codes.append("kept")
        return place._replace(refusals=codes)
