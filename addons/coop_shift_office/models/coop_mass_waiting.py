from odoo import api, models

from .coop_mass_kind import Outcome


class CoopMassWaiting(models.AbstractModel):
    """Put many members on the waiting list of a template, in the order of the list."""

    _name = "coop.mass.waiting"
    _inherit = "coop.mass.kind"
    _description = "Put many members on a waiting list"
    _needed = ("template_id", "role_id")
    _writes = "coop.waiting"

    @api.model
    def _outcomes(self, action, lines):
        waiting = self.env["coop.waiting"].search(
            [("template_id", "=", action.template_id.id), ("role_id", "=", action.role_id.id)]
        )
        today = action.company_id._coop_today()
        there = action.template_id._places_from(today).member_id
        outcomes, seen = {}, waiting.member_id
        rank = len(waiting)
        for line in lines:
            problem = self._problem(line.member_id, seen, there)
            if problem:
                outcomes[line] = Outcome(False, problem)
                continue
            rank += 1
            seen |= line.member_id
            outcomes[line] = Outcome(True, self.env._("Place %(rank)s in the list.", rank=rank))
        return outcomes

    @api.model
    def _problem(self, member, waiting, there):
        if member in waiting:
            return self.env._("Is on this waiting list already.")
        if member in there:
            return self.env._("Is enrolled on that shift already.")
        return None

    @api.model
    def _apply(self, action, lines, outcomes):
        self.env["coop.waiting"].create(
            [
                {
                    "member_id": line.member_id.id,
                    "template_id": action.template_id.id,
                    "role_id": action.role_id.id,
                }
                for line in lines
            ]
        )
