from odoo import api, models

from odoo.addons.coop_shift.models.coop_member import signed

from .coop_mass_kind import Outcome


class CoopMassCorrection(models.AbstractModel):
    """Write one correction, with its reason, for many members. For managers."""

    _name = "coop.mass.correction"
    _inherit = "coop.mass.kind"
    _description = "Correct the counter of many members"
    _needed = ("date", "counter", "amount", "reason")
    _writes = "coop.work.correction"

    @api.model
    def _outcomes(self, action, lines):
        balances = self.env["coop.work.entry"]._balances(lines.member_id.ids)
        name = dict(action._selection_counter()).get(action.counter, action.counter)
        outcomes = {}
        for line in lines:
            before = balances[line.member_id.id].get(action.counter, 0)
            after = signed(round(before + action.amount, 2))
            outcomes[line] = Outcome(True, f"{name}: {signed(before)} → {after}")
        return outcomes

    @api.model
    def _apply(self, action, lines, outcomes):
        self.env["coop.work.correction"].create(
            [
                {
                    "member_id": line.member_id.id,
                    "date": action.date,
                    "counter": action.counter,
                    "amount": action.amount,
                    "reason": action.reason,
                }
                for line in lines
            ]
        )
