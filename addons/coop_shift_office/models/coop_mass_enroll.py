from odoo import api, models
from odoo.tools import format_date

from ..rules.seating import allot
from .coop_mass_kind import Outcome


class CoopMassEnroll(models.AbstractModel):
    """Enroll many members who have no place on one template."""

    _name = "coop.mass.enroll"
    _inherit = "coop.mass.move"
    _description = "Enroll many members on a shift"
    _once_per_member = True

    @api.model
    def _outcomes(self, action, lines):
        places = lines._coop_places(action.date)
        free = self.env["coop.enrollment"]._coop_free_numbers(
            action.template_id, action.role_id, action.date
        )
        seats = allot((line.member_id for line in lines if not places[line]), free)
        return {
            line: self._outcome(action, places[line], seats.get(line.member_id), None)
            for line in lines
        }

    @api.model
    def _outcome(self, action, places, seats, coming):
        if places or not seats:
            return Outcome(False, places._coop_move_texts()["has_place" if places else "full"])
        text = self.env._(
            "Joins %(new)s (%(role)s, seat %(seat)s) from %(day)s.",
            new=action.template_id.display_name,
            role=action.role_id.name,
            seat=seats,
            day=format_date(self.env, action.date),
        )
        return Outcome(True, text, seats)

    @api.model
    def _apply(self, action, lines, outcomes):
        self.env["coop.enrollment"].create(
            [
                {
                    "member_id": line.member_id.id,
                    "template_id": action.template_id.id,
                    "role_id": action.role_id.id,
                    "seat": outcomes[line].data,
                    "date_from": action.date,
                }
                for line in lines
            ]
        )
